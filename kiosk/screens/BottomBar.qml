import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// Back, Help, Finish: always there, always in the same place.
RowLayout {
    id: bar

    required property bool cramped
    readonly property bool stacked: Theme.largeText && !bar.cramped && !Theme.landscape
    readonly property int keyHeight: bar.cramped ? Theme.touch : Theme.navigationKey
    readonly property int wordPx: bar.cramped ? Math.min(Theme.bodyPx, Theme.mm(7.7)) : Math.min(Math.round(Theme.bodyPx * 1.04), Theme.mm(11))

    spacing: Theme.mm(4)

    AppButton {
        Layout.minimumWidth: Theme.mm(Theme.textSize < 2 ? 58 : 48)
        Layout.preferredHeight: Math.max(bar.keyHeight, implicitContentHeight + Theme.mm(4))
        iconName: "arrow-left"
        kind: AppButton.Plain
        leftPadding: Theme.mm(4)
        objectName: "back"
        rightPadding: Theme.mm(4)
        stacked: bar.stacked
        text: qsTr("Back")
        textPx: bar.wordPx

        onClicked: Session.navigator.go("back")
    }

    Item {
        Layout.fillWidth: true
    }

    AppButton {
        Layout.minimumWidth: Theme.mm(Theme.textSize < 2 ? 84 : 60)
        Layout.preferredHeight: Math.max(bar.keyHeight, implicitContentHeight + Theme.mm(4))
        iconName: "hand-waving"
        kind: AppButton.Tonal
        leftPadding: Theme.mm(6)
        objectName: "help"
        rightPadding: Theme.mm(6)
        spokenName: qsTr("Help: call someone")
        stacked: bar.stacked
        text: qsTr("Call someone")
        textPx: bar.wordPx

        onClicked: Session.navigator.go("help")
    }

    Item {
        Layout.fillWidth: true
    }

    AppButton {
        Layout.minimumWidth: Theme.mm(Theme.textSize < 2 ? 58 : 48)
        Layout.preferredHeight: Math.max(bar.keyHeight, implicitContentHeight + Theme.mm(4))
        iconAtEnd: !bar.stacked
        iconName: "sign-out"
        kind: AppButton.Plain
        leftPadding: Theme.mm(4)
        objectName: "finish"
        rightPadding: Theme.mm(4)
        stacked: bar.stacked
        text: qsTr("Finish")
        textPx: bar.wordPx

        onClicked: Session.navigator.go("finish")
    }
}
