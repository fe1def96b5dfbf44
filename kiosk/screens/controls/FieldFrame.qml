import QtQuick
import ".."

// The box around an answer: an outline that is seen (3:1), accent while it is worked in, stop while something is wrong with it.
Rectangle {
    id: frame

    property bool active: false
    property bool faulty: false

    border.color: frame.faulty ? Theme.stop : frame.active ? Theme.accent : Theme.edge
    border.width: frame.faulty || frame.active ? Theme.strongLine : Theme.hairline
    color: Theme.card
    radius: Theme.smallRadius
}
