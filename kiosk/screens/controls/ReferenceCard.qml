import QtQuick
import QtQuick.Layouts
import Frontdoor
import ".."

// The reference in huge type beside its QR code; `large` gives the code the whole card.
Rectangle {
    id: card

    required property string reference
    required property string code
    required property string spelled
    required property string ticket
    required property string qr
    property bool large: false
    readonly property bool stacked: (card.large || Theme.largeText) && (!Theme.landscape || card.width < Theme.mm(220))
    readonly property int pad: Theme.mm(12)

    border.color: Theme.line
    border.width: Theme.hairline
    color: Theme.card
    implicitHeight: grid.implicitHeight + 2 * card.pad
    radius: Theme.radius

    GridLayout {
        id: grid

        // What the words may take: more would push the code over the card's edge.
        readonly property real wordsWidth: card.stacked ? grid.width : grid.width - symbol.width - symbol.Layout.rightMargin - grid.columnSpacing

        anchors.left: parent.left
        anchors.margins: card.pad
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        columnSpacing: Theme.mm(8)
        columns: card.stacked ? 1 : 2
        rowSpacing: Theme.mm(6)

        ColumnLayout {
            Accessible.name: qsTr("Your reference. %1").arg(card.spelled)
            Accessible.role: Accessible.StaticText
            Layout.alignment: Qt.AlignVCenter
            Layout.fillHeight: false
            Layout.fillWidth: true
            spacing: 0

            Words {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.muted
                font.pixelSize: Theme.bodyPx
                horizontalAlignment: Text.AlignLeft
                text: qsTr("Your reference")
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
            }

            Words {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.ink
                font.bold: true
                font.letterSpacing: Theme.mm(0.25)
                font.pixelSize: Theme.hugePx
                fontSizeMode: Text.HorizontalFit
                horizontalAlignment: Text.AlignLeft
                lineHeight: 0.9
                minimumPixelSize: Theme.bodyPx
                objectName: "reference"
                text: card.reference
                textFormat: Text.PlainText
                wrapMode: Text.NoWrap
            }

            RowLayout {
                Layout.fillHeight: false
                Layout.fillWidth: true
                spacing: Theme.mm(2.5)

                Words {
                    Accessible.ignored: true
                    Layout.alignment: Qt.AlignBaseline
                    Layout.maximumWidth: grid.wordsWidth - code.width - Theme.mm(4)
                    color: Theme.muted
                    font.pixelSize: Theme.bodyPx
                    horizontalAlignment: Text.AlignLeft
                    text: qsTr("Code to track it:")
                    textFormat: Text.PlainText
                    wrapMode: Text.Wrap
                }

                Words {
                    id: code

                    Accessible.ignored: true
                    Layout.alignment: Qt.AlignBaseline
                    color: Theme.ink
                    font.bold: true
                    font.pixelSize: Theme.bodyPx
                    objectName: "trackingCode"
                    text: card.code
                    textFormat: Text.PlainText
                }

                Item {
                    Layout.fillWidth: true
                }
            }

            Words {
                Accessible.name: text
                Accessible.role: Accessible.StaticText
                Layout.fillWidth: true
                Layout.topMargin: Theme.mm(1)
                color: Theme.ink
                font.bold: true
                font.pixelSize: Theme.bodyPx
                horizontalAlignment: Text.AlignLeft
                objectName: "ticket"
                text: card.ticket
                textFormat: Text.PlainText
                visible: text !== ""
                wrapMode: Text.Wrap
            }
        }

        QrCode {
            id: symbol

            Accessible.name: qsTr("QR code of your request")
            Accessible.role: Accessible.Graphic
            Layout.alignment: card.stacked ? Qt.AlignHCenter : Qt.AlignVCenter
            // The code's own white margin stands in the card's padding.
            Layout.bottomMargin: card.stacked ? 0 : -Theme.mm(10)
            Layout.preferredHeight: Layout.preferredWidth
            Layout.preferredWidth: card.large ? Math.min(grid.width, Theme.mm(Theme.landscape ? 100 : Theme.largeText ? 130 : 180)) : Theme.mm(84)
            Layout.rightMargin: card.stacked ? 0 : -Theme.mm(10)
            Layout.topMargin: card.stacked ? 0 : -Theme.mm(10)
            objectName: "qr"
            text: card.qr
        }
    }
}
