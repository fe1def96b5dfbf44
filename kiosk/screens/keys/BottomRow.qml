pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Components
import Frontdoor

// The last row of a board: to the other page, language, the two commonest signs, space, close, done.
KeyboardRow {
    id: row

    property string comma: ","
    property string period: "."
    property string joiner: ""
    property bool languages: true
    required property string language
    required property string otherPage

    SymbolModeKey {
        Layout.fillWidth: false
        displayText: row.otherPage
        weight: 1.5 * row.keyWeight
    }

    ChangeLanguageKey {
        Layout.fillWidth: false
        visible: row.languages && enabled
    }

    LetterKey {
        Layout.fillWidth: false
        highlighted: true
        smallTextVisible: true
        writing: row.comma
    }

    // Persian writes parts of words apart without a space: the zero-width non-joiner.
    Key {
        Layout.fillWidth: false
        displayText: row.joiner
        text: "\u200c"
        visible: row.joiner !== ""
        weight: 1.5 * row.keyWeight
    }

    SpaceKey {
        displayText: Session.nameOf(row.language)
    }

    LetterKey {
        Layout.fillWidth: false
        highlighted: true
        smallTextVisible: true
        writing: row.period
    }

    HideKeyboardKey {
        Layout.fillWidth: false
    }

    EnterKey {
        Layout.fillWidth: false
        weight: 1.5 * row.keyWeight
    }
}
