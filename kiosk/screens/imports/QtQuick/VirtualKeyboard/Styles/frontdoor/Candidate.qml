import QtQuick
import QtQuick.VirtualKeyboard.Styles
import "../../../../.."

// A word that the keyboard offers.
SelectionListItem {
    id: candidate

    required property string display
    // Qt's own part of the delegate reads it when the word is touched.
    required property int index

    Accessible.name: candidate.display
    Accessible.role: Accessible.Button
    width: Math.max(Theme.mm(17), word.implicitWidth + Theme.mm(9))

    Text {
        id: word

        Accessible.ignored: true
        anchors.centerIn: parent
        color: Theme.ink
        font.bold: candidate.ListView.isCurrentItem
        font.pixelSize: Theme.subtitlePx
        text: candidate.display
        textFormat: Text.PlainText
    }

    Rectangle {
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.line
        height: parent.height / 2
        width: Theme.hairline
    }
}
