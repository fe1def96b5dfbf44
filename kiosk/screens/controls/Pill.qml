import QtQuick
import QtQuick.Layouts
import ".."

// A round-ended button: chips, and the language and access buttons of the top bar.
Touchable {
    id: pill

    property string iconName: ""
    property bool bold: false
    property int textPx: Theme.bodyPx

    implicitHeight: Math.max(Theme.touch, Math.round(pill.textPx * 2.2), implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: pill.text === "" ? pill.implicitHeight + Theme.mm(2) : implicitContentWidth + leftPadding + rightPadding
    leftPadding: pill.text === "" ? 0 : Theme.mm(6.8)
    padding: Theme.mm(2)
    radius: Math.min(pill.height / 2, Theme.touch)
    rightPadding: leftPadding

    contentItem: Item {
        implicitHeight: row.implicitHeight
        implicitWidth: row.implicitWidth

        RowLayout {
            id: row

            anchors.centerIn: parent
            spacing: Theme.mm(3.2)
            width: Math.min(implicitWidth, parent.width)

            Icon {
                name: pill.iconName
                size: Math.round(pill.textPx * 1.16)
            }

            Words {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.ink
                font.bold: pill.bold
                font.pixelSize: pill.textPx
                horizontalAlignment: Text.AlignLeft
                text: pill.text
                textFormat: Text.PlainText
                visible: pill.text !== ""
                wrapMode: Text.Wrap
            }
        }
    }
}
