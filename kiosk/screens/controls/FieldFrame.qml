import QtQuick
import ".."

// The box around an answer: an outline that is seen (3:1), accent while it is worked in, stop while something is wrong with it.
Rectangle {
    id: frame

    property bool active: false
    property bool faulty: false
    // The focus ring of a field is its frame: a ring around it would be cut off where it scrolls.
    readonly property bool ringed: frame.active && Theme.keysUsed

    border.color: frame.ringed ? Theme.focus : frame.faulty ? Theme.stop : frame.active ? Theme.accent : Theme.edge
    border.width: frame.ringed ? Theme.focusLine : frame.faulty || frame.active ? Theme.strongLine : Theme.hairline
    color: Theme.card
    radius: Theme.smallRadius
}
