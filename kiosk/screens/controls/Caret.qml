import QtQuick
import ".."

// Where the next letter goes.
Rectangle {
    id: caret

    required property Item field

    color: Theme.accent
    visible: caret.field.activeFocus
    width: Math.max(2, Theme.mm(0.7))

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
