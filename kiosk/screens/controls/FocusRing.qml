import QtQuick
import ".."

// Drawn around what has the focus, for people who work by keys: the ring, and a line of paper on both sides of it, so
// that it stands out from whatever colour it lies on.
Rectangle {
    id: ring

    required property bool shown
    property int around: Theme.smallRadius
    readonly property int halo: Math.max(1, Theme.mm(0.5))

    anchors.fill: parent
    anchors.margins: -(Theme.focusLine + 2 * ring.halo)
    border.color: Theme.paper
    border.width: Theme.focusLine + 2 * ring.halo
    color: "transparent"
    radius: ring.around - anchors.margins
    visible: ring.shown

    Rectangle {
        anchors.fill: parent
        anchors.margins: ring.halo
        border.color: Theme.focus
        border.width: Theme.focusLine
        color: "transparent"
        radius: ring.radius - ring.halo
    }
}
