import QtQuick
import QtQuick.Layouts
import ".."

// Scrolls up and down only; says "More" while something lies below; keeps the focused field in view.
Flickable {
    id: area

    default property alias content: column.data
    property alias spacing: column.spacing
    property int sideMargin: 0
    property int maximumWidth: area.width
    readonly property Item focused: area.Window.activeFocusItem
    readonly property bool typing: area.focused && (area.focused instanceof TextInput || area.focused instanceof TextEdit) && area.holds(area.focused)

    // While the keys are up there is hardly room for what is typed: nothing lies over it.
    readonly property var keys: Qt.inputMethod
    readonly property bool keysUp: area.typing && area.keys.visible
    readonly property int overlaidMm: area.keysUp ? 0 : 20

    function reveal(item: Item): void {
        if (!item || !area.contains(area.mapFromItem(item, 0, 0)) && !area.holds(item))
            return;
        const whole = area.wholeOf(item);
        const top = whole.mapToItem(column, 0, 0).y - Theme.mm(8);
        // Clear of "More", which lies over the lower edge.
        const bottom = top + whole.height + Theme.mm(16 + area.overlaidMm);
        if (bottom > area.contentY + area.height)
            area.contentY = Math.min(bottom - area.height, Math.max(0, area.contentHeight - area.height));
        if (top < area.contentY)
            area.contentY = Math.max(-area.topMargin, top);
    }

    // A question is seen with its words and its fault, as long as all of it fits.
    function wholeOf(item: Item): Item {
        for (let parent = item.parent; parent && parent !== column; parent = parent.parent) {
            if (parent instanceof Whole && parent.height < area.height - Theme.mm(24 + area.overlaidMm))
                return parent;
        }
        return item;
    }

    function holds(item: Item): bool {
        for (let parent = item; parent; parent = parent.parent) {
            if (parent === column)
                return true;
        }
        return false;
    }

    boundsBehavior: Flickable.StopAtBounds
    clip: true
    contentHeight: column.implicitHeight + Theme.gap
    contentWidth: width
    flickableDirection: Flickable.VerticalFlick
    interactive: contentHeight + topMargin + bottomMargin > height

    // A fault that comes up below what is being typed must not stay out of sight.
    onContentHeightChanged: if (area.typing)
        Qt.callLater(area.reveal, area.focused)
    // Not for a finger on a button: what is pressed must not move away before it is released.
    onFocusedChanged: if (area.typing || area.focused && Theme.keysUsed && area.holds(area.focused))
        Qt.callLater(area.reveal, area.focused)
    onHeightChanged: if (area.typing)
        Qt.callLater(area.reveal, area.focused)

    ColumnLayout {
        id: column

        spacing: Theme.gap
        width: Math.min(area.width - 2 * area.sideMargin, area.maximumWidth)
        x: Math.round((area.width - width) / 2)
    }

    MoreBelow {
        area: area
        quiet: area.keysUp
        parent: area
    }
}
