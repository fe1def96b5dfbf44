import QtQuick
import QtQuick.Layouts
import "../../kiosk/screens"
import "../../kiosk/screens/controls"

// Every control that is pressed, in every state that it has by itself. Pressed and focused are given by the test.
Rectangle {
    id: sheet

    anchors.fill: parent
    color: Theme.paper

    GridLayout {
        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        columnSpacing: Theme.gap
        columns: 2
        rowSpacing: Theme.gap
        uniformCellWidths: true

        AppButton {
            Layout.fillWidth: true
            iconName: "check"
            kind: AppButton.Primary
            objectName: "primary"
            text: "Primary"
        }

        AppButton {
            Layout.fillWidth: true
            enabled: false
            kind: AppButton.Primary
            objectName: "primary.disabled"
            text: "Disabled"
        }

        AppButton {
            Layout.fillWidth: true
            busy: true
            kind: AppButton.Primary
            objectName: "primary.busy"
            text: "Busy"
        }

        AppButton {
            Layout.fillWidth: true
            iconName: "printer"
            objectName: "secondary"
            text: "Secondary"
        }

        AppButton {
            Layout.fillWidth: true
            iconName: "hand-waving"
            kind: AppButton.Tonal
            objectName: "tonal"
            text: "Tonal"
        }

        AppButton {
            Layout.fillWidth: true
            iconAtEnd: true
            iconName: "sign-out"
            kind: AppButton.Plain
            objectName: "plain"
            text: "Plain"
        }

        Pill {
            bold: true
            iconName: "globe"
            objectName: "pill"
            text: "Pill"
        }

        Pill {
            enabled: false
            iconName: "globe"
            objectName: "pill.disabled"
            text: "Disabled"
        }

        OptionRow {
            Layout.fillWidth: true
            objectName: "option"
            text: "Option"
        }

        OptionRow {
            Layout.fillWidth: true
            chosen: true
            hint: "And what it means"
            objectName: "option.chosen"
            text: "Option, chosen"
        }

        OptionRow {
            Layout.fillWidth: true
            box: true
            objectName: "box"
            text: "Box"
        }

        OptionRow {
            Layout.fillWidth: true
            box: true
            chosen: true
            objectName: "box.chosen"
            text: "Box, chosen"
        }

        ActionCard {
            Layout.fillWidth: true
            hint: "What it is for"
            iconName: "wrench"
            objectName: "card"
            text: "Card"
        }

        ActionCard {
            Layout.fillWidth: true
            accented: true
            hint: "The one most people want"
            iconName: "clipboard-text"
            objectName: "card.accented"
            text: "Card, accented"
        }

        TextEntry {
            Layout.fillWidth: true
            objectName: "entry"
            placeholderText: "Empty"
            spokenName: "Entry"
        }

        TextEntry {
            Layout.fillWidth: true
            faulty: true
            objectName: "entry.faulty"
            spokenName: "Entry with a fault"
            text: "Faulty"
        }

        Notice {
            Layout.fillWidth: true
            text: "Information"
        }

        Notice {
            Layout.fillWidth: true
            text: "Caution"
            tone: Notice.Caution
        }

        Notice {
            Layout.fillWidth: true
            strong: true
            text: "Success"
            tone: Notice.Success
        }

        Notice {
            Layout.fillWidth: true
            strong: true
            text: "Stop"
            tone: Notice.Stop
        }

        EmptyState {
            Layout.columnSpan: 2
            Layout.fillWidth: true
            detail: "Try another word, or call someone."
            text: "Nothing is called that"
        }
    }
}
