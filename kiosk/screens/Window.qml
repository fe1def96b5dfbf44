import QtQuick
import QtQuick.Window
import Frontdoor

// The one window. In reach mode the frame stands in the lower half of the glass; full-screen pages see to that themselves.
Window {
    id: window

    property bool fullScreen: false
    property bool lettered: false
    property bool warm: false
    property real keyboardHeight: 0

    color: Theme.paper
    title: Session.deskName
    visibility: window.fullScreen ? Window.FullScreen : Window.Windowed
    visible: true

    onHeightChanged: Theme.look.fitWindow(window.width, window.height)
    onWidthChanged: Theme.look.fitWindow(window.width, window.height)

    // The keyboard comes and goes with the focus, and that moves when a finger comes down. The frame waits until it is
    // lifted: what is pressed must not move away from under it.
    Binding {
        property: "keyboardHeight"
        restoreMode: Binding.RestoreNone
        target: window
        value: keyboard.item ? (keyboard.item as KeyboardPanel).taken : 0
        when: !Session.glass.pressed
    }

    Item {
        id: glass

        LayoutMirroring.childrenInherit: true
        LayoutMirroring.enabled: Session.rightToLeft
        anchors.fill: parent

        ReachBanner {
            anchors.bottom: frame.top
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            visible: frame.lowered
        }

        Frame {
            id: frame

            anchors.bottom: parent.bottom
            anchors.bottomMargin: window.keyboardHeight
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.topMargin: frame.lowered ? Math.round(parent.height / 2) : 0
            keyboardOpen: window.keyboardHeight > 0
            lettered: window.lettered
            lowered: Theme.reach && !frame.keyboardOpen && frame.framed
            warm: window.warm
        }
    }

    Loader {
        id: keyboard

        active: window.warm
        anchors.fill: parent
        source: "KeyboardPanel.qml"
    }
}
