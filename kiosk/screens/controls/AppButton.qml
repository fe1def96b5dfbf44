import QtQuick
import QtQuick.Layouts
import ".."

// A button with words and an icon. Primary: the one next step. Secondary: accent outline. Tonal: Help. Plain: the rest.
Touchable {
    id: button

    enum Kind {
        Primary,
        Secondary,
        Tonal,
        Plain
    }

    property int kind: AppButton.Secondary
    property string iconName: ""
    property bool iconAtEnd: false
    property bool stacked: false
    // What it began is not done yet: it is not to be pressed again, and says so in its words.
    property bool busy: false
    property int textPx: button.kind === AppButton.Primary ? Math.round(Theme.bodyPx * (Theme.largeText ? 1.1 : 1.34)) : Theme.subtitlePx
    readonly property bool full: button.kind === AppButton.Primary && !button.busy
    readonly property color wordColour: button.full ? Theme.accentInk : button.kind === AppButton.Plain ? Theme.ink : button.kind === AppButton.Tonal || button.busy ? Theme.accentWord : Theme.accent

    bottomPadding: Theme.mm(3)
    enabled: !button.busy
    fill: button.full ? Theme.accent : button.kind === AppButton.Tonal || button.busy ? Theme.tint : Theme.card
    implicitHeight: Math.max(button.kind === AppButton.Primary ? Theme.primaryKey : Theme.secondaryKey, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.mm(6)
    opacity: button.enabled || button.busy ? 1 : 0.45
    outline: button.kind === AppButton.Plain ? Theme.line : Theme.accent
    pressedFill: button.kind === AppButton.Primary ? Theme.accentPressed : Theme.pressed
    rightPadding: Theme.mm(6)
    topPadding: Theme.mm(3)

    contentItem: Item {
        implicitHeight: row.implicitHeight
        implicitWidth: row.implicitWidth

        GridLayout {
            id: row

            anchors.centerIn: parent
            columnSpacing: Theme.mm(5)
            flow: button.stacked ? GridLayout.TopToBottom : GridLayout.LeftToRight
            layoutDirection: button.iconAtEnd !== button.mirrored ? Qt.RightToLeft : Qt.LeftToRight
            rowSpacing: Theme.mm(1)
            rows: button.stacked ? 2 : 1
            width: Math.min(implicitWidth, parent.width)

            LayoutMirroring.enabled: false

            Icon {
                Layout.alignment: Qt.AlignCenter
                color: button.wordColour
                name: button.busy ? "hourglass-medium" : button.iconName
                size: Math.round(button.textPx * 1.15)
            }

            Words {
                Accessible.ignored: true
                Layout.alignment: Qt.AlignCenter
                Layout.fillWidth: true
                color: button.wordColour
                font.bold: true
                font.pixelSize: button.textPx
                horizontalAlignment: Text.AlignHCenter
                tight: true
                text: button.text
                textFormat: Text.PlainText
                verticalAlignment: Text.AlignVCenter
                wrapMode: Text.Wrap
            }
        }
    }
}
