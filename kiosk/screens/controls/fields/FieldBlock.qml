import QtQuick
import QtQuick.Layouts
import Frontdoor
import ".."
import "../.."

// What every question has around its control: the question, a hint, and below it what is wrong with the answer.
Whole {
    id: block

    default property alias control: slot.data
    required property FieldModel field
    property bool hintBelow: false
    property bool labelShown: true
    property Item entry: null
    readonly property bool faulty: block.field.fault !== ""
    readonly property string spokenName: [block.field.label, block.field.required ? "" : qsTr("optional"), block.field.hint, block.field.fault].filter(part => part !== "").join(". ")

    function takeFocus(): void {
        if (!block.entry)
            return;
        block.entry.forceActiveFocus(Qt.TabFocusReason);
        for (let area = block.parent; area; area = area.parent) {
            const scroll = area as ScrollArea;
            if (scroll)
                Qt.callLater(scroll.reveal, block.entry);
        }
    }

    function giveFocusOn(): void {
        const next = block.entry.nextItemInFocusChain(true);
        if (next)
            next.forceActiveFocus(Qt.TabFocusReason);
    }

    spacing: Theme.mm(2)

    Strong {
        Layout.fillWidth: true
        font.pixelSize: Theme.subtitlePx
        text: block.field.required ? block.field.label : qsTr("%1 (optional)").arg(block.field.label)
        visible: block.labelShown
    }

    Hint {
        Layout.fillWidth: true
        text: block.field.hint
        visible: text !== "" && !block.hintBelow
    }

    ColumnLayout {
        id: slot

        Layout.fillWidth: true
        Layout.topMargin: block.labelShown ? Theme.mm(2) : 0
        spacing: Theme.mm(5.2)
    }

    Fault {
        Layout.fillWidth: true
        text: block.field.fault
    }

    Hint {
        Layout.fillWidth: true
        text: block.field.hint
        visible: text !== "" && block.hintBelow
    }
}
