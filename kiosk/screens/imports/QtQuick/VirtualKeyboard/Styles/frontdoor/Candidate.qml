import QtQuick
import QtQuick.VirtualKeyboard.Styles
import "../../../../.."

// A word that the keyboard offers.
SelectionListItem {
    id: candidate

    required property string display

    width: word.implicitWidth + Theme.mm(10)

    Text {
        id: word

        anchors.centerIn: parent
        color: Theme.ink
        font.pixelSize: Theme.subtitlePx
        text: candidate.display
        textFormat: Text.PlainText
    }
}
