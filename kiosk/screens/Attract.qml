import QtQuick
import Frontdoor
import "controls"

ScreenPage {
    required property AttractModel model
    title: "x"
}
