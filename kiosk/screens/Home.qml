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
    readonly property int across: Theme.landscape && !Theme.largeText ? 3 : Theme.textSize === 3 && !Theme.landscape ? 1 : 2
    // Where there is little height the gravest one stands above the cards, beside the search box if it can.
    readonly property int noticesAbove: Theme.landscape || Theme.reach || Theme.largeText ? 1 : home.model.notices.length

    subtitle: qsTr("Touch a card, or type what you need.")
    title: qsTr("What can we do for you?")

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.gap
        columns: Theme.landscape && !Theme.largeText && home.model.notices.length > 0 ? 2 : 1
        rowSpacing: Theme.gap
        uniformCellWidths: true

        SearchBox {
            Layout.fillWidth: true
            objectName: "searchBox"
            spokenName: qsTr("Search services. %1").arg(home.model.searchHint)
            text: home.model.searchHint

            onClicked: Session.navigator.go("browse", "search")
        }

        Notices {
            shown: home.model.notices.slice(0, home.noticesAbove)
        }
    }

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.gap
        columns: home.across
        rowSpacing: Theme.gap
        uniformCellWidths: true

        Repeater {
            model: home.model.cards

            ActionCard {
                required property int index
                required property var modelData

                Layout.columnSpan: index === 0 && home.oddCards && home.across === 2 ? 2 : 1
                Layout.fillHeight: true
                Layout.fillWidth: true
                accented: index === 0
                hint: modelData.hint
                flat: Theme.landscape || Theme.reach
                leastHeight: Theme.mm(Theme.landscape ? 44 : 74)
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

    Notices {
        shown: home.model.notices.slice(home.noticesAbove)
    }

    component Notices: Repeater {
        required property var shown

        model: shown

        Notice {
            required property var modelData

            Layout.fillHeight: Theme.landscape
            Layout.fillWidth: true
            detail: modelData.detail
            text: modelData.text
            tone: modelData.information ? Notice.Information : Notice.Caution
        }
    }
}
