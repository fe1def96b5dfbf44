import QtQuick
import QtQuick.Templates as T
import ".."

// Base of everything that is pressed: answers in the next frame, counts only when released inside, says what it is.
T.AbstractButton {
    id: touchable

    property bool strong: false
    property color fill: Theme.card
    property color pressedFill: Theme.pressed
    property color outline: Theme.line
    property int outlineWidth: touchable.strong ? Theme.strongLine : Theme.hairline
    property int radius: Theme.smallRadius
    property string spokenName: touchable.text

    Accessible.name: touchable.spokenName
    Accessible.onPressAction: touchable.click()
    Accessible.role: Accessible.Button
    activeFocusOnTab: true
    focusPolicy: Qt.StrongFocus
    implicitHeight: Math.max(Theme.touch, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: Math.max(Theme.touch, implicitContentWidth + leftPadding + rightPadding)
    opacity: touchable.enabled ? 1 : 0.45

    background: Rectangle {
        border.color: touchable.outline
        border.width: touchable.outlineWidth
        color: touchable.pressed ? touchable.pressedFill : touchable.fill
        radius: touchable.radius

        FocusRing {
            around: touchable.radius
            shown: touchable.activeFocus && Theme.keysUsed
        }
    }

    transform: Translate {
        y: touchable.pressed ? Theme.settle : 0
    }

    Keys.onEnterPressed: touchable.click()
    Keys.onReturnPressed: touchable.click()
}
