import QtQuick
import "../../../../.."
import "../../../../../controls"

// A key with a drawing in place of a letter.
KeyFace {
    id: key

    required property string iconName
    property bool lit: false

    label: ""
    quiet: true

    Icon {
        anchors.centerIn: parent
        color: key.main ? Theme.accentInk : key.lit ? Theme.accent : Theme.ink
        name: key.lit ? key.iconName + "-fill" : key.iconName
        size: Theme.mm(9)
    }
}
