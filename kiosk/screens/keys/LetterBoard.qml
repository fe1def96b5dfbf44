import QtQuick
import QtQuick.Layouts
import QtQuick.VirtualKeyboard.Components
import Frontdoor

// The letters of one language. Every key is a column wide but those that say otherwise.
KeyboardLayout {
    id: board

    required property int columns
    required property string language
    required property list<string> upper
    required property list<string> middle
    required property list<string> lower
    // The sign that stands where other boards have Shift.
    property string besideLower: ""
    property bool shift: false
    property string digits: Session.digits
    // For scripts with a dead key: its face, and what each letter becomes after it.
    property string accent: ""
    property var accented: null
    property bool accentWaits: false
    property alias comma: last.comma
    property alias joiner: last.joiner
    property alias languages: last.languages
    property alias period: last.period

    readonly property real besideWeight: shift || besideLower !== "" ? (columns - lower.length) / 2 : 0

    keyWeight: width / columns

    KeyboardRow {
        LetterKeys {
            accented: board.accentWaits ? board.accented : null
            digits: board.digits
            letters: board.upper

            onTyped: board.accentWaits = false
        }
    }

    KeyboardRow {
        Item {
            Layout.preferredWidth: (board.columns - board.middle.length - (board.accent === "" ? 0 : 1)) / 2 * board.keyWeight
        }

        LetterKeys {
            accented: board.accentWaits ? board.accented : null
            letters: board.middle

            onTyped: board.accentWaits = false
        }

        ModeKey {
            displayText: board.accent
            mode: board.accentWaits
            visible: board.accent !== ""

            onClicked: board.accentWaits = !board.accentWaits
        }

        Item {
            Layout.preferredWidth: (board.columns - board.middle.length - (board.accent === "" ? 0 : 1)) / 2 * board.keyWeight
        }
    }

    KeyboardRow {
        ShiftKey {
            visible: board.shift
            weight: board.besideWeight * board.keyWeight
        }

        LetterKey {
            visible: board.besideLower !== ""
            weight: board.besideWeight * board.keyWeight
            writing: board.besideLower
        }

        LetterKeys {
            accented: board.accentWaits ? board.accented : null
            letters: board.lower

            onTyped: board.accentWaits = false
        }

        BackspaceKey {
            weight: (board.columns - board.lower.length - board.besideWeight) * board.keyWeight
        }
    }

    BottomRow {
        id: last

        language: board.language
        otherPage: board.digits.slice(1, 4)
    }
}
