import QtQuick
import QtQuick.Layouts
import ".."

// Where a list has nothing to show: a drawing, what that means, and what to do now.
ColumnLayout {
    id: empty

    required property string text
    property string detail: ""
    property string illustration: "empty"

    Accessible.name: empty.detail === "" ? empty.text : qsTr("%1. %2").arg(empty.text).arg(empty.detail)
    Accessible.role: Accessible.StaticText
    spacing: Theme.mm(1)

    Illustration {
        Layout.alignment: Qt.AlignHCenter
        Layout.bottomMargin: Theme.mm(4)
        implicitHeight: Theme.mm(Theme.landscape || Theme.reach ? 40 : 76)
        picture: empty.illustration
    }

    Words {
        Accessible.ignored: true
        Layout.fillWidth: true
        color: Theme.ink
        font.bold: true
        font.pixelSize: Theme.headingPx
        horizontalAlignment: Text.AlignHCenter
        text: empty.text
    }

    Words {
        Accessible.ignored: true
        Layout.fillWidth: true
        color: Theme.muted
        font.pixelSize: Theme.bodyPx
        horizontalAlignment: Text.AlignHCenter
        text: empty.detail
        visible: text !== ""
    }
}
