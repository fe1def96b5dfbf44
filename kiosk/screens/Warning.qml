import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// The time is nearly up: seen from across the hall, answered with one touch.
ScreenBase {
    id: page

    required property WarningModel model

    title: qsTr("Are you still here?")

    function arrive(): void {
        heading.forceActiveFocus(Qt.OtherFocusReason);
    }

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        columnSpacing: Theme.margin
        columns: Theme.landscape ? 2 : 1
        rowSpacing: Theme.mm(10)

        ColumnLayout {
            Layout.alignment: Qt.AlignCenter
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            spacing: Theme.mm(7)

            Ring {
                Layout.alignment: Qt.AlignHCenter
                fraction: page.model.fraction
                implicitHeight: Theme.mm(Theme.landscape ? 70 : 100)
                implicitWidth: implicitHeight
                number: page.model.seconds
                spokenNumber: page.model.spokenSeconds
            }

            Title {
                id: heading

                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                text: page.title
            }

            Subtitle {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("If you do not answer, we clear the screen.")
            }
        }

        ColumnLayout {
            Layout.alignment: Theme.landscape ? Qt.AlignVCenter : Qt.AlignBottom
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            spacing: Theme.gap

            AppButton {
                id: stay

                Layout.fillWidth: true
                implicitHeight: Math.max(Theme.mm(40), implicitContentHeight + topPadding + bottomPadding)
                kind: AppButton.Primary
                text: qsTr("I am still here")

                onClicked: page.model.stay()
            }

            AppButton {
                Layout.fillWidth: true
                iconName: "clock-bold"
                implicitHeight: Math.max(Theme.mm(40), implicitContentHeight + topPadding + bottomPadding)
                text: qsTr("I need more time")
                textPx: stay.textPx

                onClicked: page.model.needMoreTime()
            }

            AppButton {
                Layout.fillWidth: true
                iconAtEnd: true
                iconName: "sign-out"
                kind: AppButton.Plain
                text: qsTr("Finish")

                onClicked: Session.navigator.go("finish")
            }
        }
    }
}
