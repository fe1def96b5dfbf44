pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// Beside or below the greeting: what people should know before they ask, and the languages, to begin in one of them.
Item {
    id: foot

    required property AttractModel model
    required property bool sideways
    readonly property int edge: foot.sideways ? Theme.mm(12) : Theme.margin

    implicitHeight: Theme.mm(12) + notices.contentHeight + languages.height + languages.anchors.bottomMargin

    ScrollArea {
        id: notices

        anchors.bottom: languages.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        sideMargin: foot.edge
        spacing: Theme.smallGap
        topMargin: Theme.mm(12)

        Repeater {
            model: foot.model.notices

            Notice {
                required property var modelData

                Layout.fillWidth: true
                detail: modelData.detail
                text: modelData.text
                tone: modelData.information ? Notice.Information : Notice.Caution
            }
        }
    }

    Flow {
        id: languages

        anchors.bottom: parent.bottom
        anchors.bottomMargin: foot.edge
        anchors.left: parent.left
        anchors.leftMargin: foot.edge
        anchors.right: parent.right
        anchors.rightMargin: foot.edge
        spacing: Theme.mm(4)

        Repeater {
            model: foot.model.greetings

            Pill {
                required property var modelData

                bold: true
                objectName: "language." + modelData.language
                text: modelData.name
                textPx: Math.min(Theme.bodyPx, Theme.mm(10))
                width: Math.max(Theme.mm(34), implicitWidth)

                onClicked: {
                    Session.setLanguage(modelData.language);
                    Session.navigator.go("start");
                }
            }
        }
    }
}
