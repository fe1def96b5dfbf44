import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// Mark (goes home), where I am, language, access.
RowLayout {
    id: bar

    required property string place

    // Pixels. Chinese may break between any two characters.
    function longestWord(words: string): real {
        return Math.max(1, ...words.split(/[\s\u3000-\u9fff\uff00-\uffef]+/).map(word => metrics.advanceWidth(word)));
    }

    spacing: Theme.mm(5)

    FontMetrics {
        id: metrics

        font.bold: true
        font.pixelSize: Theme.largeText ? Theme.bodyPx : Math.round(Theme.bodyPx * 1.03)
    }

    Touchable {
        id: mark

        // The mark stands on the margin and is smaller than what is touched, which reaches beyond it.
        readonly property int beyond: mark.implicitWidth - Theme.mm(16)

        Layout.rightMargin: -mark.beyond
        background: BrandMark {
            pressed: mark.pressed

            FocusRing {
                shown: mark.activeFocus && Theme.keysUsed
            }
        }

        bottomInset: Math.round(mark.beyond / 2)
        implicitHeight: Theme.touch
        implicitWidth: Theme.touch
        leftInset: mark.mirrored ? mark.beyond : 0
        objectName: "home"
        rightInset: mark.mirrored ? 0 : mark.beyond
        spokenName: qsTr("Home")
        topInset: mark.beyond - mark.bottomInset

        onClicked: Session.navigator.go("home")
    }

    // A long word, as Greek has them, is set smaller rather than broken.
    Words {
        Accessible.name: text
        Accessible.role: Accessible.StaticText
        Layout.fillWidth: true
        color: Theme.ink
        elide: Text.ElideRight
        font.bold: true
        font.pixelSize: Math.floor(metrics.font.pixelSize * Math.max(0.8, Math.min(1, (width - Theme.mm(1)) / bar.longestWord(bar.place))))
        horizontalAlignment: Text.AlignLeft
        maximumLineCount: Theme.largeText ? 3 : 2
        objectName: "place"
        text: bar.place
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
    }

    Pill {
        bold: true
        iconName: "globe"
        objectName: "language"
        spokenName: qsTr("Language: %1").arg(Session.languageName)
        text: Session.languageName

        onClicked: Session.navigator.go("choose_language")
    }

    Pill {
        iconName: "wheelchair"
        objectName: "access"
        textPx: Math.round(Theme.bodyPx * 1.1)
        spokenName: qsTr("Larger text, contrast and reach")

        onClicked: Session.navigator.go("choose_access")
    }
}
