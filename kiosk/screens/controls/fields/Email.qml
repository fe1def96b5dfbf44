import QtQuick

// An e-mail address.
TypedField {
    hints: Qt.ImhEmailCharactersOnly | Qt.ImhNoAutoUppercase | Qt.ImhNoPredictiveText
}
