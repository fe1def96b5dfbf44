pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import ".."

// How far one has come: "Step 2 of 4" and as many bars.
RowLayout {
    id: progress

    required property int position
    required property int total
    // Beside large letters many bars would be dots, and then stand over what is beside them: the words are enough.
    readonly property bool roomy: progress.width >= words.implicitWidth + progress.total * (progress.spacing + Theme.mm(3))

    Accessible.name: words.text
    Accessible.role: Accessible.ProgressBar
    // A row of words only is never wider than these, and so would never find room for its bars.
    Layout.maximumWidth: Number.POSITIVE_INFINITY
    spacing: Theme.mm(3)

    Words {
        id: words

        Accessible.ignored: true
        Layout.rightMargin: Theme.mm(0.5)
        color: Theme.muted
        font.bold: true
        font.pixelSize: Theme.hintPx
        text: qsTr("Step %1 of %2").arg(Numerals.of(progress.position)).arg(Numerals.of(progress.total))
        textFormat: Text.PlainText
    }

    Repeater {
        model: progress.roomy ? progress.total : 0

        Rectangle {
            required property int index

            Layout.fillWidth: true
            border.color: Theme.line
            border.width: Theme.highContrast ? Theme.hairline : 0
            color: index < progress.position ? Theme.accent : Theme.highContrast ? Theme.paper : Theme.line
            implicitHeight: Theme.mm(3)
            radius: height / 2
        }
    }
}
