import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// The kiosk cannot serve: what is wrong, where to go instead, and a code for staff. In every language in turn.
ScreenBase {
    id: page

    required property OutOfServiceModel model
    property int turn: 0
    readonly property var words: page.model.sentences[page.turn % page.model.sentences.length]

    title: page.words.title

    Timer {
        interval: 6000
        repeat: true
        running: page.visible

        onTriggered: page.turn = (page.turn + 1) % page.model.sentences.length
    }

    ColumnLayout {
        LayoutMirroring.childrenInherit: true
        LayoutMirroring.enabled: page.words.rightToLeft
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap

        BrandLine {
            Layout.bottomMargin: Theme.mm(Theme.landscape ? 4 : 30)
            Layout.fillWidth: true
            name: page.words.desk
        }

        Rectangle {
            border.color: Theme.stop
            border.width: Theme.highContrast ? Theme.hairline : 0
            color: Theme.stopTint
            implicitHeight: Theme.mm(34)
            implicitWidth: Theme.mm(34)
            radius: Theme.mm(8)

            Icon {
                anchors.centerIn: parent
                color: Theme.stop
                name: "wrench"
                size: Theme.mm(18)
            }
        }

        Title {
            Layout.fillWidth: true
            Layout.topMargin: Theme.mm(4)
            text: page.words.title
        }

        Subtitle {
            Layout.fillWidth: true
            text: page.words.what
        }

        Card {
            Layout.fillWidth: true
            Layout.topMargin: Theme.mm(4)

            RowLayout {
                spacing: Theme.mm(7)
                width: parent.width

                IconTile {
                    Layout.alignment: Qt.AlignTop
                    name: "map-pin"
                }

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 0

                    Strong {
                        Layout.fillWidth: true
                        font.pixelSize: Theme.headingPx
                        text: page.words.instead
                    }

                    Hint {
                        Layout.fillWidth: true
                        text: page.words.directions
                        visible: text !== ""
                    }
                }
            }
        }

        Hint {
            Layout.fillWidth: true
            text: page.words.code
        }
    }
}
