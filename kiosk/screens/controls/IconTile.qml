import QtQuick
import ".."

// An icon on a soft square; `raised` on a tinted card, where the tile is the light part.
Rectangle {
    id: tile

    required property string name
    property bool raised: false

    border.color: Theme.line
    border.width: Theme.highContrast ? Theme.hairline : 0
    color: tile.raised ? Theme.card : Theme.tint
    implicitHeight: Theme.iconTile
    implicitWidth: Theme.iconTile
    radius: Theme.radius

    Icon {
        anchors.centerIn: parent
        color: Theme.accent
        name: tile.name
        size: Theme.mm(12.4)
    }
}
