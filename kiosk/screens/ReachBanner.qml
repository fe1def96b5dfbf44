import QtQuick
import "controls"

// What stands above the lowered frame in reach mode: nothing to touch. The screen's title comes to stand in its lower part.
Item {
    BrandLine {
        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
    }
}
