import QtQuick
import ".."

// Where the next letter goes.
Item {
    id: caret

    required property Item field
    property int tallest: 0
    readonly property TextInput line: caret.field as TextInput
    // Qt sets the caret of an empty right-to-left line to its left end; the first letter then comes at the right one.
    readonly property bool atWrongEnd: caret.line !== null && caret.line.length === 0 && caret.line.preeditText === "" && caret.line.effectiveHorizontalAlignment === TextInput.AlignRight
    readonly property real shift: caret.atWrongEnd ? caret.line.width - caret.line.rightPadding - caret.width - caret.x : 0

    visible: caret.field.activeFocus
    width: Math.max(2, Theme.mm(0.7))

    Rectangle {
        color: Theme.accent
        height: caret.tallest > 0 ? Math.min(caret.tallest, caret.height) : caret.height
        objectName: "caret"
        width: caret.width
        x: caret.shift
    }

    SequentialAnimation on opacity {
        loops: Animation.Infinite
        running: caret.visible && Theme.motionMs > 0

        PauseAnimation {
            duration: 600
        }
        PropertyAction {
            value: 0
        }
        PauseAnimation {
            duration: 500
        }
        PropertyAction {
            value: 1
        }
    }
}
