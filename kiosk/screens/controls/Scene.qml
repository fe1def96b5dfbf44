import QtQuick
import ".."

// A drawing on a soft ground: the picture of a screen that has good or bad news.
Rectangle {
    id: scene

    property alias picture: drawing.picture
    property alias mirrored: drawing.mirrored

    border.color: Theme.line
    border.width: Theme.highContrast ? Theme.hairline : 0
    color: Theme.tint
    implicitHeight: Theme.mm(70)
    implicitWidth: Theme.mm(120)
    radius: Theme.radius

    Illustration {
        id: drawing

        anchors.centerIn: parent
        height: Math.round(Math.min(scene.height * 0.84, scene.width * 0.52))
        width: Math.round(height * 1.6)
    }
}
