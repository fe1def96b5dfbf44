pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Components
import Frontdoor

// Digits and signs, two pages of them. `signs` has three rows: ten and eight for the first page, twenty-eight for the second.
KeyboardLayout {
    id: board

    required property list<string> signs
    required property string language
    required property string letters
    property bool second: false
    property alias comma: last.comma
    property alias period: last.period
    readonly property bool latin: InputContext.inputMethodHints & (Qt.ImhEmailCharactersOnly | Qt.ImhLatinOnly)
    readonly property bool mirrored: !latin && Qt.locale(language).textDirection === Qt.RightToLeft
    readonly property string digits: latin ? "0123456789" : Session.digits

    inputMethod: board.latin ? plain : null
    keyWeight: width / 10

    PlainInputMethod {
        id: plain
    }

    KeyboardRow {
        LetterKeys {
            mirrored: board.mirrored
            letters: board.second ? Array.from(board.signs[2].slice(0, 10)) : Array.from(board.digits.slice(1) + board.digits.charAt(0))
        }
    }

    KeyboardRow {
        LetterKeys {
            letters: Array.from(board.second ? board.signs[2].slice(10, 20) : board.signs[0])
            mirrored: board.mirrored
        }
    }

    KeyboardRow {
        Key {
            displayText: board.digits.charAt(board.second ? 2 : 1) + "/" + board.digits.charAt(2)
            functionKey: true
            noKeyEvent: true
            objectName: "moreSigns"

            onClicked: board.second = !board.second
        }

        LetterKeys {
            letters: Array.from(board.second ? board.signs[2].slice(20) : board.signs[1])
            mirrored: board.mirrored
        }

        BackspaceKey {}
    }

    BottomRow {
        id: last

        language: board.latin ? "en" : board.language
        languages: !board.latin
        otherPage: board.latin ? "ABC" : board.letters
    }
}
