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
    bottomPadding: Theme.mm(3)
    fill: tile.chosen ? Theme.tint : Theme.card
    implicitHeight: Math.max(Theme.mm(Theme.reach ? 30 : 40), implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.mm(1.5)
    outline: tile.chosen ? Theme.accent : Theme.line
    rightPadding: Theme.mm(1.5)
    strong: tile.chosen
    topPadding: Theme.mm(4)

    contentItem: ColumnLayout {
        spacing: Theme.mm(1)

        Item {
            Layout.fillHeight: true
            Layout.fillWidth: true
            implicitHeight: Theme.mm(16)

            Words {
                Accessible.ignored: true
                anchors.bottom: parent.bottom
                anchors.horizontalCenter: parent.horizontalCenter
                font.bold: true
                font.pixelSize: tile.samplePx
                color: Theme.ink
                objectName: "sample"
                text: tile.sample
                tight: true
            }
        }

        Words {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.ink
            font.bold: tile.chosen
            font.pixelSize: Math.min(Theme.hintPx, Theme.mm(7))
            horizontalAlignment: Text.AlignHCenter
            text: tile.text
            tight: true
        }
    }

    Icon {
        anchors.margins: Theme.mm(2.5)
        anchors.right: parent.right
        anchors.top: parent.top
        color: Theme.accentWord
        name: tile.chosen ? "check-circle" : ""
        size: Theme.mm(7.5)
    }
}
