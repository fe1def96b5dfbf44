import QtQuick

// An amount of money, with its currency at the end of the line.
TypedField {
    hints: (field.decimals > 0 ? Qt.ImhDigitsOnly | Qt.ImhPreferNumbers : Qt.ImhDigitsOnly) | Qt.ImhNoPredictiveText
    unit: field.currency
}
