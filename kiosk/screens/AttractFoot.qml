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

    implicitHeight: column.implicitHeight + 2 * Theme.mm(12)

    ColumnLayout {
        id: column

        anchors.bottomMargin: Theme.mm(12)
        anchors.fill: parent
        anchors.leftMargin: foot.sideways ? Theme.mm(12) : Theme.margin
        anchors.rightMargin: foot.sideways ? Theme.mm(12) : Theme.margin
        anchors.topMargin: Theme.mm(12)
        spacing: Theme.smallGap

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

        Item {
            Layout.fillHeight: true
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.mm(4)

            Repeater {
                model: foot.model.greetings

                Pill {
                    required property var modelData

                    bold: true
                    objectName: "language." + modelData.language
                    text: modelData.name
                    width: Math.max(Theme.mm(34), implicitWidth)

                    onClicked: {
                        Session.setLanguage(modelData.language);
                        Session.navigator.go("start");
                    }
                }
            }
        }
    }
}
