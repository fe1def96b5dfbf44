import QtQuick
import QtQuick.Layouts
import ".."

// A large card to touch: icon, what it does, one line about it.
Touchable {
    id: card

    property string hint: ""
    property string iconName: ""
    property bool accented: false
    // The icon stands beside the words; always within reach, where there is half the height.
    property bool flat: Theme.reach
    property int leastHeight: Theme.mm(65)

    fill: card.accented ? Theme.tint : Theme.card
    implicitHeight: Math.max(Theme.reach ? Theme.mm(30) : card.leastHeight, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: Theme.mm(60)
    outline: card.accented ? Theme.accent : Theme.line
    padding: Theme.mm(Theme.reach ? 6 : 8)
    radius: Theme.radius
    spokenName: card.hint === "" ? card.text : qsTr("%1. %2").arg(card.text).arg(card.hint)
    strong: card.accented && Theme.highContrast
    verticalPadding: Theme.mm(Theme.reach ? 4 : 7.4)

    contentItem: GridLayout {
        columnSpacing: Theme.mm(Theme.reach ? 5 : 7)
        columns: card.flat ? 2 : 1
        rowSpacing: Theme.mm(5)

        IconTile {
            name: card.iconName
            raised: card.accented
            visible: card.iconName !== ""
        }

        ColumnLayout {
            Layout.alignment: card.flat ? Qt.AlignVCenter : Qt.AlignBottom
            Layout.fillWidth: true
            spacing: 0

            Words {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.ink
                font.bold: true
                font.pixelSize: Theme.headingPx
                horizontalAlignment: Text.AlignLeft
                tight: true
                text: card.text
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
            }

            Words {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.muted
                font.pixelSize: Theme.hintPx
                horizontalAlignment: Text.AlignLeft
                text: card.hint
                textFormat: Text.PlainText
                visible: card.hint !== ""
                wrapMode: Text.Wrap
            }
        }
    }
}
