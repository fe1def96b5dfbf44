import QtQuick
import QtQuick.Templates as T
import Frontdoor
import "controls"

// Draws the navigator's stack. Screens below the top stay alive, so the way back finds them as they were left.
T.StackView {
    id: stage

    // In reach mode headings stand above the lowered frame, this far above the page; 0: in the page.
    required property int headingAbove
    // Whether the letters of all languages are loaded.
    required property bool lettered
    required property bool warm
    property var components: ({})
    readonly property ScreenBase page: stage.currentItem as ScreenBase
    readonly property string place: stage.page ? stage.page.place : ""

    function componentOf(screen: string): Component {
        if (!stage.components[screen]) {
            const made = Qt.createComponent(screen + ".qml");
            if (made.status === Component.Error)
                console.error(made.errorString());
            stage.components[screen] = made;
        }
        return stage.components[screen] as Component;
    }

    function relay(screens: var): void {
        stage.clear(T.StackView.Immediate);
        for (const screen of screens)
            stage.push(stage.componentOf(screen), {
                "model": Session.model(screen)
            }, T.StackView.Immediate);
        stage.page.arrive();
    }

    function rearrange(keep: int, top: string): void {
        // A kiosk whose fault is known before its first frame has no Attract to show.
        if (top !== "" && !Session.model(top))
            return;
        const forward = top !== "" && keep >= stage.depth;
        const how = Theme.motionMs === 0 ? T.StackView.Immediate : T.StackView.Transition;
        if (keep === 0)
            stage.clear(T.StackView.Immediate);
        while (stage.depth > keep && (top !== "" || stage.depth > keep + 1))
            stage.pop(T.StackView.Immediate);
        if (top !== "")
            stage.push(stage.componentOf(top), {
                "model": Session.model(top)
            }, forward && keep > 0 ? how : T.StackView.Immediate);
        else if (stage.depth > keep)
            stage.pop(how);
        if (stage.page)
            stage.page.arrive();
    }

    popEnter: Transition {
        XAnimator {
            duration: Theme.motionMs
            easing.type: Easing.OutCubic
            from: (stage.mirrored ? 1 : -1) * Theme.mm(12)
            to: 0
        }
    }
    popExit: Transition {
        PropertyAction {
            property: "visible"
            value: false
        }
    }
    pushEnter: Transition {
        XAnimator {
            duration: Theme.motionMs
            easing.type: Easing.OutCubic
            from: (stage.mirrored ? -1 : 1) * Theme.mm(12)
            to: 0
        }
    }
    pushExit: Transition {
        PropertyAction {
            property: "visible"
            value: false
        }
    }

    Binding {
        property: "headingAbove"
        restoreMode: Binding.RestoreNone
        target: stage.page
        value: stage.headingAbove
        when: stage.page !== null
    }

    Binding {
        property: "lettered"
        restoreMode: Binding.RestoreNone
        target: stage.page
        value: stage.lettered
        when: stage.page !== null
    }

    // What has just come to stand under the finger must not be pressed by the second tap of a double tap.
    MouseArea {
        anchors.fill: parent
        enabled: Session.navigator.busy
        z: 1
    }

    Component.onCompleted: stage.rearrange(0, Session.navigator.screen)

    Connections {
        function onRearranged(keep: int, top: string): void {
            stage.rearrange(keep, top);
        }

        function onRelaid(screens: var): void {
            stage.relay(screens);
        }

        target: Session.navigator
    }

    Timer {
        property int next: 0
        readonly property list<string> names: ["Home", "Catalog", "Service", "Form", "Identify", "Review", "Accepted", "Language", "Access", "Help", "HelpCalled", "Warning"]

        interval: 30
        repeat: true
        running: stage.warm && next < names.length

        onTriggered: {
            stage.componentOf(names[next]);
            next += 1;
        }
    }
}
