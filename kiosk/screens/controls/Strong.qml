import QtQuick
import ".."

// Text that carries weight: labels, names of rows.
Words {
    id: words

    Accessible.name: words.text
    Accessible.role: Accessible.StaticText
    color: Theme.ink
    font.bold: true
    font.pixelSize: Theme.bodyPx
}
