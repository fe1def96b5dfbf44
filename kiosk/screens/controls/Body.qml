import QtQuick
import ".."

// Running text.
Text {
    id: words

    Accessible.name: words.text
    Accessible.role: Accessible.StaticText
    color: Theme.ink
    font.bold: false
    font.pixelSize: Theme.bodyPx
    horizontalAlignment: Text.AlignLeft
    lineHeight: Theme.bodyLine
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
}
