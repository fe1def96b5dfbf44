import QtQuick
import ".."

// Where the next letter goes.
Item {
    id: caret

    required property Item field
    property int tallest: 0

    visible: caret.field.activeFocus
    width: Math.max(2, Theme.mm(0.7))

    Rectangle {
        color: Theme.accent
        height: caret.tallest > 0 ? Math.min(caret.tallest, caret.height) : caret.height
        width: caret.width
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
