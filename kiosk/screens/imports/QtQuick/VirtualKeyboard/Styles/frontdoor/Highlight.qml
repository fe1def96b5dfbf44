import QtQuick
import "../../../../.."

// Behind the one of several that a release of the finger, or the space bar, would take.
Item {
    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.mm(1.5)
        border.color: Theme.accent
        border.width: Theme.hairline
        color: Theme.tint
        radius: Theme.mm(2)
    }
}
