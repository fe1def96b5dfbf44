import QtQuick
import ".."

// Says "More" over the lower edge of what scrolls, while something lies below; a touch leads there.
Item {
    id: below

    required property Flickable area
    property bool quiet: false

    anchors.bottom: parent.bottom
    anchors.left: parent.left
    anchors.right: parent.right
    height: Theme.mm(24)
    visible: !below.quiet && below.area.interactive && !below.area.atYEnd && below.area.contentHeight + below.area.originY - below.area.contentY - below.area.height > Theme.mm(6)
    z: 1

    Rectangle {
        anchors.fill: parent

        gradient: Gradient {
            GradientStop {
                color: Qt.alpha(Theme.paper, 0)
                position: 0
            }
            GradientStop {
                color: Theme.paper
                position: 0.7
            }
        }
    }

    Pill {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.mm(2.5)
        anchors.horizontalCenter: parent.horizontalCenter
        bold: true
        fill: Theme.tint
        iconName: "arrow-down"
        objectName: "more"
        outline: Theme.accent
        text: qsTr("More")

        onClicked: below.area.contentY = Math.min(below.area.contentY + below.area.height * 0.8, below.area.contentHeight + below.area.originY - below.area.height)
    }
}
