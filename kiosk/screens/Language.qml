pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// Each language by its own name. Choosing one goes straight back, in that language.
ScreenPage {
    id: page

    required property LanguageModel model

    place: qsTr("Language")
    spacing: Theme.smallGap
    subtitle: qsTr("What you have entered stays.")
    title: qsTr("Choose your language")

    Repeater {
        model: page.model.languages

        OptionRow {
            required property var modelData

            Layout.fillWidth: true
            chosen: modelData.code === Session.language
            implicitHeight: Math.max(Theme.mm(40), implicitContentHeight + topPadding + bottomPadding)
            text: modelData.name
            textPx: Math.round(Theme.bodyPx * 1.4)

            onClicked: page.model.choose(modelData.code)
        }
    }
}
