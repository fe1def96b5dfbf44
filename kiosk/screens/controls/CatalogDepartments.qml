pragma ComponentBehavior: Bound

import QtQuick
import ".."

// All departments, as chips.
CatalogRow {
    id: row

    signal departmentTouched(string department)

    cards: departments
    implicitHeight: chips.height

    Flow {
        id: chips

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        spacing: Theme.smallGap

        Repeater {
            id: departments

            model: row.cells

            Pill {
                id: chip

                required property int index
                required property var modelData

                Accessible.description: qsTr("%1 of %2").arg(Numerals.of(chip.modelData.position)).arg(Numerals.of(chip.modelData.total))
                iconName: chip.modelData.icon
                objectName: "department." + chip.modelData.id
                spokenName: chip.modelData.summary === "" ? chip.text : qsTr("%1. %2").arg(chip.text).arg(chip.modelData.summary)
                text: chip.modelData.title
                width: Math.min(implicitWidth, chips.width)

                Keys.onBacktabPressed: row.step(chip.index, -1)
                Keys.onTabPressed: row.step(chip.index, 1)
                onClicked: row.departmentTouched(chip.modelData.id)
            }
        }
    }
}
