import QtQuick
import QtQuick.Layouts
import ".."

// From one day to another.
FieldBlock {
    id: block

    entry: first.entry

    Hint {
        Accessible.ignored: true
        Layout.fillWidth: true
        text: qsTr("First day")
    }

    DayPicker {
        id: first

        Layout.fillWidth: true
        calendar: block.field.firstDay
        faulty: block.faulty
        objectName: "first." + block.field.fieldId
        question: qsTr("%1. %2").arg(block.spokenName).arg(qsTr("First day"))

        onOpened: last.close()
        onPicked: if (block.field.lastDay.shown === "")
            last.open()
    }

    Hint {
        Accessible.ignored: true
        Layout.fillWidth: true
        text: qsTr("Last day")
    }

    DayPicker {
        id: last

        Layout.fillWidth: true
        calendar: block.field.lastDay
        faulty: block.faulty
        objectName: "last." + block.field.fieldId
        question: qsTr("%1. %2").arg(block.spokenName).arg(qsTr("Last day"))

        onOpened: first.close()
    }
}
