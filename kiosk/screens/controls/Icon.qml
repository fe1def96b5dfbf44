import QtQuick
import ".."

// A Phosphor icon by name; the ones that point along the line of reading turn round in right-to-left.
Text {
    id: icon

    required property string name
    property int size: Theme.iconPx

    Accessible.ignored: true
    color: Theme.ink
    font.family: Theme.iconFamily
    font.pixelSize: icon.size
    height: icon.size
    horizontalAlignment: Text.AlignHCenter
    text: icon.name === "" ? "" : Theme.icons.glyph(icon.name)
    verticalAlignment: Text.AlignVCenter
    visible: icon.name !== ""
    width: icon.size

    transform: Scale {
        origin.x: icon.width / 2
        xScale: Theme.rightToLeft && icon.name !== "" && Theme.icons.mirrors(icon.name) ? -1 : 1
    }
}
