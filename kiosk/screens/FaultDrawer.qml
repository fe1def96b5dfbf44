pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Frontdoor
import "controls"

// Faults of a pack over its author's preview. Reads from left to right in every language, as the terminal does.
Rectangle {
    id: drawer

    required property FaultDrawerModel model
    readonly property int textPx: Math.max(13, Theme.mm(5.4))

    border.color: Theme.stop
    border.width: Theme.strongLine
    color: Theme.card
    height: !drawer.parent ? 0 : drawer.model.covers ? drawer.parent.height : Math.min(head.height + (drawer.model.folded ? 0 : list.contentHeight + 2 * list.anchors.margins), Math.round(drawer.parent.height * 0.45))
    objectName: "faultDrawer"
    visible: drawer.model.shown
    width: drawer.parent ? drawer.parent.width : 0
    z: 100

    // What is touched here does not reach the page below.
    MouseArea {
        anchors.fill: parent
    }

    RowLayout {
        id: head

        anchors.left: parent.left
        anchors.margins: Theme.mm(6)
        anchors.right: parent.right
        height: Math.max(Theme.mm(24), headline.implicitHeight + Theme.mm(8))
        spacing: Theme.mm(5)

        Icon {
            Layout.alignment: Qt.AlignVCenter
            color: drawer.model.faults.length > 0 ? Theme.stop : Theme.muted
            name: drawer.model.faults.length > 0 ? "x-circle" : "hourglass-medium"
            size: Math.round(drawer.textPx * 1.7)
        }

        ColumnLayout {
            id: headline

            Layout.fillWidth: true
            spacing: 0

            Words {
                Accessible.name: text
                Accessible.role: Accessible.AlertMessage
                Layout.fillWidth: true
                color: Theme.ink
                font.bold: true
                font.pixelSize: Math.round(drawer.textPx * 1.15)
                objectName: "faultHeadline"
                text: drawer.model.headline
            }

            Words {
                Accessible.name: text
                Accessible.role: Accessible.StaticText
                Layout.fillWidth: true
                color: Theme.muted
                font.pixelSize: drawer.textPx
                text: drawer.model.detail
            }
        }

        Touchable {
            implicitHeight: Theme.mm(16)
            implicitWidth: Theme.mm(16)
            objectName: "foldFaults"
            spokenName: drawer.model.foldName
            visible: !drawer.model.covers

            contentItem: Item {
                Icon {
                    anchors.centerIn: parent
                    name: drawer.model.folded ? "caret-down" : "caret-up"
                    size: Math.round(drawer.textPx * 1.4)
                }
            }

            onClicked: drawer.model.fold()
        }
    }

    ListView {
        id: list

        Accessible.name: drawer.model.headline
        Accessible.role: Accessible.List
        ScrollBar.vertical: ScrollBar {}
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.margins: Theme.mm(6)
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.topMargin: 0
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        model: drawer.model.faults
        objectName: "faultList"
        spacing: Theme.mm(4)
        visible: !drawer.model.folded

        delegate: Column {
            id: fault

            required property var modelData

            width: ListView.view.width - Theme.mm(4)

            Words {
                Accessible.name: text
                Accessible.role: Accessible.StaticText
                color: Theme.stop
                font.bold: true
                font.pixelSize: drawer.textPx
                text: fault.modelData.where
                width: parent.width
                wrapMode: Text.WrapAnywhere
            }

            Words {
                Accessible.name: text
                Accessible.role: Accessible.StaticText
                color: Theme.ink
                font.pixelSize: drawer.textPx
                text: fault.modelData.said
                width: parent.width
            }
        }
    }
}
