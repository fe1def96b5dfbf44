import QtQuick
import QtQuick.Layouts
import ".."
import "../.."

// A question answered by typing one line. The kinds differ in the keys they ask the keyboard for.
FieldBlock {
    id: block

    property alias hints: line.inputMethodHints
    property string unit: ""

    entry: line
    hintBelow: true

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.mm(4)

        TextEntry {
            id: line

            Layout.fillWidth: true
            faulty: block.faulty
            maximumLength: block.field.typedLimit
            objectName: "entry." + block.field.fieldId
            spokenName: block.unit === "" ? block.spokenName : qsTr("%1. %2").arg(block.spokenName).arg(block.unit)
            text: block.field.text

            onAccepted: block.giveFocusOn()
            onActiveFocusChanged: if (!activeFocus)
                block.field.leave()
            onTextEdited: block.field.edit(text)
        }

        Strong {
            font.pixelSize: Theme.subtitlePx
            text: block.unit
            visible: text !== ""
        }
    }
}
