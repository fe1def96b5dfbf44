pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// Each language by its own name. Choosing one goes straight back, in that language.
ScreenPage {
    id: page

    required property LanguageModel model

    headingBeside: true
    place: qsTr("Language")
    spacing: Theme.smallGap
    subtitle: qsTr("What you have entered stays.")
    title: qsTr("Choose your language")

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.gap
        columns: Theme.landscape && Theme.textSize < 3 || Theme.reach && !Theme.largeText ? 2 : 1
        rowSpacing: Theme.smallGap
        uniformCellWidths: true

        Repeater {
            model: page.model.languages

            OptionRow {
                required property var modelData

                Layout.fillHeight: true
                Layout.fillWidth: true
                chosen: modelData.code === Session.language
                implicitHeight: Math.max(Theme.mm(Theme.reach ? 32 : 42), implicitContentHeight + topPadding + bottomPadding)
                hint: chosen ? qsTr("Current language") : ""
                spokenName: chosen ? qsTr("%1. %2").arg(text).arg(hint) : text
                text: modelData.name
                textPx: Math.round(Theme.bodyPx * 1.4)

                onClicked: page.model.choose(modelData.code)
            }
        }
    }
}
