import QtQuick

// A line of anything.
TypedField {}
