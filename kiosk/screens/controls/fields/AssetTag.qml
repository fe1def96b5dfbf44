import QtQuick

// The number on the sticker of a device.
TypedField {
    hints: Qt.ImhPreferUppercase | Qt.ImhNoPredictiveText | (field.latin ? Qt.ImhLatinOnly : Qt.ImhNone)
}
