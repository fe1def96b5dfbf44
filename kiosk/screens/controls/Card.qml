import QtQuick
import ".."

// A sheet of content that is not touched as a whole. Its height follows what is laid in it.
Rectangle {
    id: card

    default property alias content: inside.data
    property int padding: Theme.mm(7.5)

    border.color: Theme.line
    border.width: Theme.hairline
    color: Theme.card
    implicitHeight: inside.childrenRect.height + 2 * card.padding
    implicitWidth: inside.childrenRect.width + 2 * card.padding
    radius: Theme.radius

    Item {
        id: inside

        anchors.fill: parent
        anchors.margins: card.padding
    }
}
