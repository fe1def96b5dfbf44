import QtQuick
import QtQuick.Layouts
import ".."

// A text size to choose, shown by letters of that size over its name.
Touchable {
    id: tile

    required property bool chosen
    required property string sample
    required property int samplePx

    Accessible.checkable: true
    Accessible.checked: tile.chosen
    Accessible.role: Accessible.RadioButton
    fill: tile.chosen ? Theme.tint : Theme.card
    implicitHeight: Math.max(Theme.mm(Theme.reach ? 30 : 40), implicitContentHeight + topPadding + bottomPadding)
    outline: tile.chosen ? Theme.accent : Theme.line
    padding: Theme.mm(3)
    strong: tile.chosen

    contentItem: ColumnLayout {
        spacing: Theme.mm(1)

        Item {
            Layout.fillHeight: true
            Layout.fillWidth: true
            implicitHeight: Theme.mm(13)

            Text {
                Accessible.ignored: true
                anchors.horizontalCenter: parent.horizontalCenter
                // All four stand on one line, so that they are seen to grow.
                anchors.baseline: parent.bottom
                color: Theme.ink
                font.bold: true
                font.pixelSize: tile.samplePx
                text: tile.sample
                textFormat: Text.PlainText
            }
        }

        RowLayout {
            Layout.alignment: Qt.AlignHCenter
            Layout.fillWidth: false
            Layout.topMargin: Theme.mm(3)
            spacing: Theme.mm(1.5)

            Icon {
                Layout.alignment: Qt.AlignVCenter
                color: Theme.accent
                name: tile.chosen ? "check" : ""
                size: Math.min(Theme.hintPx, Theme.mm(9))
            }

            Words {
                Accessible.ignored: true
                color: Theme.ink
                font.bold: tile.chosen
                font.pixelSize: Math.min(Theme.hintPx, Theme.mm(7))
                text: tile.text
                visible: text !== ""
            }
        }
    }
}
