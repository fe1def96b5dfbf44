pragma ComponentBehavior: Bound

import QtQuick

// The letters of one row. With `digits` (ten of them, from zero), the first ten keys also offer 1 to 0, in their corner.
Repeater {
    id: keys

    required property list<string> letters
    property string digits: ""
    // What letters are written as while an accent is waiting for its vowel.
    property var accented: null
    property bool mirrored: false

    signal typed

    function writing(index: int): string {
        const letters = keys.letters[index];
        if (keys.accented)
            return keys.accented[letters.charAt(0)] ?? letters;
        return letters.charAt(0) + (index < 10 ? keys.digits.charAt((index + 1) % 10) : "") + letters.slice(1);
    }

    model: keys.letters.length

    LetterKey {
        required property int index

        mirrored: keys.mirrored
        smallTextVisible: keys.digits !== ""
        writing: keys.writing(index)

        onClicked: keys.typed()
    }
}
