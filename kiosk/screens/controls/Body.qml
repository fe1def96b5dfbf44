import QtQuick
import ".."

// Running text.
Words {
    id: words

    Accessible.name: words.text
    Accessible.role: Accessible.StaticText
    color: Theme.ink
    font.bold: false
    font.pixelSize: Theme.bodyPx
}
