import QtQuick

// A room, as it stands on the door.
TypedField {
    hints: Qt.ImhPreferUppercase | Qt.ImhNoPredictiveText | (field.latin ? Qt.ImhLatinOnly : Qt.ImhNone)
}
