import QtQuick
import ".."

// What the rows below it have in common.
CatalogRow {
    id: row

    required property string title

    implicitHeight: words.height + (row.index > 0 ? Theme.mm(6) : 0)

    Strong {
        id: words

        Accessible.role: Accessible.Heading
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        color: Theme.muted
        text: row.title
    }
}
