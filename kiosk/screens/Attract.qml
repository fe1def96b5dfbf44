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
        height: Math.round(parent.height * (Theme.landscape ? 0.58 : 0.62))

        RowLayout {
            anchors.left: parent.left
            anchors.leftMargin: Theme.margin
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            anchors.top: parent.top
            anchors.topMargin: Theme.margin
            spacing: Theme.mm(5)

            Rectangle {
                color: Theme.accentInk
                implicitHeight: Theme.mm(20)
                implicitWidth: Theme.mm(20)
                radius: Theme.mm(4)

                Icon {
                    anchors.centerIn: parent
                    color: Theme.accent
                    name: Session.brandIcon
                    size: Theme.mm(12)
                }
            }

            Text {
                Accessible.name: text
                Accessible.role: Accessible.StaticText
                Layout.fillWidth: true
                color: Theme.accentInk
                font.bold: true
                font.pixelSize: Theme.headingPx
                horizontalAlignment: Text.AlignLeft
                text: Session.deskName
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
            }
        }

        ColumnLayout {
            LayoutMirroring.childrenInherit: true
            LayoutMirroring.enabled: attract.greeting.rightToLeft
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.mm(Theme.landscape ? 12 : 26)
            anchors.left: parent.left
            anchors.leftMargin: Theme.margin
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            spacing: Theme.mm(2)

            Text {
                Accessible.name: text
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                color: Theme.accentInk
                font.bold: true
                font.pixelSize: Theme.bodyPx * 4
                fontSizeMode: Text.HorizontalFit
                horizontalAlignment: Text.AlignLeft
                text: attract.greeting.title
                textFormat: Text.PlainText
            }

            Text {
                Accessible.name: text
                Accessible.role: Accessible.StaticText
                Layout.fillWidth: true
                color: Theme.accentInk
                font.pixelSize: Math.round(Theme.bodyPx * 1.6)
                horizontalAlignment: Text.AlignLeft
                text: attract.greeting.subtitle
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
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

        AppButton {
            Layout.fillWidth: true
            iconName: "hand-pointing"
            implicitHeight: Math.max(Theme.mm(Theme.landscape ? 30 : 40), implicitContentHeight + topPadding + bottomPadding)
            kind: AppButton.Primary
            text: attract.greeting.start

            onClicked: Session.navigator.go("start")
        }

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
