pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import ".."

// Several lines to type in.
TextArea {
    id: passage

    property bool faulty: false
    required property string spokenName

    Accessible.name: passage.spokenName
    // Qt's own cut-and-paste menu is a popup in Qt's language, and offers what was copied before.
    ContextMenu.menu: null
    bottomPadding: Theme.mm(6)
    color: Theme.ink
    font.pixelSize: Theme.subtitlePx
    horizontalAlignment: Text.AlignLeft
    implicitHeight: Math.max(Theme.mm(60), contentHeight + topPadding + bottomPadding)
    leftPadding: Theme.mm(8)
    placeholderTextColor: Theme.muted
    rightPadding: Theme.mm(8)
    selectByMouse: true
    selectedTextColor: Theme.accentInk
    selectionColor: Theme.accent
    topPadding: Theme.mm(6)
    wrapMode: TextArea.Wrap

    background: FieldFrame {
        active: passage.activeFocus
        faulty: passage.faulty
    }
    cursorDelegate: Caret {
        field: passage
    }
}
