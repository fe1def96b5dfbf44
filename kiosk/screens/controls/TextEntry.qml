pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import ".."

// One line to type in.
TextField {
    id: entry

    property bool faulty: false
    required property string spokenName

    Accessible.name: entry.spokenName
    // Qt's own cut-and-paste menu is a popup in Qt's language, and offers what was copied before.
    ContextMenu.menu: null
    color: Theme.ink
    font.pixelSize: Theme.subtitlePx
    horizontalAlignment: Text.AlignLeft
    implicitHeight: Math.max(Theme.optionRow, contentHeight + Theme.mm(10))
    leftPadding: Theme.mm(8)
    placeholderTextColor: Theme.muted
    rightPadding: Theme.mm(8)
    selectByMouse: true
    selectedTextColor: Theme.accentInk
    selectionColor: Theme.accent
    verticalAlignment: TextInput.AlignVCenter

    background: FieldFrame {
        active: entry.activeFocus
        faulty: entry.faulty
    }
    cursorDelegate: Caret {
        field: entry
    }
}
