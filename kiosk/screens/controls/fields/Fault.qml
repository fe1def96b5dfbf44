import QtQuick
import QtQuick.Layouts
import ".."
import "../.."

// What is wrong with an answer and what to do, right below it.
RowLayout {
    id: fault

    required property string text

    Accessible.ignored: fault.text === ""
    Accessible.name: fault.text
    Accessible.role: Accessible.AlertMessage
    objectName: "fault"
    spacing: Theme.mm(3)
    visible: fault.text !== ""

    Icon {
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: Theme.mm(0.5)
        color: Theme.stop
        name: "warning-circle"
        size: Math.round(Theme.hintPx * 1.2)
    }

    Words {
        Accessible.ignored: true
        Layout.fillWidth: true
        color: Theme.stop
        font.bold: true
        font.pixelSize: Theme.hintPx
        horizontalAlignment: Text.AlignLeft
        text: fault.text
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
    }
}
