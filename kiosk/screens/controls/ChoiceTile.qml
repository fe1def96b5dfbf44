import QtQuick
import QtQuick.Layouts
import ".."

// A choice that shows what it does: a sample above or beside its name.
Touchable {
    id: tile

    property bool beside: false
    property bool chosen: false
    property string sample: ""
    property color sampleColour: Theme.ink
    property color sampleFill: "transparent"
    property int samplePx: Theme.bodyPx

    Accessible.checkable: true
    Accessible.checked: tile.chosen
    Accessible.role: Accessible.RadioButton
    fill: tile.chosen ? Theme.tint : Theme.card
    implicitHeight: Math.max(Theme.mm(26), implicitContentHeight + topPadding + bottomPadding)
    outline: tile.chosen ? Theme.accent : Theme.line
    padding: Theme.mm(4)
    strong: tile.chosen

    contentItem: GridLayout {
        columnSpacing: Theme.mm(5)
        columns: tile.beside ? 2 : 1
        rowSpacing: Theme.mm(1)

        Rectangle {
            Layout.alignment: tile.beside ? Qt.AlignVCenter : Qt.AlignHCenter | Qt.AlignBottom
            border.color: Theme.edge
            border.width: tile.sampleFill.a > 0 ? Theme.hairline : 0
            color: tile.sampleFill
            implicitHeight: tile.beside ? Math.max(Theme.mm(16), letters.implicitHeight) : letters.implicitHeight
            implicitWidth: tile.beside ? Math.max(Theme.mm(20), letters.implicitWidth + Theme.mm(5)) : letters.implicitWidth
            radius: Theme.mm(2.5)

            Words {
                id: letters

                Accessible.ignored: true
                anchors.centerIn: parent
                color: tile.sampleColour
                font.bold: true
                font.pixelSize: tile.samplePx
                text: tile.sample
            }
        }

        Words {
            Accessible.ignored: true
            Layout.alignment: Qt.AlignVCenter
            Layout.fillWidth: true
            color: Theme.ink
            font.bold: tile.chosen
            font.pixelSize: tile.beside ? Theme.bodyPx : Theme.hintPx
            horizontalAlignment: tile.beside ? Text.AlignLeft : Text.AlignHCenter
            text: tile.text
            textFormat: Text.PlainText
            visible: tile.text !== ""
            wrapMode: Text.Wrap
        }
    }

    Icon {
        anchors.margins: Theme.mm(3)
        anchors.right: parent.right
        anchors.top: parent.top
        color: Theme.accent
        name: "check"
        size: Theme.mm(7)
        visible: tile.chosen
    }
}
