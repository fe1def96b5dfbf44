import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings
import Frontdoor

// The on-screen keyboard at the bottom of the glass, in the visit's language.
Item {
    id: panel

    readonly property real taken: keys.active ? keys.height : 0
    readonly property var locales: ({
            "ar": "ar_AR",
            "el": "el_GR",
            "en": "en_GB",
            "fa": "fa_FA",
            "zh": "zh_CN"
        })

    Binding {
        property: "activeLocales"
        target: VirtualKeyboardSettings
        value: Session.languages.map(language => panel.locales[language])
    }

    Binding {
        property: "locale"
        target: VirtualKeyboardSettings
        value: panel.locales[Session.language]
    }

    Binding {
        property: "visibleFunctionKeys"
        target: VirtualKeyboardSettings
        value: QtVirtualKeyboard.KeyboardFunctionKeys.Hide | QtVirtualKeyboard.KeyboardFunctionKeys.Language
    }

    // Where words are offered, their line stays: the page above does not jump with every word.
    Binding {
        property: "alwaysVisible"
        target: VirtualKeyboardSettings.wordCandidateList
        value: true
    }

    // The keyboard keeps the text around the cursor until another field has the focus: an empty one makes it forget.
    TextInput {
        id: blank

        Accessible.ignored: true
        height: 0
        opacity: 0
        width: 0
    }

    Connections {
        function onVisitEnded(): void {
            blank.forceActiveFocus();
        }

        target: Session
    }

    InputPanel {
        id: keys

        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        visible: keys.active
        width: parent.width
    }
}
