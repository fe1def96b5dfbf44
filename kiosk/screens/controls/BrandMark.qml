import QtQuick
import Frontdoor
import ".."

// The organisation's mark on its own colour; `inverted` on a ground of that colour.
Rectangle {
    id: mark

    property bool inverted: false
    property bool pressed: false
    property int size: Theme.mm(16)

    color: mark.inverted ? Theme.accentInk : mark.pressed ? Theme.accentPressed : Theme.accent
    implicitHeight: mark.size
    implicitWidth: mark.size
    radius: Math.round(mark.size * 0.21)

    Icon {
        anchors.centerIn: parent
        color: mark.inverted ? Theme.accent : Theme.accentInk
        name: Session.brandIcon
        size: Math.round(mark.size * 0.64)
    }
}
