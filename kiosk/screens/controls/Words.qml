import QtQuick
import ".."

// Base of all texts. Noto Sans Arabic has very tall line metrics (1.37 em up, 0.74 down): its lines are set to a fixed
// height and drawn up by the excess, so that Arabic stands where Latin does.
Text {
    id: words

    property bool tight: false
    readonly property bool arabic: Theme.hasArabic(words.text)

    bottomPadding: words.arabic ? Math.round(words.font.pixelSize * (words.tight ? 0.22 : 0.05)) : 0
    horizontalAlignment: Text.AlignLeft
    lineHeight: words.arabic ? Math.round(words.font.pixelSize * (words.tight ? 1.45 : 1.7)) : words.tight ? 0.88 : 1.03
    lineHeightMode: words.arabic ? Text.FixedHeight : Text.ProportionalHeight
    textFormat: Text.PlainText
    topPadding: words.arabic ? -Math.round(words.font.pixelSize * 0.27) : 0
    wrapMode: Text.Wrap
}
