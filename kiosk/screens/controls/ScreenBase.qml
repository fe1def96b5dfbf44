import QtQuick
import Frontdoor

// What Stage and Frame expect of every screen.
FocusScope {
    property string place: Session.deskName
    property string title: ""
    // See Stage: how far above the page the heading stands; 0: in the page.
    property int headingAbove: 0
    property bool lettered: false

    // The screen has just become the one that is seen: focus goes to its title.
    function arrive(): void {
        forceActiveFocus(Qt.OtherFocusReason);
    }
}
