pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// Larger text, other colours, everything lower down. What is chosen is seen at once and lasts for the visit.
ScreenPage {
    id: page

    required property AccessModel model

    headingBeside: true
    place: qsTr("Easier to use")
    spacing: Theme.smallGap
    subtitle: qsTr("It applies until you finish.")
    title: qsTr("Make it easier for you")

    Strong {
        Layout.fillWidth: true
        text: qsTr("Text size")
    }

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.smallGap
        columns: 4
        rowSpacing: Theme.smallGap
        uniformCellWidths: true

        Repeater {
            model: page.model.textSizes

            SizeTile {
                required property int index
                required property var modelData

                Layout.fillHeight: true
                Layout.fillWidth: true
                chosen: Theme.textSize === index
                sample: page.model.sample
                samplePx: Theme.mm(modelData.capMm / Theme.look.capRatio)
                text: modelData.name

                onClicked: Theme.look.setTextSize(index)
            }
        }
    }

    Strong {
        Layout.fillWidth: true
        Layout.topMargin: Theme.mm(3)
        text: qsTr("Colours")
    }

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.smallGap
        columns: Theme.textSize === 3 && !Theme.landscape ? 1 : 2
        rowSpacing: Theme.smallGap
        uniformCellWidths: true

        Repeater {
            model: page.model.contrasts

            ThemeTile {
                required property var modelData

                Layout.fillHeight: true
                Layout.fillWidth: true
                chosen: Theme.look.contrast === modelData.id
                colours: modelData.colours
                sample: page.model.sample
                text: modelData.name

                onClicked: Theme.look.setContrast(modelData.id)
            }
        }
    }

    Strong {
        Layout.fillWidth: true
        Layout.topMargin: Theme.mm(3)
        text: qsTr("Reach and motion")
    }

    OptionRow {
        Layout.fillWidth: true
        box: true
        chosen: Theme.look.reach
        hint: qsTr("Everything you touch moves to the lower half.")
        text: qsTr("Keep it within reach")
        visible: !Theme.landscape

        onClicked: Theme.look.setReach(!Theme.look.reach)
    }

    OptionRow {
        Layout.fillWidth: true
        box: true
        chosen: Theme.look.reducedMotion
        hint: qsTr("Nothing slides or blinks.")
        text: qsTr("Less motion")

        onClicked: Theme.look.setReducedMotion(!Theme.look.reducedMotion)
    }

    actions: AppButton {
        Layout.fillWidth: true
        iconName: "check"
        kind: AppButton.Primary
        text: qsTr("Done")

        onClicked: Session.navigator.go("resume")
    }
}
