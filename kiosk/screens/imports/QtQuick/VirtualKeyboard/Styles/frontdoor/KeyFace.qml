import QtQuick
import QtQuick.VirtualKeyboard.Styles
import "../../../../.."

// One key: its letter, and in the corner the first of its other letters.
KeyPanel {
    id: face

    property string label: face.control ? face.control.displayText : ""
    property string spokenName: face.shownLabel
    property bool quiet: face.control ? face.control.functionKey : false
    property bool small: false
    property bool main: false
    readonly property bool down: face.control ? face.control.pressed : false
    // Words are written smaller than letters: a key is only a little wider than its word.
    readonly property bool word: face.label.length > 3
    readonly property bool upper: face.control ? face.control.uppercased && face.label.length === 1 : false
    readonly property string shownLabel: face.upper ? face.label.toUpperCase() : face.label

    Accessible.ignored: face.spokenName === ""
    Accessible.name: face.spokenName
    Accessible.role: Accessible.Button

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.mm(0.7)
        border.color: Theme.edge
        border.width: Theme.highContrast ? Theme.hairline : 0
        color: face.main ? (face.down ? Theme.accentPressed : Theme.accent) : face.down ? Theme.pressed : face.quiet ? Theme.tint : Theme.card
        opacity: face.control && !face.control.enabled ? 0.5 : 1
        radius: Theme.mm(2)
    }

    Text {
        Accessible.ignored: true
        anchors.centerIn: parent
        color: face.main ? Theme.accentInk : Theme.ink
        font.bold: face.quiet
        font.pixelSize: Math.min(Theme.mm(9.5), Math.max(Theme.subtitlePx, Theme.mm(8))) * (face.small || face.word ? 0.75 : 1)
        fontSizeMode: Text.HorizontalFit
        horizontalAlignment: Text.AlignHCenter
        minimumPixelSize: Theme.mm(4)
        text: face.shownLabel
        textFormat: Text.PlainText
        width: parent.width - Theme.mm(3)
    }

    Text {
        Accessible.ignored: true
        anchors.margins: Theme.mm(1.6)
        anchors.right: parent.right
        anchors.top: parent.top
        color: Theme.muted
        font.pixelSize: Theme.mm(Theme.largeText ? 5.5 : 4.5)
        text: face.control && face.control.smallTextVisible ? face.control.smallText : ""
        textFormat: Text.PlainText
        visible: !face.quiet && !face.small
    }
}
