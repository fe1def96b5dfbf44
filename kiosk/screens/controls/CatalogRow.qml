pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import ".."

// One row of the catalog, as wide as the page: a heading, the departments, or as many services as stand beside each other.
Item {
    id: row

    required property int index
    required property string kind
    required property string title
    required property var cells
    required property int columns
    readonly property bool heading: row.kind === "heading"
    readonly property bool services: row.kind === "services"

    signal departmentTouched(string department)
    signal serviceTouched(string service)
    signal stepAsked(int direction)

    // By keys: the first or the last card of the row takes the focus. False where there is none.
    function takeFocus(direction: int): bool {
        const cards = row.services ? offers : row.kind === "departments" ? departments : null;
        if (!cards || row.cells.length === 0)
            return false;
        cards.itemAt(direction > 0 ? 0 : row.cells.length - 1).forceActiveFocus(Qt.TabFocusReason);
        return true;
    }

    // Rows out of sight are not there to be found by Tab, so the list leads from one to the next.
    function step(card: int, direction: int): void {
        const next = card + direction;
        const cards = row.services ? offers : departments;
        if (next >= 0 && next < row.cells.length)
            cards.itemAt(next).forceActiveFocus(Qt.TabFocusReason);
        else
            row.stepAsked(direction);
    }

    implicitHeight: row.heading ? words.height + (row.index > 0 ? Theme.mm(6) : 0) : row.services ? grid.implicitHeight : chips.height

    Strong {
        id: words

        Accessible.role: Accessible.Heading
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        color: Theme.muted
        text: row.title
        visible: row.heading
    }

    Flow {
        id: chips

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        spacing: Theme.smallGap
        visible: row.kind === "departments"

        Repeater {
            id: departments

            model: chips.visible ? row.cells : []

            Pill {
                id: chip

                required property int index
                required property var modelData

                Accessible.description: qsTr("%1 of %2").arg(Numerals.of(chip.modelData.position)).arg(Numerals.of(chip.modelData.total))
                iconName: chip.modelData.icon
                objectName: "department." + chip.modelData.id
                spokenName: chip.modelData.summary === "" ? chip.text : qsTr("%1. %2").arg(chip.text).arg(chip.modelData.summary)
                text: chip.modelData.title
                width: Math.min(implicitWidth, chips.width)

                Keys.onBacktabPressed: row.step(chip.index, -1)
                Keys.onTabPressed: row.step(chip.index, 1)
                onClicked: row.departmentTouched(chip.modelData.id)
            }
        }
    }

    GridLayout {
        id: grid

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        columnSpacing: Theme.smallGap
        columns: row.columns
        uniformCellWidths: true
        visible: row.services

        Repeater {
            id: offers

            model: row.services ? row.columns : 0

            ActionCard {
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
                wide: true

                Keys.onBacktabPressed: row.step(card.index, -1)
                Keys.onTabPressed: row.step(card.index, 1)
                onClicked: row.serviceTouched(card.cell.id)
            }
        }
    }
}
