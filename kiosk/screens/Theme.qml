pragma Singleton

import QtQuick
import Frontdoor

// Every size and colour of the interface. Sizes come from millimetres on the glass, never from a screen's pixels.
QtObject {
    id: theme

    readonly property Look look: Session.look
    readonly property Icons icons: Session.icons
    readonly property string iconFamily: theme.icons.family
    // Kept here as QML's own: asking Python takes ten times as long, and everything that is drawn asks.
    readonly property bool keysUsed: look.keysUsed
    readonly property bool rightToLeft: Session.rightToLeft

    readonly property color paper: look.colours.paper
    readonly property color card: look.colours.card
    readonly property color ink: look.colours.ink
    readonly property color muted: look.colours.muted
    readonly property color line: look.colours.line
    readonly property color edge: look.colours.edge
    readonly property color accent: look.colours.accent
    readonly property color accentInk: look.colours.on_accent
    readonly property color accentPressed: look.colours.accent_pressed
    // Words and marks on the tint: a shade stronger than the accent, to be read as well as on white.
    readonly property color accentWord: highContrast ? accent : mix(accent, accentPressed, 0.4)
    readonly property color tint: look.colours.tint
    readonly property color pressed: look.colours.pressed
    readonly property color caution: look.colours.caution
    readonly property color cautionTint: look.colours.caution_tint
    readonly property color success: look.colours.success
    readonly property color successInk: look.colours.on_success
    readonly property color successTint: look.colours.success_tint
    readonly property color stop: look.colours.stop
    readonly property color stopTint: look.colours.stop_tint
    readonly property color focus: look.colours.focus

    readonly property bool landscape: look.landscape
    readonly property bool highContrast: look.highContrast
    readonly property bool reach: look.reach && !look.landscape
    readonly property int textSize: look.textSize
    readonly property bool largeText: look.textSize >= 2

    readonly property real pxPerMm: look.pxPerMm
    readonly property int bodyPx: Math.ceil(look.capMm * look.pxPerMm / look.capRatio)
    readonly property int titlePx: Math.round(bodyPx * (landscape && largeText ? 1.45 : look.titleRatio))
    readonly property int subtitlePx: Math.round(bodyPx * 1.1)
    readonly property int headingPx: Math.round(bodyPx * 1.2)
    readonly property int hintPx: Math.round(bodyPx * 0.9)
    readonly property int hugePx: Math.round(bodyPx * (largeText ? 2.2 : 3.1))

    readonly property int margin: mm(16)
    readonly property int gap: mm(6)
    readonly property int smallGap: mm(4)
    readonly property int topBar: mm(landscape || reach ? 25 : 29.8)
    readonly property int bottomBar: mm(landscape || reach ? 30 : 39.7)
    readonly property int touch: mm(20.8)
    readonly property int smallTouch: mm(12.7)
    readonly property int navigationKey: mm(landscape || reach ? 22 : 25.8)
    readonly property int secondaryKey: mm(reach ? 24 : 27.3)
    readonly property int primaryKey: mm(reach ? 27.3 : 32.8)
    readonly property int optionRow: mm(reach ? 26 : 29.8)
    readonly property int iconTile: mm(20.8)
    readonly property int iconPx: Math.max(mm(9), Math.round(bodyPx * 1.16))

    readonly property int hairline: Math.max(1, mm(0.4))
    readonly property int strongLine: Math.max(2, mm(highContrast ? 1.2 : 0.9))
    readonly property int focusLine: Math.max(2, mm(1.2))
    readonly property int radius: mm(5.4)
    readonly property int smallRadius: mm(4)

    readonly property int motionMs: look.reducedMotion ? 0 : 140
    // How far a pressed button settles.
    readonly property int settle: look.reducedMotion ? 0 : mm(0.5)

    function mix(one: color, other: color, share: real): color {
        return Qt.rgba(one.r + (other.r - one.r) * share, one.g + (other.g - one.g) * share, one.b + (other.b - one.b) * share, 1);
    }

    function hasArabic(text: string): bool {
        return /[\u0600-\u06ff]/.test(text);
    }

    function mm(millimetres: real): int {
        return Math.round(millimetres * theme.pxPerMm);
    }
}
