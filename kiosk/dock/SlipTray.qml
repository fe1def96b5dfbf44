pragma ComponentBehavior: Bound

import QtQuick
import "../screens"
import "../screens/controls"

// The mouth of the printer: the newest slip comes up out of it, those before lie beside it.
Rectangle {
    id: tray

    required property var slips
    readonly property var newest: tray.slips.length > 0 ? tray.slips[0] : null

    signal wanted(slip: var)

    color: Theme.tint
    objectName: "dock.slips"

    Hint {
        anchors.centerIn: parent
        text: "Slips come out here"
        visible: !tray.newest
    }

    Item {
        id: mouth

        anchors.bottom: slot.top
        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.top: parent.top
        anchors.topMargin: Theme.smallGap
        clip: true
        visible: tray.newest !== null
        width: Math.round(parent.width * 0.44)

        SlipPicture {
            id: paper

            property real out: 1

            height: mouth.height
            objectName: "dock.newest"
            slip: tray.newest
            width: mouth.width
            y: Math.round(mouth.height * (1 - paper.out))

            onClicked: tray.wanted(tray.newest)
            // The picture of another slip: it begins inside.
            onSourceChanged: coming.restart()

            NumberAnimation {
                id: coming

                // As long as a real head takes for so much paper, about: this shows a machine at work.
                duration: 900
                easing.type: Easing.OutQuad
                from: 0
                property: "out"
                target: paper
                to: 1
            }
        }
    }

    Rectangle {
        id: slot

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.smallGap
        anchors.left: mouth.left
        anchors.leftMargin: -Theme.mm(2)
        anchors.right: mouth.right
        anchors.rightMargin: -Theme.mm(2)
        color: Theme.ink
        height: Theme.mm(3)
        radius: height / 2
        visible: mouth.visible
    }

    ListView {
        id: before

        Accessible.name: "Slips before"
        Accessible.role: Accessible.List
        anchors.bottom: parent.bottom
        anchors.left: mouth.right
        anchors.margins: Theme.smallGap
        anchors.right: parent.right
        anchors.top: parent.top
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        model: tray.slips.slice(1)
        orientation: ListView.Horizontal
        spacing: Theme.smallGap

        delegate: SlipPicture {
            id: old

            required property int index
            required property var modelData

            height: before.height
            objectName: "dock.slip." + old.modelData.number
            slip: old.modelData
            width: Theme.mm(32)

            onActiveFocusChanged: if (old.activeFocus)
                before.positionViewAtIndex(old.index, ListView.Contain)
            onClicked: tray.wanted(old.modelData)
        }
    }
}
