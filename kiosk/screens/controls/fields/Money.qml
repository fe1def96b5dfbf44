import QtQuick

// An amount of money, with its currency at the end of the line.
TypedField {
    hints: Qt.ImhFormattedNumbersOnly | Qt.ImhNoPredictiveText
    unit: field.currency
}
