pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Styles
import Frontdoor
import "../../../../.."

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
    selectionListHeight: Theme.mm(16)

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
    alternateKeysListHighlight: Rectangle {
        color: Theme.tint
        radius: Theme.mm(2)
    }
    backspaceKeyPanel: IconKey {
        iconName: "backspace"
    }
    enterKeyPanel: IconKey {
        iconName: "arrow-bend-down-left"
        main: true
    }
    hideKeyPanel: IconKey {
        iconName: "caret-down"
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
    }
    modeKeyPanel: KeyFace {
        quiet: true
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
    }
    selectionListDelegate: Candidate {}
    shiftKeyPanel: IconKey {
        iconName: "arrow-fat-up"
        lit: InputContext.shiftActive || InputContext.capsLockActive
    }
    spaceKeyPanel: KeyFace {
        label: Session.languageName
        quiet: false
        small: true
    }
    symbolKeyPanel: KeyFace {
        quiet: true
        small: true
    }
}
