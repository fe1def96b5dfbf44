import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// What stands above the lowered frame in reach mode: nothing to touch.
Item {
    ColumnLayout {
        anchors.centerIn: parent
        spacing: Theme.gap
        width: parent.width - 2 * Theme.margin

        IconTile {
            Layout.alignment: Qt.AlignHCenter
            name: Session.brandIcon
        }

        Subtitle {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: Session.deskName
        }
    }
}
