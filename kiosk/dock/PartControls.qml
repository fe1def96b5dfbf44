pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Frontdoor
import "../screens"
import "../screens/controls"

// What can be done to one part of a device, and the text that goes with it.
RowLayout {
    id: row

    required property string device
    required property DockModel dock
    required property var part

    spacing: Theme.mm(2)

    Hint {
        Layout.alignment: Qt.AlignTop
        Layout.preferredWidth: Theme.mm(26)
        Layout.topMargin: Math.round((Theme.touch - implicitHeight) / 2)
        text: row.part.name
    }

    ColumnLayout {
        spacing: Theme.mm(2)

        TextEntry {
            id: entry

            Layout.fillWidth: true
            activeFocusOnTab: true
            font.pixelSize: Theme.bodyPx
            implicitHeight: Theme.touch
            leftPadding: Theme.mm(4)
            objectName: "dock." + row.device + "." + row.part.name + ".text"
            placeholderText: row.part.takes
            rightPadding: Theme.mm(4)
            spokenName: row.device + " " + row.part.name + ": " + row.part.takes
            visible: row.part.takes !== ""

            Component.onCompleted: row.dock.typePlainly(entry)
        }

        RowLayout {
            spacing: Theme.mm(2)
            uniformCellSizes: true

            Repeater {
                model: row.part.actions

                Touchable {
                    id: button

                    required property var modelData

                    Layout.fillWidth: true
                    implicitHeight: Theme.touch
                    objectName: "dock." + row.device + "." + button.modelData.name
                    outline: Theme.edge
                    padding: Theme.mm(1)
                    spokenName: button.modelData.spoken
                    text: button.modelData.label

                    contentItem: Words {
                        Accessible.ignored: true
                        color: Theme.ink
                        font.pixelSize: Theme.bodyPx
                        horizontalAlignment: Text.AlignHCenter
                        text: button.text
                        tight: true
                        verticalAlignment: Text.AlignVCenter
                    }

                    onClicked: row.dock.do(row.device, button.modelData.name, button.modelData.takes ? entry.text : "")
                }
            }
        }
    }
}
