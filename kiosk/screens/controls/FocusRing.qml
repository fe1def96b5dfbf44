import QtQuick
import ".."

// Drawn around what has the focus, for people who work by keys.
Rectangle {
    id: ring

    required property bool shown
    property int around: Theme.smallRadius

    anchors.fill: parent
    anchors.margins: -2 * Theme.focusLine
    border.color: Theme.focus
    border.width: Theme.focusLine
    color: "transparent"
    radius: ring.around + 2 * Theme.focusLine
    visible: ring.shown
}
