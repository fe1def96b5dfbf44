pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Frontdoor
import ".."
import "../.."

// A month to touch a day in. Mirrored with the screen: the week runs along the line of reading.
Rectangle {
    id: page

    required property CalendarModel calendar
    // Read once for all squares: they stay, only what they show changes.
    readonly property var cells: page.calendar.cells
    readonly property int pad: Theme.mm(4)
    readonly property int between: Theme.mm(2.5)

    signal picked

    // Scrolls the page this calendar stands in so far that the whole of it is seen.
    function makeVisible(): void {
        for (let area = page.parent; area; area = area.parent) {
            const scroll = area as ScrollArea;
            if (scroll) {
                scroll.reveal(page);
                return;
            }
        }
    }

    border.color: Theme.accent
    border.width: Theme.hairline
    color: Theme.card
    implicitHeight: column.implicitHeight + 2 * page.pad
    radius: Theme.radius

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.margins: page.pad
        anchors.right: parent.right
        anchors.top: parent.top
        spacing: page.between

        RowLayout {
            Layout.fillWidth: true
            spacing: page.between

            Touchable {
                enabled: page.calendar.canTurnBack
                implicitWidth: Theme.mm(24)
                objectName: page.objectName + ".back"
                spokenName: qsTr("Previous month")

                contentItem: Item {
                    Icon {
                        anchors.centerIn: parent
                        name: "caret-left"
                        size: Theme.mm(8)
                    }
                }

                onClicked: page.calendar.turn(-1)
            }

            Strong {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                text: page.calendar.title
            }

            Touchable {
                enabled: page.calendar.canTurnOn
                implicitWidth: Theme.mm(24)
                objectName: page.objectName + ".on"
                spokenName: qsTr("Next month")

                contentItem: Item {
                    Icon {
                        anchors.centerIn: parent
                        name: "caret-right"
                        size: Theme.mm(8)
                    }
                }

                onClicked: page.calendar.turn(1)
            }
        }

        GridLayout {
            Layout.fillWidth: true
            columnSpacing: page.between
            columns: 7
            rowSpacing: page.between
            uniformCellWidths: true

            Repeater {
                model: page.calendar.weekdays

                Words {
                    required property var modelData

                    Accessible.name: modelData.name
                    Accessible.role: Accessible.StaticText
                    Layout.fillWidth: true
                    color: Theme.muted
                    font.bold: true
                    font.pixelSize: Theme.hintPx
                    fontSizeMode: Text.HorizontalFit
                    horizontalAlignment: Text.AlignHCenter
                    minimumPixelSize: Math.round(Theme.hintPx * 0.7)
                    objectName: page.objectName + ".weekday"
                    text: modelData.short
                    textFormat: Text.PlainText
                }
            }

            Repeater {
                model: page.cells.length

                DayKey {
                    required property int index
                    readonly property var cell: page.cells[index]

                    Layout.fillWidth: true
                    chosen: cell.chosen
                    enabled: cell.possible
                    isToday: cell.today
                    objectName: page.objectName + "." + cell.iso
                    spokenName: cell.name
                    text: cell.number

                    onClicked: {
                        page.calendar.choose(cell.iso);
                        page.picked();
                    }
                }
            }
        }
    }
}
