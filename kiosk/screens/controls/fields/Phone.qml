import QtQuick

// A telephone number.
TypedField {
    hints: Qt.ImhDialableCharactersOnly | Qt.ImhNoPredictiveText
}
