pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Frontdoor
import "../screens"
import "../screens/controls"

// One device: how it is as the kiosk knows it, what can be done to it, and what came of that.
Rectangle {
    id: card

    required property DockedDevice device
    required property DockModel dock
    property bool folded: false
    // Lines that come and go keep their place: nothing moves from under the pointer.
    readonly property int line: Math.round(Theme.hintPx * 1.5)
    readonly property var inks: ({
            "success": Theme.success,
            "caution": Theme.caution,
            "stop": Theme.stop,
            "unknown": Theme.muted
        })
    readonly property var tints: ({
            "success": Theme.successTint,
            "caution": Theme.cautionTint,
            "stop": Theme.stopTint,
            "unknown": Theme.pressed
        })

    border.color: Theme.line
    border.width: Theme.hairline
    color: Theme.card
    implicitHeight: column.implicitHeight + column.y + Theme.smallGap
    objectName: "dock." + card.device.name
    radius: Theme.radius

    ColumnLayout {
        id: column

        spacing: Theme.mm(2)
        width: card.width - 2 * x
        x: Theme.smallGap
        y: Theme.mm(2)

        Touchable {
            Layout.fillWidth: true
            implicitHeight: Theme.touch
            objectName: "dock." + card.device.name + ".fold"
            outline: "transparent"
            padding: 0
            spokenName: card.device.name + ", " + card.device.stateWord + (card.folded ? ": show the controls" : ": hide the controls")

            contentItem: RowLayout {
                spacing: Theme.mm(3)

                Icon {
                    name: card.device.icon
                }

                Strong {
                    Accessible.ignored: true
                    text: card.device.name
                }

                Icon {
                    color: Theme.muted
                    name: card.folded ? "caret-down" : "caret-up"
                    size: Theme.bodyPx
                }

                Item {
                    Layout.fillWidth: true
                }

                Rectangle {
                    color: card.tints[card.device.tone]
                    implicitHeight: Theme.mm(11)
                    implicitWidth: state.implicitWidth + Theme.mm(8)
                    radius: height / 2

                    RowLayout {
                        id: state

                        anchors.centerIn: parent
                        spacing: Theme.mm(2)

                        Icon {
                            color: card.inks[card.device.tone]
                            name: card.device.stateIcon
                            size: Theme.bodyPx
                        }

                        Words {
                            Accessible.ignored: true
                            color: card.inks[card.device.tone]
                            font.bold: true
                            font.pixelSize: Theme.bodyPx
                            objectName: "dock." + card.device.name + ".state"
                            text: card.device.stateWord
                        }
                    }
                }
            }

            onClicked: card.folded = !card.folded
        }

        Hint {
            Layout.fillWidth: true
            Layout.minimumHeight: card.line
            objectName: "dock." + card.device.name + ".detail"
            text: card.device.detail
        }

        Strong {
            Layout.fillWidth: true
            font.pixelSize: Theme.hintPx
            objectName: "dock." + card.device.name + ".shows"
            text: "To be seen or heard: " + card.device.shows
            visible: card.device.shows !== ""
        }

        Repeater {
            model: card.folded ? [] : card.device.parts

            PartControls {
                required property var modelData

                Layout.fillWidth: true
                device: card.device.name
                dock: card.dock
                part: modelData
            }
        }

        Hint {
            Layout.fillWidth: true
            objectName: "dock." + card.device.name + ".heard"
            text: "The kiosk heard: " + (card.device.heard || "nothing yet")
        }

        Words {
            Accessible.name: text
            Accessible.role: card.device.failed ? Accessible.AlertMessage : Accessible.StaticText
            Layout.fillWidth: true
            color: card.device.failed ? Theme.stop : Theme.muted
            font.bold: card.device.failed
            font.pixelSize: Theme.hintPx
            objectName: "dock." + card.device.name + ".said"
            Layout.minimumHeight: card.line
            text: card.device.said || "Nothing done from here yet"
        }
    }
}
