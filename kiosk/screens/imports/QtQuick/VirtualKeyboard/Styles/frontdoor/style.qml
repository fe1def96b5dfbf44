pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Components
import QtQuick.VirtualKeyboard.Styles
import "../../../../.."
import "../../../../../controls"

// The on-screen keyboard in the colours, sizes and letters of everything else. Silent: no sound effects are loaded.
KeyboardStyle {
    id: frontdoor

    readonly property int letterPx: Math.min(Theme.mm(9.5), Math.max(Theme.subtitlePx, Theme.mm(8)))

    alternateKeysListBottomMargin: Theme.mm(2)
    alternateKeysListItemHeight: Theme.mm(20)
    alternateKeysListItemWidth: Theme.mm(18)
    alternateKeysListLeftMargin: Theme.mm(3)
    alternateKeysListRightMargin: Theme.mm(3)
    characterPreviewMargin: 0
    // Four rows of keys, each 21 mm high, over the width of the portrait glass.
    keyboardDesignHeight: 88
    keyboardDesignMaximumHeight: Theme.mm(Theme.landscape ? 84 : 92)
    keyboardDesignWidth: 268
    keyboardRelativeBottomMargin: 0.02
    keyboardRelativeLeftMargin: 0.006
    keyboardRelativeRightMargin: 0.006
    keyboardRelativeTopMargin: 0.02
    languagePopupListEnabled: false
    selectionListHeight: Math.max(Theme.mm(16), Math.round(Theme.subtitlePx * 1.6))

    alternateKeysListBackground: Rectangle {
        border.color: Theme.accent
        border.width: Theme.hairline
        color: Theme.card
        radius: Theme.mm(2)
    }
    alternateKeysListDelegate: Item {
        id: alternative

        required property string text

        height: frontdoor.alternateKeysListItemHeight
        width: frontdoor.alternateKeysListItemWidth

        Text {
            anchors.centerIn: parent
            color: Theme.ink
            font.bold: alternative.ListView.isCurrentItem
            font.pixelSize: frontdoor.letterPx
            text: alternative.text
        }
    }
    alternateKeysListHighlight: Highlight {}
    backspaceKeyPanel: IconKey {
        iconName: "backspace"
        spokenName: qsTr("Delete")
    }
    enterKeyPanel: IconKey {
        iconName: "arrow-bend-down-left"
        main: true
        spokenName: qsTr("Enter")
    }
    hideKeyPanel: IconKey {
        iconName: "caret-down"
        spokenName: qsTr("Hide the keyboard")
    }
    keyPanel: KeyFace {}
    keyboardBackground: Rectangle {
        color: Theme.highContrast ? Theme.paper : Theme.line

        Rectangle {
            color: Theme.line
            height: Theme.hairline
            width: parent.width
        }
    }
    languageKeyPanel: IconKey {
        iconName: "globe"
        spokenName: qsTr("Another keyboard")
    }
    modeKeyPanel: KeyFace {
        id: accent

        readonly property ModeKey key: accent.control as ModeKey

        main: accent.key ? accent.key.mode : false
        quiet: true
        spokenName: qsTr("Accent")
    }
    navigationHighlight: Rectangle {
        border.color: Theme.focus
        border.width: Theme.focusLine
        color: "transparent"
        radius: Theme.mm(2)
    }
    popupListBackground: Rectangle {
        border.color: Theme.line
        border.width: Theme.hairline
        color: Theme.card
    }
    popupListDelegate: Candidate {}
    selectionHandle: Rectangle {
        color: Theme.accent
        height: Theme.mm(6)
        radius: width / 2
        width: Theme.mm(6)
    }
    selectionListBackground: Rectangle {
        color: Theme.card

        Hairline {
            width: parent.width
        }
    }
    selectionListDelegate: Candidate {}
    selectionListHighlight: Highlight {}
    shiftKeyPanel: IconKey {
        iconName: InputContext.capsLockActive ? "arrow-fat-line-up" : "arrow-fat-up"
        lit: InputContext.shiftActive || InputContext.capsLockActive
        spokenName: qsTr("Capital letters")
    }
    spaceKeyPanel: KeyFace {
        small: true
        spokenName: qsTr("Space")
    }
    symbolKeyPanel: KeyFace {
        quiet: true
        small: true
    }
}
