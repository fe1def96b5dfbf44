import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// The call is kept: what happens now, and the way on.
ScreenPage {
    id: page

    required property HelpCalledModel model

    headingBeside: true
    place: qsTr("Help")
    subtitle: page.model.subtitle
    title: page.model.title

    Scene {
        Layout.fillWidth: true
        implicitHeight: Theme.mm(82)
        picture: page.model.closed ? "closed" : "help_coming"
        visible: !page.sideways && !Theme.reach && !Theme.largeText
    }

    Card {
        Layout.fillWidth: true

        ColumnLayout {
            spacing: 0
            width: parent.width

            Hint {
                Layout.fillWidth: true
                text: qsTr("Your reference")
            }

            Words {
                Accessible.name: page.model.spelled
                Accessible.role: Accessible.StaticText
                Layout.fillWidth: true
                color: Theme.ink
                font.bold: true
                font.pixelSize: Theme.hugePx
                fontSizeMode: Text.HorizontalFit
                horizontalAlignment: Text.AlignLeft
                text: page.model.reference
                textFormat: Text.PlainText
            }
        }
    }

    Card {
        Layout.fillWidth: true

        StepList {
            steps: page.model.steps
            width: parent.width
        }
    }

    actions: [
        Scene {
            Layout.bottomMargin: Theme.gap
            Layout.fillWidth: true
            implicitHeight: Theme.mm(70)
            picture: page.model.closed ? "closed" : "help_coming"
            visible: page.sideways && !Theme.largeText && page.height > Theme.mm(200)
        },
        AppButton {
            Layout.fillWidth: true
            iconAtEnd: true
            iconName: "arrow-right-bold"
            kind: AppButton.Primary
            text: qsTr("Go on where I was")

            onClicked: Session.navigator.go("resume")
        }
    ]
}
