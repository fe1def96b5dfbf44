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
    property int textPx: button.kind === AppButton.Primary ? Math.round(Theme.bodyPx * (Theme.largeText ? 1.1 : 1.34)) : Theme.subtitlePx
    readonly property color wordColour: button.kind === AppButton.Primary ? Theme.accentInk : button.kind === AppButton.Plain ? Theme.ink : Theme.accent

    bottomPadding: Theme.mm(3)
    fill: button.kind === AppButton.Primary ? Theme.accent : button.kind === AppButton.Tonal ? Theme.tint : Theme.card
    implicitHeight: Math.max(button.kind === AppButton.Primary ? Theme.primaryKey : Theme.secondaryKey, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.mm(6)
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
                name: button.iconName
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
