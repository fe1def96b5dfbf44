pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// What one can come for. The first card is the widest: most people want it.
ScreenPage {
    id: home

    required property HomeModel model
    readonly property bool oddCards: home.model.cards.length % 2 === 1

    subtitle: qsTr("Touch a card.")
    title: qsTr("What can we do for you?")

    Repeater {
        model: home.model.notices

        Notice {
            required property var modelData

            Layout.fillWidth: true
            detail: modelData.detail
            text: modelData.text
            tone: modelData.information ? Notice.Information : Notice.Caution
        }
    }

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.gap
        columns: Theme.landscape ? 3 : Theme.textSize === 3 ? 1 : 2
        rowSpacing: Theme.gap
        uniformCellWidths: true

        Repeater {
            model: home.model.cards

            ActionCard {
                required property int index
                required property var modelData

                Layout.columnSpan: index === 0 && home.oddCards && !Theme.landscape && Theme.textSize < 3 ? 2 : 1
                Layout.fillHeight: true
                Layout.fillWidth: true
                accented: index === 0
                hint: modelData.hint
                leastHeight: Theme.mm(Theme.landscape ? 60 : 74)
                iconName: modelData.icon
                objectName: "card." + (modelData.argument || modelData.move)
                text: modelData.title

                onClicked: Session.navigator.go(modelData.move, modelData.argument)
            }
        }
    }

    Strong {
        Layout.fillWidth: true
        Layout.topMargin: Theme.mm(2)
        color: Theme.muted
        font.pixelSize: Theme.hintPx
        text: qsTr("Often asked")
        visible: home.model.popular.length > 0
    }

    Flow {
        Layout.bottomMargin: Theme.mm(6)
        Layout.fillWidth: true
        Layout.topMargin: -Theme.mm(2)
        spacing: Theme.mm(4.5)

        Repeater {
            model: home.model.popular

            Pill {
                required property var modelData

                iconName: modelData.icon
                objectName: "popular." + modelData.id
                text: modelData.title
                width: Math.min(implicitWidth, parent.width)

                onClicked: Session.navigator.go("open_service", modelData.id)
            }
        }
    }
}
