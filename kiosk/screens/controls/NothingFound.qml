import QtQuick
import QtQuick.Layouts
import Frontdoor
import ".."

// Where a search leads nowhere: what to do now.
GridLayout {
    id: nothing

    signal cleared

    columnSpacing: Theme.margin
    columns: Theme.landscape ? 2 : 1
    rowSpacing: Theme.mm(10)
    uniformCellWidths: true

    EmptyState {
        Layout.fillWidth: true
        detail: qsTr("Try another word, or call someone.")
        text: qsTr("We found no service for that.")
    }

    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.gap
        columns: Theme.landscape || Theme.largeText ? 1 : 2
        rowSpacing: Theme.smallGap
        uniformCellWidths: true

        AppButton {
            Layout.fillWidth: true
            iconName: "x"
            objectName: "clearFilter"
            text: qsTr("Clear the search")

            onClicked: nothing.cleared()
        }

        AppButton {
            Layout.fillWidth: true
            iconName: "hand-waving"
            kind: AppButton.Tonal
            objectName: "callFromSearch"
            text: qsTr("Call someone")

            onClicked: Session.navigator.go("help")
        }
    }
}
