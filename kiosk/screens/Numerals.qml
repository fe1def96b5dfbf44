pragma Singleton

import QtQuick
import Frontdoor

// Whole numbers that QML itself counts, in the digits of the visit's language.
QtObject {
    function of(number: int): string {
        return String(number).replace(/[0-9]/g, digit => Session.digits[digit]);
    }
}
