pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// Nobody is here: a greeting in every language in turn. A touch anywhere starts a visit.
ScreenBase {
    id: attract

    required property AttractModel model
    property int turn: 0
    readonly property var greeting: attract.model.greetings[attract.turn % attract.model.greetings.length]

    title: attract.greeting.title

    Timer {
        interval: 4000
        repeat: true
        running: attract.visible

        onTriggered: attract.turn = (attract.turn + 1) % attract.model.greetings.length
    }

    Touchable {
        id: everywhere

        Accessible.name: attract.greeting.start
        anchors.fill: parent
        focus: true

        background: Rectangle {
            color: Theme.paper
        }

        onClicked: Session.navigator.go("start")
    }

    Rectangle {
        id: panel

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        color: everywhere.pressed ? Theme.accentPressed : Theme.accent
        height: Math.round(parent.height * (Theme.landscape ? 0.66 : 0.74))

        BrandLine {
            anchors.left: parent.left
            anchors.margins: Theme.margin
            anchors.right: parent.right
            anchors.top: parent.top
            inverted: true
        }

        ColumnLayout {
            LayoutMirroring.childrenInherit: true
            LayoutMirroring.enabled: attract.greeting.rightToLeft
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.mm(Theme.landscape ? 10 : 16)
            anchors.left: parent.left
            anchors.leftMargin: Theme.margin
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            spacing: Theme.mm(2)

            Words {
                Accessible.name: text
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                color: Theme.accentInk
                font.bold: true
                font.pixelSize: Math.round(Theme.bodyPx * (Theme.landscape ? 2.6 : 4))
                fontSizeMode: Text.HorizontalFit
                horizontalAlignment: Text.AlignLeft
                text: attract.greeting.title
                textFormat: Text.PlainText
            }

            Words {
                Accessible.name: text
                Accessible.role: Accessible.StaticText
                Layout.fillWidth: true
                color: Theme.accentInk
                font.pixelSize: Math.round(Theme.bodyPx * (Theme.landscape ? 1.2 : 1.6))
                horizontalAlignment: Text.AlignLeft
                text: attract.greeting.subtitle
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
            }

            AppButton {
                Layout.fillWidth: true
                Layout.topMargin: Theme.mm(Theme.landscape ? 6 : 14)
                iconName: "hand-pointing"
                objectName: "touchToStart"
                implicitHeight: Math.max(Theme.mm(Theme.landscape ? 30 : 44), implicitContentHeight + topPadding + bottomPadding)
                text: attract.greeting.start
                textPx: Math.round(Theme.bodyPx * (Theme.landscape ? 1.3 : 1.5))

                onClicked: Session.navigator.go("start")
            }
        }
    }

    ColumnLayout {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.margin
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.top: panel.bottom
        anchors.topMargin: Theme.mm(Theme.landscape ? 6 : 12)
        spacing: Theme.gap

        Repeater {
            model: attract.model.notices

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
            spacing: Theme.mm(4.5)

            Repeater {
                model: attract.model.greetings

                Pill {
                    required property var modelData

                    bold: true
                    iconName: "globe"
                    objectName: "language." + modelData.language
                    text: modelData.name

                    onClicked: {
                        Session.setLanguage(modelData.language);
                        Session.navigator.go("start");
                    }
                }
            }
        }
    }
}
