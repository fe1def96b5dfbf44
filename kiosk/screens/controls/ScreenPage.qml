import QtQuick
import QtQuick.Layouts
import Frontdoor
import ".."

// A screen inside the frame: title, content that may scroll, and the one next step pinned below it.
ScreenBase {
    id: page

    property string subtitle: ""
    // On a wide glass the next step stands beside the content, where there is room, not below it.
    readonly property bool sideways: Theme.landscape
    // A heading that is too long to stand above the lowered frame, under the brand, stays in the content.
    readonly property bool raised: page.headingAbove > 0 && top.implicitHeight < page.Window.height / 2 - Theme.mm(54)
    // On a wide glass the heading stands above the next step, both beside the content, where it fits there.
    property bool headingBeside: false
    // The page as tall as it is without the keyboard, which must not send the heading to and fro.
    property int besideHeight: 0
    readonly property bool beside: page.headingBeside && page.sideways && rail.least < page.besideHeight
    // Large words may leave room for the title only: then the line under it begins the content.
    readonly property bool subtitleBeside: rail.least + subtitleThere.height < page.besideHeight
    property alias head: header.data
    property alias actions: footer.data
    property alias spacing: area.spacing
    property alias scroll: area
    default property alias content: area.content

    function arrive(): void {
        heading.forceActiveFocus(Qt.OtherFocusReason);
    }

    onHeightChanged: if (!area.keysUp)
        page.besideHeight = page.height

    ScrollArea {
        id: area

        anchors.bottom: footer.visible && !page.sideways ? footer.top : parent.bottom
        anchors.bottomMargin: footer.visible && !page.sideways ? Theme.mm(5) : 0
        anchors.left: page.beside ? rail.right : parent.left
        anchors.right: parent.right
        anchors.rightMargin: footer.visible && page.sideways && !page.beside ? footer.width + Theme.margin : 0
        anchors.top: parent.top
        sideMargin: Theme.margin
        topMargin: page.raised ? Theme.mm(6) : Theme.mm(Theme.landscape ? 8 : 12)

        Item {
            id: headingPlace

            Layout.bottomMargin: Math.max(0, Theme.mm(9) - area.spacing)
            Layout.fillWidth: true
            implicitHeight: top.implicitHeight
            visible: !page.raised && !page.beside
        }

        Subtitle {
            Layout.fillWidth: true
            text: page.subtitle
            visible: page.beside && !page.subtitleBeside && page.subtitle !== ""
        }
    }

    Item {
        id: rail

        // What heading and next step need beside the content; asked before they stand there.
        readonly property int least: area.topMargin + (header.children.length > 0 ? header.implicitHeight + Theme.mm(7) : 0) + titleThere.height + footer.implicitHeight + Theme.mm(Theme.largeText ? 30 : 18)

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.top: parent.top
        anchors.topMargin: area.topMargin
        visible: page.beside
        width: Math.round(page.width * 0.34) - Theme.margin

        Title {
            id: titleThere

            activeFocusOnTab: false
            text: page.title
            visible: false
            width: rail.width
        }

        // While the heading is not seen it still is heard.
        Item {
            Accessible.name: page.title
            Accessible.role: Accessible.Heading
            anchors.fill: parent
            visible: page.beside && !top.visible
        }

        Subtitle {
            id: subtitleThere

            text: page.subtitle
            visible: false
            width: rail.width
        }
    }

    // In its place at the top of the content or beside it; in reach mode above the frame, where there is nothing to touch.
    ColumnLayout {
        id: top

        parent: page.raised ? page : page.beside ? rail : headingPlace
        spacing: Theme.mm(1.5)
        // While the keyboard is open there may be room for the next step only.
        visible: !page.beside || !area.keysUp || top.height < rail.height - footer.height - Theme.mm(12)
        width: page.beside ? rail.width : area.width - 2 * Theme.margin
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
            visible: page.subtitle !== "" && (page.subtitleBeside || !page.beside)
        }
    }

    ColumnLayout {
        id: footer

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.mm(page.raised ? 6 : Theme.landscape ? 9 : 11)
        spacing: Theme.smallGap
        width: page.sideways ? rail.width : page.width - 2 * Theme.margin
        x: page.beside === Session.rightToLeft ? page.width - footer.width - Theme.margin : Theme.margin
        visible: children.length > 0
    }
}
