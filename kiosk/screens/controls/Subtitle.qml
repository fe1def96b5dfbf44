import QtQuick
import ".."

// Under the title: what this screen is for.
Words {
    id: words

    Accessible.name: words.text
    Accessible.role: Accessible.StaticText
    color: Theme.muted
    font.bold: false
    font.pixelSize: Theme.subtitlePx
}
