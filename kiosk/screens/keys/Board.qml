import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Components

// A language's letters, or Latin ones where the field takes nothing else.
KeyboardLayoutLoader {
    id: board

    required property Component letters
    readonly property int hints: InputContext.inputMethodHints

    inputMethod: board.hints & (Qt.ImhEmailCharactersOnly | Qt.ImhLatinOnly) ? plain : null
    // Chosen by the input method: the keyboard asks for that as soon as the board has changed.
    sourceComponent: board.inputMethod !== plain ? board.letters : board.hints & Qt.ImhEmailCharactersOnly ? addresses : codes

    PlainInputMethod {
        id: plain
    }

    Component {
        id: addresses

        LatinBoard {
            comma: "-"
            period: "_"
            signs: "@."
        }
    }

    Component {
        id: codes

        LatinBoard {
            period: "."
            signs: "-/"
        }
    }
}
