import QtQuick
import QtQuick.Layouts
import ".."

// A colour theme to choose, drawn in its own colours: what it is called, on its paper, beside a small key of it.
Touchable {
    id: tile

    required property bool chosen
    required property string sample
    // As in `Look.colours`.
    required property var colours

    Accessible.checkable: true
    Accessible.checked: tile.chosen
    Accessible.role: Accessible.RadioButton
    bottomPadding: Theme.mm(3)
    fill: tile.colours.paper
    implicitHeight: Math.max(Theme.mm(Theme.reach ? 24 : 30), implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.mm(5.5)
    outline: tile.chosen ? Theme.accent : Theme.edge
    pressedFill: tile.colours.pressed
    rightPadding: Theme.mm(5.5)
    strong: tile.chosen
    topPadding: Theme.mm(3)

    contentItem: RowLayout {
        spacing: Theme.mm(5)

        Rectangle {
            Layout.alignment: Qt.AlignVCenter
            color: tile.colours.accent
            implicitHeight: Theme.mm(14)
            implicitWidth: Theme.mm(20)
            radius: Theme.mm(3)

            Text {
                Accessible.ignored: true
                anchors.centerIn: parent
                color: tile.colours.on_accent
                font.bold: true
                font.pixelSize: Theme.mm(7.5)
                objectName: "sample"
                text: tile.sample
                textFormat: Text.PlainText
            }
        }

        Words {
            Accessible.ignored: true
            Layout.alignment: Qt.AlignVCenter
            Layout.fillWidth: true
            color: tile.colours.ink
            font.bold: tile.chosen
            font.pixelSize: Theme.bodyPx
            text: tile.text
        }

        Icon {
            Layout.alignment: Qt.AlignVCenter
            color: tile.colours.accent
            name: tile.chosen ? "check-circle" : ""
            size: Theme.mm(9)
        }
    }
}
