import QtQuick
import QtQuick.Layouts

// One day.
FieldBlock {
    id: block

    entry: picker.entry

    DayPicker {
        id: picker

        Layout.fillWidth: true
        calendar: block.field.firstDay
        faulty: block.faulty
        objectName: "day." + block.field.fieldId
        question: block.spokenName
    }
}
