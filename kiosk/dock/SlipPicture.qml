import QtQuick
import "../screens"
import "../screens/controls"

// The upper end of a slip, as wide as the room for it; pressed, it is to be seen whole.
Touchable {
    id: picture

    required property var slip
    readonly property string source: picture.slip ? picture.slip.source : ""

    fill: "white"
    outline: Theme.edge
    padding: Theme.mm(1)
    radius: 0
    spokenName: picture.slip ? "Slip " + picture.slip.number + ": show it large" : ""

    contentItem: Item {
        clip: true

        Image {
            fillMode: Image.PreserveAspectFit
            smooth: true
            source: picture.source
            sourceSize.width: picture.width
            width: parent.width
        }
    }
}
