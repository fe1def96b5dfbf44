import QtQuick
import QtQuick.Layouts
import ".."

// Yes or no, as two rows to touch.
FieldBlock {
    id: block

    entry: yes

    OptionRow {
        id: yes

        Layout.fillWidth: true
        chosen: block.field.chosen.indexOf("yes") >= 0
        objectName: "option." + block.field.fieldId + ".yes"
        text: qsTr("Yes")

        onClicked: block.field.say(true)
    }

    OptionRow {
        Layout.fillWidth: true
        chosen: block.field.chosen.indexOf("no") >= 0
        objectName: "option." + block.field.fieldId + ".no"
        text: qsTr("No")

        onClicked: block.field.say(false)
    }
}
