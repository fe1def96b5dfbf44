pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// One service, before anything is asked.
ScreenPage {
    id: service

    required property ServiceModel model

    headingBeside: true
    place: service.model.title
    subtitle: service.model.offered ? service.model.summary : qsTr("Please go back and choose another one.")
    title: service.model.offered ? service.model.title : qsTr("We no longer offer this.")

    actions: AppButton {
        Layout.fillWidth: true
        iconAtEnd: true
        iconName: "arrow-right-bold"
        kind: AppButton.Primary
        objectName: "start"
        text: service.model.begun ? qsTr("Go on") : qsTr("Start")
        visible: service.model.offered

        onClicked: service.model.start()
    }

    Body {
        Layout.fillWidth: true
        text: service.model.description
        visible: text !== ""
    }

    Card {
        Layout.fillWidth: true
        visible: service.model.facts.length > 0

        ColumnLayout {
            spacing: Theme.mm(6)
            width: parent.width

            Repeater {
                model: service.model.facts

                RowLayout {
                    id: fact

                    required property var modelData

                    Accessible.name: qsTr("%1: %2").arg(fact.modelData.label).arg(fact.modelData.value)
                    Accessible.role: Accessible.StaticText
                    Layout.fillWidth: true
                    spacing: Theme.mm(7)

                    Icon {
                        Layout.alignment: Qt.AlignTop
                        Layout.topMargin: Theme.mm(1)
                        color: Theme.accent
                        name: fact.modelData.icon
                        size: Theme.mm(11)
                    }

                    ColumnLayout {
                        Layout.fillWidth: true
                        spacing: 0

                        Hint {
                            Accessible.ignored: true
                            Layout.fillWidth: true
                            text: fact.modelData.label
                        }

                        Strong {
                            Accessible.ignored: true
                            Layout.fillWidth: true
                            text: fact.modelData.value
                        }
                    }
                }
            }
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.mm(3)
        visible: service.model.needs.length > 0

        Strong {
            Accessible.role: Accessible.Heading
            Layout.fillWidth: true
            font.pixelSize: Theme.subtitlePx
            text: qsTr("Have this at hand")
        }

        Repeater {
            model: service.model.needs

            RowLayout {
                id: need

                required property string modelData

                Accessible.name: need.modelData
                Accessible.role: Accessible.ListItem
                Layout.fillWidth: true
                spacing: Theme.mm(4)

                Icon {
                    Layout.alignment: words.lineCount > 1 ? Qt.AlignTop : Qt.AlignVCenter
                    Layout.topMargin: words.lineCount > 1 ? Theme.mm(1) : 0
                    color: Theme.accent
                    name: "check-bold"
                    size: Theme.mm(7)
                }

                Body {
                    id: words

                    Accessible.ignored: true
                    Layout.fillWidth: true
                    text: need.modelData
                }
            }
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.mm(4)
        visible: service.model.steps.length > 0

        Strong {
            Accessible.role: Accessible.Heading
            Layout.fillWidth: true
            font.pixelSize: Theme.subtitlePx
            text: qsTr("What happens then")
        }

        Card {
            Layout.fillWidth: true

            StepList {
                steps: service.model.steps
                width: parent.width
            }
        }
    }
}
