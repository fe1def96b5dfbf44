pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// Departments, then what each offers; or all at once where that fits on a screen.
ScreenPage {
    id: catalog

    required property CatalogModel model

    subtitle: catalog.model.departments.length > 0 ? qsTr("Choose a department.") : qsTr("Choose what fits best.")
    title: catalog.model.departmentTitle !== "" ? catalog.model.departmentTitle : catalog.model.problems ? qsTr("What is the problem?") : qsTr("What do you need?")

    Connections {
        function onStepped(): void {
            catalog.scroll.contentY = 0;
            catalog.arrive();
        }

        target: catalog.model
    }

    GridLayout {
        Layout.fillHeight: false
        Layout.fillWidth: true
        columnSpacing: Theme.smallGap
        columns: Theme.landscape ? 2 : 1
        rowSpacing: Theme.smallGap
        uniformCellWidths: true
        visible: catalog.model.departments.length > 0

        Repeater {
            model: catalog.model.departments

            ActionCard {
                required property var modelData

                Layout.fillHeight: true
                Layout.fillWidth: true
                hint: modelData.summary
                iconName: modelData.icon
                objectName: "department." + modelData.id
                text: modelData.title
                wide: true

                onClicked: catalog.model.openDepartment(modelData.id)
            }
        }
    }

    Repeater {
        model: catalog.model.sections

        ColumnLayout {
            id: section

            required property var modelData

            Layout.fillHeight: false
            Layout.fillWidth: true
            spacing: Theme.smallGap

            Strong {
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                color: Theme.muted
                text: section.modelData.title
                visible: text !== ""
            }

            GridLayout {
                Layout.fillHeight: false
                Layout.fillWidth: true
                columnSpacing: Theme.smallGap
                columns: Theme.landscape ? 2 : 1
                rowSpacing: Theme.smallGap
                uniformCellWidths: true

                Repeater {
                    model: section.modelData.services

                    ActionCard {
                        required property var modelData

                        Layout.fillHeight: true
                        Layout.fillWidth: true
                        hint: modelData.summary
                        iconName: modelData.icon
                        objectName: "service." + modelData.id
                        text: modelData.title
                        wide: true

                        onClicked: Session.navigator.go("open_service", modelData.id)
                    }
                }

                // A single card is no wider than two beside each other.
                Item {
                    Layout.fillWidth: true
                    visible: Theme.landscape && section.modelData.services.length % 2 === 1
                }
            }
        }
    }
}
