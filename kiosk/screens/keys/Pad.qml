pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Components
import Frontdoor
import ".."

// Digits as on a telephone (ITU-T E.161), in those of the visit's language, and a sign on either side of the zero.
KeyboardLayout {
    id: pad

    property string before: ""
    property string after: ""
    property bool spaced: false

    inputMode: InputEngine.InputMode.Numeric
    keyWeight: Math.min(width / 4, Theme.mm(44))

    inputMethod: PlainInputMethod {}

    KeyboardRow {
        Layout.alignment: Qt.AlignHCenter
        Layout.fillHeight: true
        Layout.fillWidth: false

        GridLayout {
            readonly property real keyWeight: pad.keyWeight
            readonly property bool smallTextVisible: true

            Layout.fillHeight: true
            columnSpacing: 0
            columns: 3
            rowSpacing: 0

            Repeater {
                model: [1, 2, 3, 4, 5, 6, 7, 8, 9]

                NumberKey {
                    required property int modelData

                    text: Session.digits[modelData]
                }
            }

            LetterKey {
                enabled: pad.before !== ""
                opacity: enabled ? 1 : 0
                writing: pad.before
            }

            NumberKey {
                text: Session.digits[0]
            }

            LetterKey {
                enabled: pad.after !== ""
                opacity: enabled ? 1 : 0
                writing: pad.after
            }
        }

        KeyboardColumn {
            Layout.fillHeight: true
            Layout.fillWidth: false
            Layout.preferredWidth: pad.keyWeight

            BackspaceKey {
                Layout.preferredHeight: pad.height / 4
            }

            SpaceKey {
                Layout.preferredHeight: pad.height / 4
                displayText: "\u2423"
                visible: pad.spaced
            }

            HideKeyboardKey {
                Layout.preferredHeight: pad.height / 4
            }

            EnterKey {
                Layout.preferredHeight: pad.height / (pad.spaced ? 4 : 2)
            }
        }
    }
}
