import QtQuick
import ".."

// The one title of a screen. Focus stands here after every change.
Words {
    id: title

    Accessible.focusable: true
    Accessible.name: title.text
    Accessible.role: Accessible.Heading
    activeFocusOnTab: true
    color: Theme.ink
    font.bold: true
    // What is as long as a paragraph is set as one.
    font.pixelSize: title.text.length > 90 ? Theme.headingPx : Theme.titlePx
    tight: true

    FocusRing {
        shown: title.activeFocus && Theme.keysUsed
    }
}
