import QtQuick
import Frontdoor
import ".."

// One of our drawings, in the colours of the theme; it only goes with words that say the same.
Drawing {
    Accessible.ignored: true
    colours: Theme.look.colours
    implicitHeight: Theme.mm(60)
    implicitWidth: Math.round(implicitHeight * 1.6)
    mirrored: Session.rightToLeft
}
