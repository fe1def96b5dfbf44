import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"
import "controls/fields"

// One group of questions.
ScreenPage {
    id: form

    required property FormModel model

    headingBeside: true
    place: form.model.place
    subtitle: form.model.subtitle
    title: form.model.title

    actions: AppButton {
        Layout.fillWidth: true
        iconAtEnd: true
        iconName: "arrow-right-bold"
        kind: AppButton.Primary
        objectName: "continue"
        text: qsTr("Continue")

        onClicked: form.model.goOn()
    }
    head: StepProgress {
        Layout.fillWidth: true
        position: form.model.position
        total: form.model.total
    }

    Connections {
        function onFaultFound(row: int): void {
            questions.show(row);
        }

        function onStepped(): void {
            form.scroll.contentY = -form.scroll.topMargin;
            form.arrive();
        }

        target: form.model
    }

    FieldStack {
        id: questions

        Layout.fillWidth: true
        fields: form.model.fields
        heading: form.title
    }
}
