import QtQuick

// A number.
TypedField {
    hints: Qt.ImhFormattedNumbersOnly | Qt.ImhNoPredictiveText
}
