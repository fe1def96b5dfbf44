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
        value: Session.language === "en" ? ["en_GB"] : [panel.locales[Session.language], "en_GB"]
    }

    Binding {
        property: "locale"
        target: VirtualKeyboardSettings
        value: panel.locales[Session.language]
    }

    Binding {
        property: "visibleFunctionKeys"
        target: VirtualKeyboardSettings
        value: QtVirtualKeyboard.KeyboardFunctionKeys.Hide | (Session.language === "en" ? 0 : QtVirtualKeyboard.KeyboardFunctionKeys.Language)
    }

    InputPanel {
        id: keys

        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        visible: keys.active
        width: Theme.landscape ? Math.min(parent.width, Theme.mm(300)) : parent.width
    }
}
