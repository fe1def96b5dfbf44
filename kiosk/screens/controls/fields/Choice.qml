pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import ".."

// One of several.
FieldBlock {
    id: block

    entry: options.count > 0 ? options.itemAt(0) : null

    Repeater {
        id: options

        model: block.field.options

        OptionRow {
            required property var modelData

            Layout.fillWidth: true
            chosen: block.field.chosen.indexOf(modelData.id) >= 0
            objectName: "option." + block.field.fieldId + "." + modelData.id
            text: modelData.label

            onClicked: block.field.edit(modelData.id)
        }
    }
}
