import QtQuick
import QtQuick.Layouts
import ".."

// A screen inside the frame: title, content that may scroll, and the one next step pinned below it.
ScreenBase {
    id: page

    property string subtitle: ""
    // On a wide glass the next step stands beside the content, where there is room, not below it.
    readonly property bool sideways: Theme.landscape
    readonly property bool raised: page.headingAbove > 0
    property alias head: header.data
    property alias actions: footer.data
    property alias spacing: area.spacing
    property alias scroll: area
    default property alias content: area.content

    function arrive(): void {
        heading.forceActiveFocus(Qt.OtherFocusReason);
    }

    ScrollArea {
        id: area

        anchors.bottom: footer.visible && !page.sideways ? footer.top : parent.bottom
        anchors.bottomMargin: footer.visible && !page.sideways ? Theme.mm(5) : 0
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.rightMargin: footer.visible && page.sideways ? footer.width + Theme.margin : 0
        anchors.top: parent.top
        sideMargin: Theme.margin
        topMargin: page.raised ? Theme.mm(6) : Theme.mm(Theme.landscape ? 8 : 12)

        Item {
            id: headingPlace

            Layout.bottomMargin: Math.max(0, Theme.mm(9) - area.spacing)
            Layout.fillWidth: true
            implicitHeight: top.implicitHeight
            visible: !page.raised
        }
    }

    // In its place at the top of the content; in reach mode above the frame, where there is nothing to touch.
    ColumnLayout {
        id: top

        parent: page.raised ? page : headingPlace
        spacing: Theme.mm(1.5)
        width: page.raised ? page.width - 2 * Theme.margin : headingPlace.width
        x: page.raised ? Theme.margin : 0
        y: page.raised ? -page.headingAbove - top.height - Theme.mm(12) : 0

        ColumnLayout {
            id: header

            Layout.bottomMargin: area.spacing + Theme.mm(0.5)
            Layout.fillWidth: true
            spacing: Theme.mm(8)
            visible: children.length > 0
        }

        Title {
            id: heading

            Layout.fillWidth: true
            text: page.title
        }

        Subtitle {
            Layout.fillWidth: true
            text: page.subtitle
            visible: page.subtitle !== ""
        }
    }

    ColumnLayout {
        id: footer

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.mm(page.raised ? 6 : Theme.landscape ? 9 : 11)
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        spacing: Theme.smallGap
        width: page.sideways ? Math.round(page.width * 0.3) : page.width - 2 * Theme.margin
        visible: children.length > 0
    }
}
