pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import ".."

// One line to type in.
TextField {
    id: entry

    property bool faulty: false
    required property string spokenName
    // Qt sets the words of a tall fallback script (Arabic) this much too high: half of it, seen from the middle.
    readonly property int excess: Math.max(0, entry.contentHeight - metrics.plain)

    Accessible.name: entry.spokenName
    // Qt's own cut-and-paste menu is a popup in Qt's language, and offers what was copied before.
    ContextMenu.menu: null
    bottomPadding: entry.topPadding - entry.excess
    color: Theme.ink
    font.pixelSize: Theme.subtitlePx
    horizontalAlignment: Text.AlignLeft
    implicitHeight: Math.max(Theme.optionRow, metrics.plain + Theme.mm(10))
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
        tallest: metrics.plain
    }

    FontMetrics {
        id: metrics

        readonly property int plain: Math.ceil(metrics.height)

        font: entry.font
    }
}
