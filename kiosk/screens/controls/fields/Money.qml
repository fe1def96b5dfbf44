import QtQuick

// An amount of money, with its currency at the end of the line.
TypedField {
    hints: Qt.ImhDigitsOnly | Qt.ImhNoPredictiveText
    unit: field.currency
}
