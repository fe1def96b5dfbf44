import QtQuick
import ".."

// A card to touch, as wide as the page: icon, what is offered, a line about it. Laid out without layouts: a catalog
// makes a dozen of them between a tap and the next picture, and a text in a layout is set twice.
Touchable {
    id: card

    property string hint: ""
    property string iconName: ""

    implicitHeight: Math.max(Theme.mm(Theme.reach ? 30 : 34), implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: Theme.mm(60)
    padding: Theme.mm(Theme.reach ? 6 : 8)
    radius: Theme.radius
    spokenName: card.hint === "" ? card.text : qsTr("%1. %2").arg(card.text).arg(card.hint)
    verticalPadding: Theme.mm(Theme.reach ? 4 : 6)

    contentItem: Item {
        implicitHeight: Math.max(tile.height, words.height)

        IconTile {
            id: tile

            anchors.left: parent.left
            anchors.verticalCenter: parent.verticalCenter
            height: implicitHeight
            name: card.iconName
            width: implicitWidth
        }

        Column {
            id: words

            anchors.left: tile.right
            anchors.leftMargin: Theme.mm(Theme.reach ? 5 : 7)
            anchors.right: caret.left
            anchors.rightMargin: anchors.leftMargin
            anchors.verticalCenter: parent.verticalCenter

            Words {
                Accessible.ignored: true
                color: Theme.ink
                font.bold: true
                font.pixelSize: Theme.headingPx
                tight: true
                text: card.text
                width: words.width
            }

            Words {
                Accessible.ignored: true
                color: Theme.muted
                font.pixelSize: Theme.hintPx
                text: card.hint
                visible: card.hint !== ""
                width: words.width
            }
        }

        Icon {
            id: caret

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.muted
            name: "caret-right"
            size: Theme.mm(8)
        }
    }
}
