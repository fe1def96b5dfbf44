import QtQuick
import QtQuick.Layouts
import ".."

// A screen inside the frame: title, content that may scroll, and the one next step pinned below it.
ScreenBase {
    id: page

    property string subtitle: ""
    // On a wide glass the next step stands beside the content, where there is room, not below it.
    readonly property bool sideways: Theme.landscape
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
        topMargin: Theme.mm(Theme.landscape ? 8 : 12)

        ColumnLayout {
            id: header

            Layout.bottomMargin: Theme.mm(2)
            Layout.fillWidth: true
            spacing: Theme.mm(8)
            visible: children.length > 0
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.bottomMargin: Math.max(0, Theme.mm(9) - area.spacing)
            spacing: Theme.mm(1.5)

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
    }

    ColumnLayout {
        id: footer

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.mm(Theme.landscape ? 9 : 11)
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        spacing: Theme.smallGap
        width: page.sideways ? Math.round(page.width * 0.3) : page.width - 2 * Theme.margin
        visible: children.length > 0
    }
}
