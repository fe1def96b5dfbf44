pragma ComponentBehavior: Bound

import QtQuick
import QtQml.Models
import QtQuick.Layouts
import Frontdoor
import "controls"

// Everything that is offered: by department, by what is requested most, or narrowed by what is typed.
ScreenBase {
    id: catalog

    required property CatalogModel model
    readonly property int columns: Theme.landscape ? 2 : 1
    // The head stays in sight unless the list would get too little of the glass; then it scrolls away with it.
    readonly property bool pinned: head.height < 0.45 * catalog.height
    readonly property bool raised: catalog.headingAbove > 0
    // While the keyboard is open, what is found counts more than the title.
    property bool compact: false

    function arrive(): void {
        catalog.compact = catalog.model.typingFirst;
        if (catalog.model.typingFirst)
            search.takeFocus();
        else
            heading.forceActiveFocus(Qt.OtherFocusReason);
    }

    title: catalog.model.departmentTitle !== "" ? catalog.model.departmentTitle : catalog.model.problems ? qsTr("What is the problem?") : qsTr("What do you need?")

    Component.onCompleted: catalog.model.arrange(catalog.columns)
    onColumnsChanged: catalog.model.arrange(catalog.columns)

    Connections {
        function onStepped(): void {
            rows.toTop();
            catalog.compact = false;
            heading.forceActiveFocus(Qt.OtherFocusReason);
        }

        function onTypedChanged(): void {
            rows.toTop();
        }

        function onChanged(): void {
            if (catalog.model.outcome !== "")
                rows.Accessible.announce(catalog.model.outcome);
        }

        target: catalog.model
    }

    ListView {
        id: rows

        // By keys: the card after the last one of row `from`, or before its first, wherever it is.
        function step(from: int, direction: int): void {
            for (let next = from + direction; next >= 0 && next < rows.count; next += direction) {
                rows.positionViewAtIndex(next, ListView.Contain);
                if ((rows.itemAtIndex(next) as CatalogRow)?.takeFocus(direction))
                    return;
            }
            const after = (direction > 0 ? end : search).nextItemInFocusChain(direction > 0);
            if (direction < 0)
                search.takeFocus();
            else if (after)
                after.forceActiveFocus(Qt.TabFocusReason);
        }

        function toTop(): void {
            rows.cancelFlick();
            rows.contentY = rows.originY - rows.topMargin;
        }

        anchors.fill: parent
        bottomMargin: Theme.mm(24)
        boundsBehavior: Flickable.StopAtBounds
        // Qt warns of rows that it was still making ahead of time when all of them are replaced.
        cacheBuffer: 0
        clip: true
        flickableDirection: Flickable.VerticalFlick
        interactive: contentHeight + topMargin + bottomMargin > height
        model: catalog.model.rows
        reuseItems: true
        spacing: Theme.smallGap
        topMargin: head.height

        delegate: DelegateChooser {
            role: "kind"

            DelegateChoice {
                roleValue: "heading"

                CatalogHeading {
                    width: rows.width
                }
            }
            DelegateChoice {
                roleValue: "departments"

                CatalogDepartments {
                    width: rows.width

                    onDepartmentTouched: department => catalog.model.openDepartment(department)
                    onStepAsked: direction => rows.step(index, direction)
                }
            }
            DelegateChoice {
                roleValue: "services"

                CatalogServices {
                    columns: catalog.columns
                    width: rows.width

                    onServiceTouched: service => Session.navigator.go("open_service", service)
                    onStepAsked: direction => rows.step(index, direction)
                }
            }
        }

        onTopMarginChanged: if (!rows.moving)
            rows.toTop()
    }

    Item {
        id: end

        activeFocusOnTab: false
    }

    Rectangle {
        id: head

        color: Theme.paper
        height: grid.implicitHeight + grid.anchors.topMargin + Theme.mm(6)
        width: catalog.width
        y: catalog.pinned ? 0 : Math.min(0, rows.originY - rows.topMargin - rows.contentY)

        GridLayout {
            id: grid

            anchors.left: parent.left
            anchors.leftMargin: Theme.margin
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            anchors.top: parent.top
            anchors.topMargin: Theme.mm(catalog.compact || catalog.raised || Theme.landscape ? 8 : 12)
            columnSpacing: Theme.gap
            columns: headingPlace.visible && Theme.landscape ? 2 : 1
            rowSpacing: Theme.mm(8)
            uniformCellWidths: true

            Item {
                id: headingPlace

                Layout.alignment: Qt.AlignVCenter
                Layout.fillWidth: true
                implicitHeight: titles.implicitHeight
                visible: !catalog.compact && !catalog.raised
            }

            SearchEntry {
                id: search

                Layout.alignment: Qt.AlignVCenter
                Layout.fillWidth: true
                maximumLength: catalog.model.typedLimit
                placeholderText: qsTr("Search")
                text: catalog.model.typed

                onEdited: text => catalog.model.type(text)
                onEmptied: catalog.model.clear()
                onTypingChanged: if (search.typing) {
                    catalog.compact = true;
                    catalog.model.getReady();
                }
            }
        }
    }

    // In its place beside the search; in reach mode above the frame, where there is nothing to touch.
    ColumnLayout {
        id: titles

        parent: catalog.raised ? catalog : headingPlace
        spacing: Theme.mm(1.5)
        visible: !catalog.compact
        width: catalog.raised ? catalog.width - 2 * Theme.margin : headingPlace.width
        x: catalog.raised ? Theme.margin : 0
        y: catalog.raised ? -catalog.headingAbove - titles.height - Theme.mm(12) : 0

        Title {
            id: heading

            Layout.fillWidth: true
            text: catalog.title
        }

        Subtitle {
            Layout.fillWidth: true
            text: catalog.model.departmentSummary !== "" ? catalog.model.departmentSummary : qsTr("Choose what fits best, or type it.")
            visible: !Theme.landscape || !Theme.largeText
        }
    }

    MoreBelow {
        area: rows
    }

    Loader {
        active: catalog.model.nothingFound
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom

        sourceComponent: ScrollArea {
            sideMargin: Theme.margin

            NothingFound {
                Layout.fillWidth: true

                onCleared: catalog.model.clear()
            }
        }
    }
}
