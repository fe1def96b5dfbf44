import QtQuick
import QtQuick.Layouts
import ".."

// A strip that tells something: never by colour alone, always icon and words.
Rectangle {
    id: notice

    enum Tone {
        Information,
        Caution,
        Success,
        Stop
    }

    property string detail: ""
    property string iconName: notice.tone === Notice.Success ? "check-circle" : notice.tone === Notice.Information ? "info" : notice.tone === Notice.Stop ? "x-circle" : "warning"
    property bool strong: false
    required property string text
    property int tone: Notice.Information
    readonly property color wordColour: notice.tone === Notice.Success ? Theme.success : notice.tone === Notice.Caution ? Theme.caution : notice.tone === Notice.Stop ? Theme.stop : Theme.accentWord

    Accessible.name: notice.detail === "" ? notice.text : qsTr("%1. %2").arg(notice.text).arg(notice.detail)
    Accessible.role: Accessible.AlertMessage
    border.color: notice.wordColour
    border.width: Theme.highContrast ? Theme.hairline : 0
    color: notice.tone === Notice.Success ? Theme.successTint : notice.tone === Notice.Caution ? Theme.cautionTint : notice.tone === Notice.Stop ? Theme.stopTint : Theme.tint
    implicitHeight: Math.max(Theme.mm(20), row.implicitHeight + Theme.mm(8))
    implicitWidth: row.implicitWidth + Theme.mm(14)
    radius: Theme.smallRadius

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.leftMargin: Theme.mm(7)
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm(7)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.mm(6)

        Icon {
            Layout.alignment: Qt.AlignVCenter
            color: notice.wordColour
            name: notice.iconName
            size: Math.round(Theme.bodyPx * 1.3)
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Words {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: notice.wordColour
                font.bold: notice.strong
                font.pixelSize: Math.round(Theme.bodyPx * (notice.strong ? 1 : 0.95))
                horizontalAlignment: Text.AlignLeft
                text: notice.text
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
            }

            Words {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: notice.wordColour
                font.pixelSize: Theme.hintPx
                horizontalAlignment: Text.AlignLeft
                text: notice.detail
                textFormat: Text.PlainText
                visible: notice.detail !== ""
                wrapMode: Text.Wrap
            }
        }
    }
}
