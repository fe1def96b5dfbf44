pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import ".."

// As many services as stand beside each other.
CatalogRow {
    id: row

    required property int columns

    signal serviceTouched(string service)

    cards: offers
    implicitHeight: grid.implicitHeight

    GridLayout {
        id: grid

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        columnSpacing: Theme.smallGap
        columns: row.columns
        uniformCellWidths: true

        Repeater {
            id: offers

            model: row.columns

            OfferCard {
                id: card

                required property int index
                readonly property var cell: card.index < row.cells.length ? row.cells[card.index] : null

                Accessible.description: card.cell ? qsTr("%1 of %2").arg(Numerals.of(card.cell.position)).arg(Numerals.of(card.cell.total)) : ""
                Layout.fillHeight: true
                Layout.fillWidth: true
                enabled: card.cell !== null
                hint: card.cell ? card.cell.summary : ""
                iconName: card.cell ? card.cell.icon : ""
                objectName: card.cell ? "service." + card.cell.id : ""
                // A row that is not full keeps its cards as wide as those above.
                opacity: card.cell ? 1 : 0
                text: card.cell ? card.cell.title : ""

                Keys.onBacktabPressed: row.step(card.index, -1)
                Keys.onTabPressed: row.step(card.index, 1)
                onClicked: row.serviceTouched(card.cell.id)
            }
        }
    }
}
