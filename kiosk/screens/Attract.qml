pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// Nobody is here: a greeting in every language in turn, to be read from across the hall. A touch anywhere starts a visit.
// The first frame is the greeting alone; what else there is comes once the letters of all languages are loaded.
ScreenBase {
    id: attract

    required property AttractModel model
    property int turn: 0
    readonly property var greeting: attract.model.greetings[attract.turn % attract.model.greetings.length]
    readonly property bool sideways: Theme.landscape

    Accessible.name: attract.greeting.start
    Accessible.onPressAction: Session.navigator.go("start")
    Accessible.role: Accessible.Button
    title: attract.greeting.title

    function greetNext(): void {
        attract.turn = (attract.turn + 1) % attract.model.greetings.length;
    }

    Timer {
        interval: 4000
        objectName: "nextGreeting"
        repeat: true
        running: attract.visible

        onTriggered: {
            attract.model.refresh();
            if (Theme.motionMs > 0 && attract.model.greetings.length > 1)
                change.restart();
            else
                attract.greetNext();
        }
    }

    SequentialAnimation {
        id: change

        objectName: "fade"

        NumberAnimation {
            duration: 80
            property: "opacity"
            target: words
            to: 0
        }
        ScriptAction {
            script: attract.greetNext()
        }
        NumberAnimation {
            duration: 90
            property: "opacity"
            target: words
            to: 1
        }
    }

    // The start key says it; a touch beside it means the same.
    TapHandler {
        id: everywhere

        gesturePolicy: TapHandler.ReleaseWithinBounds

        onTapped: Session.navigator.go("start")
    }

    Rectangle {
        id: panel

        anchors.left: parent.left
        anchors.top: parent.top
        clip: true
        color: everywhere.pressed ? Theme.accentPressed : Theme.accent
        height: attract.sideways ? parent.height : Math.min(Math.round(parent.height * 0.72), parent.height - foot.implicitHeight)
        width: attract.sideways ? Math.round(parent.width * 0.64) : parent.width

        Loader {
            active: attract.lettered && !Theme.highContrast
            anchors.bottom: parent.bottom
            anchors.right: parent.right
            anchors.rightMargin: -Math.round(width * 0.14)
            anchors.top: parent.top
            anchors.topMargin: Math.round(parent.height * 0.09)
            width: Math.round(panel.width * (attract.sideways ? 0.62 : 0.9))

            sourceComponent: Archway {}
        }

        BrandLine {
            id: brand

            anchors.left: parent.left
            anchors.margins: Theme.margin
            anchors.right: clock.left
            anchors.top: parent.top
            inverted: true
        }

        Words {
            id: clock

            Accessible.name: text
            Accessible.role: Accessible.Clock
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            anchors.verticalCenter: brand.verticalCenter
            color: Theme.accentInk
            font.bold: true
            font.pixelSize: Math.round(Theme.bodyPx * 1.5)
            text: attract.lettered ? attract.model.times[attract.turn % attract.model.greetings.length] : ""
        }

        ColumnLayout {
            id: words

            // What the greeting may take between the brand and its subtitle.
            readonly property real room: start.y - anchors.bottomMargin - brand.y - brand.height - (subtitle.visible ? subtitle.height : 0) - 2 * spacing

            LayoutMirroring.childrenInherit: true
            LayoutMirroring.enabled: attract.greeting.rightToLeft
            anchors.bottom: start.top
            anchors.bottomMargin: Theme.mm(attract.sideways ? 8 : 13)
            anchors.left: parent.left
            anchors.leftMargin: Theme.margin
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            spacing: Theme.mm(attract.sideways ? 1 : 3)

            Words {
                Accessible.name: text
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                color: Theme.accentInk
                font.bold: true
                font.pixelSize: Math.floor(Math.min(panel.height * 0.19, words.room / (1.25 * measure.lines), 0.96 * words.width / measure.advanceWidth * measure.font.pixelSize))
                horizontalAlignment: Text.AlignLeft
                lineHeight: arabic ? Math.round(font.pixelSize * 1.3) : 0.8
                text: attract.greeting.title
                textFormat: Text.PlainText
                tight: true
            }

            Words {
                id: subtitle

                Accessible.name: text
                Accessible.role: Accessible.StaticText
                Layout.fillWidth: true
                color: Theme.accentInk
                font.pixelSize: Math.round(Theme.bodyPx * (Theme.largeText ? 1.1 : attract.sideways ? 1.3 : 1.6))
                horizontalAlignment: Text.AlignLeft
                text: attract.greeting.subtitle
                textFormat: Text.PlainText
                visible: !attract.sideways || Theme.textSize < 3
                wrapMode: Text.Wrap
            }
        }

        TextMetrics {
            id: measure

            // At the worst each word has a line of its own.
            readonly property int lines: attract.greeting.title.split(" ").length

            font.bold: true
            font.pixelSize: 100
            text: attract.greeting.longestWord
        }

        AppButton {
            id: start

            LayoutMirroring.enabled: attract.greeting.rightToLeft
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.margin
            anchors.left: parent.left
            anchors.leftMargin: Theme.margin
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            focus: true
            iconName: "hand-pointing"
            implicitHeight: Math.max(Theme.mm(attract.sideways ? 34 : 50), implicitContentHeight + topPadding + bottomPadding)
            objectName: "touchToStart"
            radius: Theme.radius
            text: attract.greeting.start
            textPx: Math.round(Theme.bodyPx * (Theme.largeText ? 1.2 : attract.sideways ? 1.5 : 1.8))

            onClicked: Session.navigator.go("start")
        }
    }

    Loader {
        id: foot

        active: attract.lettered
        anchors.bottom: parent.bottom
        anchors.left: attract.sideways ? panel.right : parent.left
        anchors.right: parent.right
        anchors.top: attract.sideways ? parent.top : panel.bottom

        sourceComponent: AttractFoot {
            model: attract.model
            sideways: attract.sideways
        }
    }
}
