pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import ".."

// Numbered steps down a card. `steps` holds objects {title, detail, state}; state is "done", "current" or "waiting".
ColumnLayout {
    id: list

    required property var steps

    spacing: 0

    Repeater {
        model: list.steps

        ColumnLayout {
            id: step

            required property int index
            required property var modelData
            readonly property bool done: step.modelData.state === "done"
            readonly property bool now: step.modelData.state === "current"

            readonly property string words: qsTr("%1. %2. %3").arg(Numerals.of(step.index + 1)).arg(step.modelData.title).arg(step.modelData.detail)
            readonly property string told: step.done ? qsTr("Step done") : step.now ? qsTr("Step under way") : ""

            Accessible.name: step.told === "" ? step.words : qsTr("%1. %2").arg(step.words).arg(step.told)
            Accessible.role: Accessible.ListItem
            spacing: 0

            Hairline {
                Layout.bottomMargin: Theme.mm(4.4)
                Layout.fillWidth: true
                Layout.topMargin: Theme.mm(5)
                visible: step.index > 0
            }

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.mm(7)

                Rectangle {
                    Layout.alignment: Qt.AlignTop
                    border.color: step.done ? Theme.success : step.now ? Theme.accent : Theme.line
                    // Thicker where one is: colour alone would not tell.
                    border.width: Math.max(2, Theme.mm(step.now ? 1.8 : 0.7))
                    color: step.done ? Theme.success : step.now ? Theme.tint : "transparent"
                    implicitHeight: Math.max(Theme.mm(15), number.implicitHeight)
                    implicitWidth: implicitHeight
                    radius: height / 2

                    Words {
                        id: number

                        Accessible.ignored: true
                        anchors.centerIn: parent
                        color: step.now ? Theme.accentWord : Theme.muted
                        font.bold: true
                        font.pixelSize: Theme.hintPx
                        text: Numerals.of(step.index + 1)
                        visible: !step.done
                    }

                    Icon {
                        anchors.centerIn: parent
                        color: Theme.successInk
                        name: step.done ? "check-bold" : ""
                        size: Theme.mm(8.5)
                    }
                }

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 0

                    Words {
                        Accessible.ignored: true
                        Layout.fillWidth: true
                        color: Theme.ink
                        font.bold: true
                        font.pixelSize: Theme.subtitlePx
                        horizontalAlignment: Text.AlignLeft
                        text: step.modelData.title
                        textFormat: Text.PlainText
                        wrapMode: Text.Wrap
                    }

                    Words {
                        Accessible.ignored: true
                        Layout.fillWidth: true
                        color: Theme.muted
                        font.pixelSize: Theme.hintPx
                        horizontalAlignment: Text.AlignLeft
                        text: step.modelData.detail
                        textFormat: Text.PlainText
                        visible: text !== ""
                        wrapMode: Text.Wrap
                    }
                }
            }
        }
    }
}
