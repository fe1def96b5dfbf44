import QtQuick
import QtQuick.Layouts
import ".."

// Looks like a field and leads to where one types: what is found needs a screen of its own.
Touchable {
    id: box

    bottomPadding: Theme.mm(4)
    implicitHeight: Math.max(Theme.optionRow, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.mm(9)
    outline: Theme.accent
    outlineWidth: Math.round(Theme.strongLine * 0.7)
    rightPadding: Theme.mm(9)
    topPadding: Theme.mm(4)

    contentItem: RowLayout {
        spacing: Theme.mm(6.5)

        Icon {
            Layout.alignment: Qt.AlignVCenter
            color: Theme.muted
            name: "magnifying-glass"
            size: Math.round(Theme.subtitlePx * 1.2)
        }

        Words {
            Accessible.ignored: true
            Layout.fillWidth: true
            color: Theme.muted
            font.pixelSize: Theme.subtitlePx
            horizontalAlignment: Text.AlignLeft
            text: box.text
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
        }
    }
}
