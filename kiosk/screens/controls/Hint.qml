import QtQuick
import ".."

// Small print that is still large enough.
Words {
    id: words

    Accessible.name: words.text
    Accessible.role: Accessible.StaticText
    color: Theme.muted
    font.bold: false
    font.pixelSize: Theme.hintPx
}
