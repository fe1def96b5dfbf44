import QtQuick
import ".."

Rectangle {
    color: Theme.line
    implicitHeight: Theme.hairline
    implicitWidth: Theme.mm(20)
}
