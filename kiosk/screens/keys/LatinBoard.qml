import QtQuick
import QtQuick.VirtualKeyboard

// Latin letters for what is written in no others, with its commonest signs in reach: addresses, rooms, labels.
LetterBoard {
    required property string signs

    lower: ["z", "x", "c", "v", "b", "n", "m", signs.charAt(1)]
    columns: 10
    digits: "0123456789"
    inputMode: InputEngine.InputMode.Latin
    language: "en"
    languages: false
    middle: ["a", "s", "d", "f", "g", "h", "j", "k", "l", signs.charAt(0)]
    shift: true
    upper: ["q", "w", "e", "r", "t", "y", "u", "i", "o", "p"]
}
