import QtQuick
import QtQuick.Layouts

// What belongs together and is scrolled into sight as one, wherever in it the focus is.
ColumnLayout {}
