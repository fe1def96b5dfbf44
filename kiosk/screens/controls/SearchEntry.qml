pragma ComponentBehavior: Bound

import QtQuick
import Frontdoor
import ".."

// One line to look for something: a glass in front, and a key that empties it.
Item {
    id: search

    property alias placeholderText: line.placeholderText
    property alias text: line.text
    property alias maximumLength: line.maximumLength
    readonly property alias typing: line.activeFocus

    signal edited(string text)
    signal emptied

    function takeFocus(): void {
        line.forceActiveFocus(Qt.TabFocusReason);
    }

    implicitHeight: line.implicitHeight

    TextEntry {
        id: line

        readonly property int beforeWords: glass.width + Theme.mm(15)
        readonly property int afterWords: Theme.mm(8) + (clear.visible ? clear.width : 0)

        anchors.fill: parent
        // Qt mirrors the words of a field, but not their padding.
        inputMethodHints: Qt.ImhNoPredictiveText
        leftPadding: Session.rightToLeft ? line.afterWords : line.beforeWords
        objectName: "search"
        rightPadding: Session.rightToLeft ? line.beforeWords : line.afterWords
        spokenName: qsTr("Search services")

        onTextEdited: search.edited(line.text)
    }

    Icon {
        id: glass

        anchors.left: parent.left
        anchors.leftMargin: Theme.mm(8.5)
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.muted
        name: "magnifying-glass"
        size: Math.round(Theme.subtitlePx * 1.2)
    }

    Touchable {
        id: clear

        anchors.right: parent.right
        anchors.rightMargin: Theme.mm(3)
        anchors.verticalCenter: parent.verticalCenter
        fill: "transparent"
        focusPolicy: Qt.TabFocus
        height: Math.min(Theme.touch, search.height - Theme.mm(3))
        objectName: "clearSearch"
        outline: "transparent"
        spokenName: qsTr("Clear the search")
        visible: line.text !== ""
        width: Theme.touch

        contentItem: Item {
            Icon {
                anchors.centerIn: parent
                color: Theme.ink
                name: "x"
                size: Theme.mm(9)
            }
        }

        onClicked: search.emptied()
    }
}
