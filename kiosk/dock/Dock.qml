import QtQuick
import Frontdoor

// The drawer's window. It does not import the screens, whose own Window would take the place of Qt's.
Window {
    id: window

    required property DockModel model

    // Without the button that closes it: what is pushed in by its handle can be pulled out again.
    flags: Qt.Window | Qt.CustomizeWindowHint | Qt.WindowTitleHint
    title: "Dev dock"

    onClosing: close => {
        // Asked to close while the kiosk stays: pushed in. When the kiosk's window is gone, it goes too.
        close.accepted = !window.transientParent || !window.transientParent.visible;
        if (!close.accepted)
            window.model.pull(false);
    }

    DockPage {
        anchors.fill: parent
        model: window.model
    }
}
