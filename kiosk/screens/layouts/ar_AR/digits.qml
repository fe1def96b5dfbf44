import QtQuick
import QtQuick.VirtualKeyboard
import Frontdoor
import "../../keys"

// Whole numbers; with the hint that numbers are preferred, those with a fraction too.
Pad {
    after: InputContext.inputMethodHints & Qt.ImhPreferNumbers ? Session.decimalSign : ""
}
