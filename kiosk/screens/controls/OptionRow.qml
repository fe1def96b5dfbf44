import QtQuick
import QtQuick.Layouts
import ".."

// One answer to choose: a ring for one of several, a box for any of several.
Touchable {
    id: option

    property bool chosen: false
    property bool box: false
    property string hint: ""
    property int textPx: Theme.subtitlePx

    Accessible.checkable: true
    Accessible.checked: option.chosen
    Accessible.role: option.box ? Accessible.CheckBox : Accessible.RadioButton
    bottomPadding: Theme.mm(4)
    fill: option.chosen ? Theme.tint : Theme.card
    implicitHeight: Math.max(Theme.optionRow, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.mm(8)
    outline: option.chosen ? Theme.accent : Theme.line
    rightPadding: Theme.mm(8)
    spokenName: option.hint === "" ? option.text : qsTr("%1. %2").arg(option.text).arg(option.hint)
    strong: option.chosen
    topPadding: Theme.mm(4)

    contentItem: RowLayout {
        spacing: Theme.mm(6.6)

        Rectangle {
            Layout.alignment: Qt.AlignVCenter
            border.color: option.chosen ? Theme.accent : Theme.edge
            border.width: Math.max(2, Theme.mm(0.7))
            color: option.chosen ? Theme.accent : "transparent"
            implicitHeight: Theme.mm(11)
            implicitWidth: Theme.mm(11)
            radius: option.box ? Theme.mm(2) : width / 2

            Rectangle {
                anchors.centerIn: parent
                color: Theme.highContrast ? Theme.accentInk : Theme.tint
                height: Theme.mm(4)
                radius: width / 2
                visible: option.chosen && !option.box
                width: Theme.mm(4)
            }

            Icon {
                anchors.centerIn: parent
                color: Theme.accentInk
                name: option.chosen && option.box ? "check-bold" : ""
                size: Theme.mm(8)
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Words {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.ink
                font.bold: option.chosen
                font.pixelSize: option.textPx
                horizontalAlignment: Text.AlignLeft
                text: option.text
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
            }

            Words {
                Accessible.ignored: true
                Layout.fillWidth: true
                color: Theme.muted
                font.pixelSize: Theme.hintPx
                horizontalAlignment: Text.AlignLeft
                text: option.hint
                textFormat: Text.PlainText
                visible: option.hint !== ""
                wrapMode: Text.Wrap
            }
        }
    }
}
