import QtQuick
import QtQuick.VirtualKeyboard.Components

// A key from its writing: the letter, then what a long press offers, the likeliest first.
Key {
    required property string writing

    alternativeKeys: writing.length > 1 ? writing : []
    smallText: writing.charAt(1)
    text: writing.charAt(0)
}
