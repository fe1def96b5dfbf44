import QtQuick
import Frontdoor
import ".."

// The organisation's mark: its own drawing on a white plate, whatever the theme, or else an icon on the accent;
// `inverted` on a ground of that colour.
Rectangle {
    id: mark

    property bool inverted: false
    property bool pressed: false
    property int size: Theme.mm(16)
    readonly property bool drawn: Session.hasMark

    border.color: Theme.line
    border.width: mark.drawn && !mark.inverted ? Theme.hairline : 0
    color: mark.drawn ? (mark.pressed ? "#DDDDDD" : "#FFFFFF") : mark.inverted ? Theme.accentInk : mark.pressed ? Theme.accentPressed : Theme.accent
    implicitHeight: mark.size
    implicitWidth: mark.size
    radius: Math.round(mark.size * 0.21)

    Icon {
        anchors.centerIn: parent
        color: mark.inverted ? Theme.accent : Theme.accentInk
        name: mark.drawn ? "" : Session.brandIcon
        size: Math.round(mark.size * 0.64)
    }

    Mark {
        anchors.fill: parent
        anchors.margins: Math.round(mark.size * 0.12)
        picture: Session.brandMark
        visible: mark.drawn
    }
}
