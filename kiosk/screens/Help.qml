pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// When and where a person is, and calling one to the kiosk.
ScreenPage {
    id: page

    required property HelpModel model

    headingBeside: true
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

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.gap

        Scene {
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.mm(78)
            implicitHeight: Theme.mm(44)
            picture: "closed"
            visible: !page.model.open && !Theme.reach && !Theme.largeText
        }

        Card {
            Layout.fillHeight: true
            Layout.fillWidth: true

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
    }

    Card {
        Layout.fillWidth: true

        ColumnLayout {
            spacing: Theme.mm(2.2)
            width: parent.width

            Strong {
                Layout.bottomMargin: Theme.mm(2)
                Layout.fillWidth: true
                text: qsTr("Opening hours")
            }

            TextMetrics {
                id: widestDay

                font: widest.font
                text: page.model.widestDay
            }

            TextMetrics {
                id: widest

                font.bold: true
                font.pixelSize: Theme.hintPx
                text: page.model.widestHours
            }

            Repeater {
                model: page.model.week

                RowLayout {
                    id: day

                    required property var modelData

                    Accessible.name: qsTr("%1: %2").arg(day.modelData.day).arg(day.modelData.hours.join(qsTr(", ")))
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

                    GridLayout {
                        Layout.fillWidth: false
                        columnSpacing: Theme.mm(7)
                        columns: day.width > 2 * widest.advanceWidth + widestDay.advanceWidth + Theme.mm(13) ? 2 : 1
                        rowSpacing: 0

                        Repeater {
                            model: day.modelData.hours

                            Words {
                                required property string modelData

                                Accessible.ignored: true
                                Layout.preferredWidth: Math.ceil(widest.advanceWidth) + 2
                                color: day.modelData.today ? Theme.ink : Theme.muted
                                font.bold: day.modelData.today
                                font.pixelSize: Theme.hintPx
                                horizontalAlignment: Text.AlignLeft
                                text: modelData
                                textFormat: Text.PlainText
                            }
                        }

                        Item {
                            Layout.preferredWidth: Math.ceil(widest.advanceWidth) + 2
                            visible: parent.columns === 2 && day.modelData.hours.length === 1
                        }
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
