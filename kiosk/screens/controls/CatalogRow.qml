import QtQuick

// One row of the catalog, as wide as the page. Base of headings, departments and services.
Item {
    id: row

    required property int index
    required property var cells
    // What is touched on it; null on a heading.
    property Repeater cards: null

    signal stepAsked(int direction)

    // By keys: the first or the last card of the row takes the focus. False where there is none.
    function takeFocus(direction: int): bool {
        if (!row.cards || row.cells.length === 0)
            return false;
        row.cards.itemAt(direction > 0 ? 0 : row.cells.length - 1).forceActiveFocus(Qt.TabFocusReason);
        return true;
    }

    // Rows out of sight are not there to be found by Tab, so the list leads from one to the next.
    function step(card: int, direction: int): void {
        const next = card + direction;
        if (next >= 0 && next < row.cells.length)
            row.cards.itemAt(next).forceActiveFocus(Qt.TabFocusReason);
        else
            row.stepAsked(direction);
    }

    ListView.onPooled: visible = false
    ListView.onReused: visible = true
}
