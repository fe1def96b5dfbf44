pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Frontdoor
import "../screens"
import "../screens/controls"

// What stands in the drawer: a head, the devices, and below them the mouth of the printer. Pushed in, only the handle.
Rectangle {
    id: dock

    required property DockModel model
    readonly property bool opened: dock.model.opened
    readonly property bool pointsLeft: dock.model.onLeft !== dock.opened

    color: Theme.paper

    Shortcut {
        sequence: "Escape"

        onActivated: viewer.close()
    }

    ColumnLayout {
        anchors.fill: parent
        enabled: !viewer.visible
        spacing: 0

        RowLayout {
            Layout.fillHeight: !dock.opened
            Layout.leftMargin: dock.opened ? Theme.gap : 0
            spacing: Theme.smallGap

            Icon {
                color: Theme.accent
                name: "wrench"
                visible: dock.opened
            }

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0
                visible: dock.opened

                Strong {
                    Accessible.role: Accessible.Heading
                    Layout.fillWidth: true
                    text: "Dev dock"
                }

                Hint {
                    Layout.fillWidth: true
                    text: dock.model.devices.length > 0 ? "Break the simulated devices" : "The devices are not open yet"
                }
            }

            Touchable {
                id: handle

                Layout.fillHeight: true
                Layout.fillWidth: !dock.opened
                // Room for its focus ring.
                Layout.margins: Theme.mm(2)
                fill: dock.opened ? Theme.paper : Theme.tint
                implicitHeight: Theme.mm(20)
                implicitWidth: Theme.mm(20)
                objectName: "dock.handle"
                outline: "transparent"
                spokenName: dock.opened ? "Push the dock in" : "Pull the dock out"

                contentItem: Item {
                    Icon {
                        anchors.centerIn: parent
                        color: Theme.accentWord
                        name: dock.pointsLeft ? "caret-left" : "caret-right"
                    }
                }

                onClicked: dock.model.pull(!dock.opened)
            }
        }

        Hairline {
            Layout.fillWidth: true
            visible: dock.opened
        }

        Flickable {
            id: area

            readonly property Item focused: dock.Window.activeFocusItem

            function reveal(): void {
                if (!area.focused || !Theme.look.keysUsed)
                    return;
                const spot = area.focused.mapToItem(area.contentItem, 0, 0);
                if (spot.y < 0 || spot.y > area.contentHeight)
                    return;
                const lowest = spot.y + area.focused.height + Theme.gap - area.height;
                area.contentY = Math.max(0, Math.min(spot.y - Theme.gap, Math.max(area.contentY, lowest)));
            }

            Layout.fillHeight: true
            Layout.fillWidth: true
            ScrollBar.vertical: ScrollBar {
                policy: ScrollBar.AsNeeded
            }
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: cards.implicitHeight + 2 * Theme.smallGap
            contentWidth: area.width
            objectName: "dock.devices"
            visible: dock.opened

            onFocusedChanged: Qt.callLater(area.reveal)

            ColumnLayout {
                id: cards

                spacing: Theme.smallGap
                width: area.width - 2 * Theme.smallGap
                x: Theme.smallGap
                y: Theme.smallGap

                Repeater {
                    model: dock.model.devices

                    DeviceCard {
                        required property var modelData

                        Layout.fillWidth: true
                        device: modelData as DockedDevice
                        dock: dock.model
                    }
                }
            }
        }

        SlipTray {
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(Theme.mm(96), Math.round(dock.height * 0.3))
            slips: dock.model.slips
            visible: dock.opened

            onWanted: slip => viewer.show(slip)
        }
    }

    SlipViewer {
        id: viewer

        anchors.fill: parent
    }
}
