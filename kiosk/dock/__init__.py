"""The dev dock: a drawer beside the window of `kiosk demo`, to break the simulated devices and see what comes out.

A composition root like `demo`, and a room of its own: no kiosk that people use can come here (import-linter), and no
QML of the screens names what lies here. Its words are for developers, in English like all commands: they stand outside
the catalogues, and its QML never calls qsTr.
"""
