pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// When and where a person is, and calling one to the kiosk.
ScreenPage {
    id: page

    required property HelpModel model

    place: qsTr("Help")
    subtitle: page.model.subtitle
    title: qsTr("Talk to a person")

    Notice {
        Layout.fillWidth: true
        detail: page.model.stateDetail
        iconName: page.model.open ? "check-circle" : "clock"
        strong: true
        text: page.model.stateText
        tone: page.model.open ? Notice.Success : Notice.Caution
    }

    Notice {
        Layout.fillWidth: true
        strong: true
        text: page.model.fault
        tone: Notice.Stop
        visible: page.model.fault !== ""
    }

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.gap
        columns: Theme.landscape && !Theme.largeText ? 2 : 1
        rowSpacing: Theme.gap

        Card {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.mm(100)

            RowLayout {
                spacing: Theme.mm(7)
                width: parent.width

                IconTile {
                    Layout.alignment: Qt.AlignTop
                    name: "map-pin"
                }

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 0

                    Strong {
                        Layout.fillWidth: true
                        font.pixelSize: Theme.headingPx
                        text: page.model.where
                    }

                    Hint {
                        Layout.fillWidth: true
                        text: page.model.directions
                        visible: text !== ""
                    }
                }
            }
        }

        Card {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.mm(100)

            ColumnLayout {
                spacing: Theme.mm(2.2)
                width: parent.width

                Strong {
                    Layout.bottomMargin: Theme.mm(2)
                    Layout.fillWidth: true
                    text: qsTr("Opening hours")
                }

                Repeater {
                    model: page.model.week

                    RowLayout {
                        id: day

                        required property var modelData

                        Accessible.name: qsTr("%1: %2").arg(day.modelData.day).arg(day.modelData.hours)
                        Accessible.role: Accessible.ListItem
                        Layout.fillWidth: true
                        spacing: Theme.mm(4)

                        Words {
                            Accessible.ignored: true
                            Layout.alignment: Qt.AlignTop
                            Layout.fillWidth: true
                            color: day.modelData.today ? Theme.ink : Theme.muted
                            font.bold: day.modelData.today
                            font.pixelSize: Theme.hintPx
                            horizontalAlignment: Text.AlignLeft
                            text: day.modelData.day
                            textFormat: Text.PlainText
                        }

                        Words {
                            Accessible.ignored: true
                            Layout.alignment: Qt.AlignTop
                            color: day.modelData.today ? Theme.ink : Theme.muted
                            font.bold: day.modelData.today
                            font.pixelSize: Theme.hintPx
                            horizontalAlignment: Text.AlignRight
                            text: day.modelData.hours
                            textFormat: Text.PlainText
                        }
                    }
                }

                Hint {
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.mm(2)
                    text: page.model.note
                    visible: text !== ""
                }
            }
        }
    }

    OptionRow {
        Layout.fillWidth: true
        box: true
        chosen: page.model.tellTrail
        hint: qsTr("Only the names of the screens, nothing you typed.")
        text: qsTr("Tell them what I was looking at")

        onClicked: page.model.setTellTrail(!page.model.tellTrail)
    }

    actions: AppButton {
        Layout.fillWidth: true
        busy: page.model.calling
        iconName: "bell-ringing"
        kind: AppButton.Primary
        text: page.model.callText

        onClicked: page.model.call()
    }
}
