import QtQuick
import QtQuick.VirtualKeyboard.Components

// A key from its writing: the letter, then what a long press offers, the likeliest first.
Key {
    required property string writing
    // Text that runs from the right shows each bracket as its partner: the key writes the one that looks like its face.
    property bool mirrored: false
    readonly property string brackets: "()[]{}<>«»"
    readonly property int bracket: mirrored ? brackets.indexOf(writing.charAt(0)) : -1

    alternativeKeys: writing.length > 1 ? writing : []
    displayText: writing.charAt(0)
    smallText: writing.charAt(1)
    text: bracket < 0 ? displayText : brackets.charAt(bracket ^ 1)
}
