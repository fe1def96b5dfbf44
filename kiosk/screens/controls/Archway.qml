pragma ComponentBehavior: Bound

import QtQuick
import ".."

// The front door that we are named after: three arches, one in another, standing on the lower edge. The darker side of
// the accent, so words on it are read as well as on the accent itself, or better.
Item {
    id: archway

    clip: true

    Repeater {
        model: [1, 0.7, 0.4]

        Rectangle {
            required property real modelData

            anchors.horizontalCenter: parent.horizontalCenter
            color: Theme.accentPressed
            height: Math.round(archway.height * modelData) + radius
            opacity: 0.34
            radius: width / 2
            width: Math.round(archway.width * modelData)
            y: archway.height + radius - height
        }
    }
}
