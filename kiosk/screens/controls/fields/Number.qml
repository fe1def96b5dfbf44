import QtQuick

// A number.
TypedField {
    hints: Qt.ImhDigitsOnly | Qt.ImhNoPredictiveText
}
