pragma ComponentBehavior: Bound

import QtQuick
import Frontdoor
import "controls"

// The same on every screen: top bar, content, bottom bar. Full-screen pages hide both bars, which wait for the first frame.
Item {
    id: frame

    required property bool keyboardOpen
    required property bool lettered
    required property bool lowered
    required property bool warm
    readonly property bool cramped: frame.keyboardOpen && frame.height < Theme.mm(190)
    readonly property bool framed: Session.navigator.framed

    Rectangle {
        id: top

        anchors.left: parent.left
        anchors.right: parent.right
        color: Theme.card
        height: frame.cramped ? 0 : Math.max(Theme.topBar, bar.implicitHeight + Theme.mm(6))
        visible: frame.framed && !frame.cramped

        Loader {
            id: bar

            active: frame.warm || frame.framed
            anchors.fill: parent
            anchors.leftMargin: Theme.margin
            anchors.rightMargin: Theme.margin

            sourceComponent: TopBar {
                place: stage.place
            }
        }

        Hairline {
            anchors.bottom: parent.bottom
            width: parent.width
        }

        Hairline {
            anchors.top: parent.top
            visible: frame.lowered
            width: parent.width
        }
    }

    Stage {
        id: stage

        anchors.bottom: frame.framed ? bottom.top : parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: frame.framed && !frame.cramped ? top.bottom : parent.top
        headingAbove: frame.lowered ? top.height : 0
        lettered: frame.lettered
        warm: frame.warm
    }

    Rectangle {
        id: bottom

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        color: Theme.card
        height: frame.cramped ? Theme.mm(26) : Math.max(Theme.bottomBar, navigation.implicitHeight + Theme.mm(10))
        visible: frame.framed

        Hairline {
            anchors.top: parent.top
            width: parent.width
        }

        Loader {
            id: navigation

            active: frame.warm || frame.framed
            anchors.left: parent.left
            anchors.leftMargin: Theme.margin
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            anchors.verticalCenter: parent.verticalCenter

            sourceComponent: BottomBar {
                cramped: frame.cramped
            }
        }
    }
}
