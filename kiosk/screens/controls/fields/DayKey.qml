import QtQuick
import ".."
import "../.."

// One day of a calendar page. Today is underlined, the chosen day is filled and round; an empty square has no day.
Touchable {
    id: key

    property bool chosen: false
    property bool isToday: false

    Accessible.checkable: true
    Accessible.checked: key.chosen
    Accessible.ignored: key.text === ""
    activeFocusOnTab: key.text !== ""
    bottomPadding: 0
    fill: key.chosen ? Theme.accent : Theme.card
    implicitHeight: Math.max(Theme.mm(16), implicitContentHeight + Theme.mm(3))
    implicitWidth: Theme.smallTouch
    leftPadding: 0
    opacity: key.text === "" ? 0 : key.enabled ? 1 : 0.45
    outline: key.isToday ? Theme.accent : key.enabled ? Theme.line : "transparent"
    pressedFill: key.chosen ? Theme.accentPressed : Theme.pressed
    radius: key.chosen ? Math.min(key.width, key.height) / 2 : Theme.smallRadius
    rightPadding: 0
    strong: key.isToday
    topPadding: 0

    contentItem: Text {
        Accessible.ignored: true
        color: key.chosen ? Theme.accentInk : Theme.ink
        font.bold: key.chosen || key.isToday
        font.pixelSize: Theme.bodyPx
        horizontalAlignment: Text.AlignHCenter
        text: key.text
        textFormat: Text.PlainText
        verticalAlignment: Text.AlignVCenter
    }
}
