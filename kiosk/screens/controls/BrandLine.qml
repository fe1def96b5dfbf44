import QtQuick
import QtQuick.Layouts
import Frontdoor
import ".."

// Who is here for you: the mark and the desk's name, on screens without the frame.
RowLayout {
    id: line

    property bool inverted: false
    property string name: Session.deskName
    property int textPx: Math.min(Theme.headingPx, Theme.mm(12))

    spacing: Theme.mm(5)

    BrandMark {
        inverted: line.inverted
        size: Theme.mm(20)
    }

    Words {
        Accessible.name: text
        Accessible.role: Accessible.StaticText
        Layout.fillWidth: true
        color: line.inverted ? Theme.accentInk : Theme.ink
        font.bold: true
        font.pixelSize: line.textPx
        horizontalAlignment: Text.AlignLeft
        text: line.name
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
    }
}
