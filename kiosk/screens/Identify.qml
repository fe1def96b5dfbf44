import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"
import "controls/fields"

// A name and a way to be reached.
ScreenPage {
    id: identify

    required property IdentifyModel model

    headingBeside: true
    place: identify.model.place
    subtitle: identify.model.why
    title: qsTr("How can we reach you?")

    actions: AppButton {
        Layout.fillWidth: true
        iconAtEnd: true
        iconName: "arrow-right-bold"
        kind: AppButton.Primary
        objectName: "continue"
        text: qsTr("Continue")

        onClicked: identify.model.goOn()
    }
    head: StepProgress {
        Layout.fillWidth: true
        position: identify.model.position
        total: identify.model.total
    }

    Connections {
        function onFaultFound(row: int): void {
            questions.show(row);
        }

        target: identify.model
    }

    FieldStack {
        id: questions

        Layout.fillWidth: true
        fields: identify.model.fields
        heading: identify.title
    }
}
