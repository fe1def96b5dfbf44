import QtQuick
import ".."

// Small print that is still large enough.
Text {
    id: words

    Accessible.name: words.text
    Accessible.role: Accessible.StaticText
    color: Theme.muted
    font.bold: false
    font.pixelSize: Theme.hintPx
    horizontalAlignment: Text.AlignLeft
    lineHeight: Theme.bodyLine
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
}
