import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// We have it: the reference, the slip, and what happens next.
ScreenPage {
    id: accepted

    required property AcceptedModel model

    headingBeside: true
    place: accepted.model.place
    subtitle: accepted.model.onPhone ? qsTr("Scan the code to see where it stands.") : qsTr("You can leave now. Your request is safe with us.")
    title: accepted.model.onPhone ? qsTr("Keep it on your phone.") : qsTr("We have your request.")

    actions: AppButton {
        Layout.fillWidth: true
        kind: AppButton.Primary
        objectName: "somethingElse"
        text: accepted.model.onPhone ? qsTr("Done") : qsTr("Something else")

        onClicked: accepted.model.onPhone ? accepted.model.closePhone() : Session.navigator.go("home")
    }

    Connections {
        function onPhoneChanged(): void {
            accepted.scroll.contentY = -accepted.scroll.topMargin;
        }

        target: accepted.model
    }

    ReferenceCard {
        Layout.fillWidth: true
        code: accepted.model.trackingCode
        large: accepted.model.onPhone
        objectName: "referenceCard"
        qr: accepted.model.qr
        reference: accepted.model.reference
        spelled: accepted.model.spelled
        ticket: accepted.model.ticket
    }

    Notice {
        Layout.fillWidth: true
        detail: accepted.model.printNext
        Layout.minimumHeight: Theme.mm(24)
        iconName: accepted.model.printIcon
        objectName: "slip"
        strong: true
        text: accepted.model.printWhat
        tone: accepted.model.printTone === "success" ? Notice.Success : accepted.model.printTone === "caution" ? Notice.Caution : Notice.Information
        visible: text !== "" && !accepted.model.onPhone
    }

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.gap
        columns: Theme.largeText && !Theme.landscape ? 1 : 2
        rowSpacing: Theme.smallGap
        uniformCellWidths: true
        visible: (again.wanted || phone.wanted) && !accepted.model.onPhone

        AppButton {
            id: again

            readonly property bool wanted: accepted.model.canPrintAgain

            Layout.fillWidth: true
            iconName: "printer"
            objectName: "printAgain"
            text: qsTr("Print again")
            visible: again.wanted

            onClicked: accepted.model.printAgain()
        }

        AppButton {
            id: phone

            readonly property bool wanted: accepted.model.opensOnPhone

            Layout.fillWidth: true
            iconName: "device-mobile"
            objectName: "keepOnPhone"
            text: qsTr("Keep it on my phone")
            visible: phone.wanted

            onClicked: accepted.model.keepOnPhone()
        }
    }

    Card {
        Layout.fillWidth: true
        padding: Theme.mm(9.5)
        visible: !accepted.model.onPhone

        StepList {
            steps: accepted.model.steps
            width: parent.width
        }
    }
}
