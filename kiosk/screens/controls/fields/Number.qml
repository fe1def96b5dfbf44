import QtQuick

// A number: the pad has a decimal sign and a minus only where the answer may have them.
TypedField {
    hints: (field.belowZero ? Qt.ImhFormattedNumbersOnly : field.decimals > 0 ? Qt.ImhDigitsOnly | Qt.ImhPreferNumbers : Qt.ImhDigitsOnly) | Qt.ImhNoPredictiveText
}
