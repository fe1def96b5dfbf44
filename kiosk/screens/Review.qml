import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// Everything once more, then Send.
ScreenPage {
    id: review

    required property ReviewModel model

    headingBeside: true
    place: review.model.place
    subtitle: qsTr("Touch a line to change it.")
    title: qsTr("Is everything right?")

    actions: AppButton {
        Layout.fillWidth: true
        busy: review.model.sending
        iconName: review.model.spent ? "hand-waving" : "paper-plane-right"
        kind: AppButton.Primary
        objectName: "send"
        // The largest words need the whole width beside the content.
        stacked: Theme.landscape && Theme.textSize === 3
        text: review.model.sending ? qsTr("Sending") : review.model.fault === "" ? qsTr("Send request") : review.model.spent ? qsTr("Call someone") : qsTr("Try again")

        onClicked: review.model.send()
    }
    head: StepProgress {
        Layout.fillWidth: true
        position: review.model.total
        total: review.model.total
    }

    Notice {
        id: notice

        Layout.fillWidth: true
        detail: review.model.faultNext
        objectName: "notKept"
        strong: true
        text: review.model.fault
        tone: Notice.Stop
        visible: review.model.fault !== ""

        onVisibleChanged: if (notice.visible)
            review.scroll.contentY = -review.scroll.topMargin
    }

    ReviewList {
        Layout.fillWidth: true
        lines: review.model.answers
        visible: review.model.answers.length > 0

        onTouched: line => review.model.change(line)
    }

    ReviewList {
        Layout.fillWidth: true
        lines: review.model.contact

        onTouched: review.model.changeContact()
    }
}
