import QtQuick
import QtQuick.Layouts
import Frontdoor
import ".."
import "../.."

// A day as a line to touch; the calendar opens below it, in the page. No popup: those are not mirrored (TRAPS.md).
ColumnLayout {
    id: picker

    required property CalendarModel calendar
    property bool faulty: false
    readonly property alias entry: line
    property bool expanded: false
    required property string question

    signal opened
    signal picked

    function open(): void {
        picker.calendar.open();
        picker.expanded = true;
        picker.opened();
        reveal.restart();
    }

    function close(): void {
        picker.expanded = false;
    }

    spacing: Theme.mm(3)

    // The calendar has its height only after the layout has run.
    Timer {
        id: reveal

        interval: 1

        onTriggered: page.makeVisible()
    }

    Touchable {
        id: line

        Layout.fillWidth: true
        implicitHeight: Math.max(Theme.optionRow, implicitContentHeight + Theme.mm(10))
        leftPadding: Theme.mm(8)
        objectName: picker.objectName + ".line"
        outline: picker.faulty ? Theme.stop : picker.expanded ? Theme.accent : Theme.line
        rightPadding: Theme.mm(8)
        spokenName: picker.calendar.shown === "" ? qsTr("%1. Choose a day").arg(picker.question) : qsTr("%1. %2").arg(picker.question).arg(picker.calendar.shown)
        strong: picker.faulty || picker.expanded

        contentItem: RowLayout {
            spacing: Theme.mm(4)

            Words {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: picker.calendar.shown === "" ? Theme.muted : Theme.ink
                font.pixelSize: Theme.subtitlePx
                horizontalAlignment: Text.AlignLeft
                text: picker.calendar.shown === "" ? qsTr("Choose a day") : picker.calendar.shown
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
            }

            Icon {
                name: "calendar-blank"
                size: Theme.mm(9.5)
            }
        }

        onClicked: picker.expanded ? picker.close() : picker.open()
    }

    CalendarPage {
        id: page

        Layout.fillWidth: true
        calendar: picker.calendar
        objectName: picker.objectName + ".calendar"
        visible: picker.expanded

        onPicked: {
            picker.close();
            line.forceActiveFocus(Qt.TabFocusReason);
            picker.picked();
        }
    }
}
