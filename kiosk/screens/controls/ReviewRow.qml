import QtQuick
import QtQuick.Layouts
import ".."

// A question with its answer; a touch leads back to it.
Touchable {
    id: row

    required property string question
    required property string answer

    bottomPadding: Theme.mm(4)
    implicitHeight: Math.max(Theme.touch, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.mm(8)
    outline: "transparent"
    radius: 0
    rightPadding: Theme.mm(8)
    spokenName: qsTr("%1: %2. Change").arg(row.question).arg(row.answer)
    topPadding: Theme.mm(4)

    contentItem: RowLayout {
        spacing: Theme.mm(5)

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.mm(0.5)

            Words {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.muted
                font.pixelSize: Theme.hintPx
                horizontalAlignment: Text.AlignLeft
                text: row.question
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
            }

            Words {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.ink
                elide: Text.ElideRight
                font.bold: true
                font.pixelSize: Theme.bodyPx
                horizontalAlignment: Text.AlignLeft
                maximumLineCount: 6
                text: row.answer
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
            }
        }

        Icon {
            Layout.alignment: Qt.AlignVCenter
            color: Theme.accent
            name: "pencil-simple"
            size: Theme.mm(9)
        }
    }
}
