pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import ".."

// Answers in a card, each of them to be changed. `lines` holds objects {id, question, answer}.
Rectangle {
    id: list

    required property var lines

    signal touched(string line)

    border.color: Theme.line
    border.width: Theme.hairline
    color: Theme.card
    implicitHeight: column.implicitHeight + 2 * column.anchors.margins
    radius: Theme.radius

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.margins: Theme.mm(2)
        anchors.right: parent.right
        anchors.top: parent.top
        spacing: 0

        Repeater {
            model: list.lines

            ColumnLayout {
                id: line

                required property int index
                required property var modelData

                Layout.fillWidth: true
                spacing: 0

                Hairline {
                    Layout.bottomMargin: Theme.mm(1.2)
                    Layout.fillWidth: true
                    Layout.leftMargin: Theme.mm(6)
                    Layout.rightMargin: Theme.mm(6)
                    Layout.topMargin: Theme.mm(1.2)
                    visible: line.index > 0
                }

                ReviewRow {
                    Layout.fillWidth: true
                    answer: line.modelData.answer
                    objectName: "line." + line.modelData.id
                    question: line.modelData.question
                    radius: Theme.smallRadius

                    onClicked: list.touched(line.modelData.id)
                }
            }
        }
    }
}
