import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import "../screens"
import "../screens/controls"

// A whole slip over the dock; Escape or its button puts it away.
Rectangle {
    id: viewer

    property var slip: null
    property Item from: null

    function show(wanted: var): void {
        viewer.from = viewer.Window.activeFocusItem;
        viewer.slip = wanted;
        area.contentY = 0;
        away.forceActiveFocus();
    }

    function close(): void {
        viewer.slip = null;
        if (viewer.from)
            viewer.from.forceActiveFocus();
        viewer.from = null;
    }

    color: Theme.paper
    objectName: "dock.viewer"
    visible: viewer.slip !== null

    MouseArea {
        anchors.fill: parent
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        RowLayout {
            Layout.leftMargin: Theme.gap

            Strong {
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                text: viewer.slip ? "Slip " + viewer.slip.number : ""
            }

            Touchable {
                id: away

                Keys.onDownPressed: area.turn(1)
                Keys.onUpPressed: area.turn(-1)
                Layout.margins: Theme.mm(2)
                fill: Theme.paper
                implicitHeight: Theme.mm(20)
                implicitWidth: Theme.mm(20)
                objectName: "dock.viewer.close"
                outline: "transparent"
                spokenName: "Put the slip away"

                contentItem: Item {
                    Icon {
                        anchors.centerIn: parent
                        name: "x"
                    }
                }

                onClicked: viewer.close()
            }
        }

        Hairline {
            Layout.fillWidth: true
        }

        Flickable {
            id: area

            function turn(pages: int): void {
                const end = Math.max(0, area.contentHeight - area.height);
                area.contentY = Math.max(0, Math.min(end, area.contentY + pages * area.height * 0.8));
            }

            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.margins: Theme.smallGap
            ScrollBar.vertical: ScrollBar {
                policy: ScrollBar.AsNeeded
            }
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: sheet.height
            contentWidth: area.width

            Image {
                id: sheet

                Accessible.name: "The slip as it came out"
                Accessible.role: Accessible.Graphic
                fillMode: Image.PreserveAspectFit
                height: implicitWidth > 0 ? Math.round(width * implicitHeight / implicitWidth) : 0
                objectName: "dock.viewer.sheet"
                smooth: true
                source: viewer.slip ? viewer.slip.source : ""
                width: area.width
            }
        }
    }
}
