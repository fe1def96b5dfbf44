"""What comes from the glass and from keys, before any screen gets it: signs of life, and a finger that rests."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import Property, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtQml import QmlElement

from kiosk.screens.decorators import QmlUncreatable

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.KeyPress,
        QEvent.Type.Wheel,
    }
)

_PRESSES = frozenset({QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress})
_RELEASES = frozenset({QEvent.Type.TouchEnd, QEvent.Type.TouchCancel, QEvent.Type.MouseButtonRelease})


@cache
def _navigation_keys() -> frozenset[int]:
    # Made at the first key: the enums of `Qt` take 20 ms, which the first frame does without.
    from PySide6.QtCore import Qt

    keys = Qt.Key
    return frozenset({keys.Key_Tab, keys.Key_Backtab, keys.Key_Up, keys.Key_Down, keys.Key_Left, keys.Key_Right})


@QmlElement
@QmlUncreatable("made in Python")
class Glass(QObject):
    """An event filter for the window; it keeps no event from anybody. Interface thread."""

    pressedChanged = Signal()

    def __init__(self, *, alive: Callable[[], None], use_keys: Callable[[bool], None], parent: QObject) -> None:
        """`alive` is called at each sign of life; `use_keys` is told whether the person works by keys."""
        super().__init__(parent)
        self._alive = alive
        self._use_keys = use_keys
        self._pressed = False
        # A release is first delivered, then told: until then what is under the finger stays there.
        self._lifted = QTimer(self)
        self._lifted.setSingleShot(True)
        self._lifted.setInterval(0)
        self._lifted.timeout.connect(self._lift)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Every touch and key is a sign of life."""
        kind = event.type()
        if kind in _SIGNS_OF_LIFE:
            self._alive()
            if not isinstance(event, QKeyEvent):
                self._use_keys(False)
            elif event.key() in _navigation_keys():
                self._use_keys(True)
        if kind in _PRESSES:
            self._lifted.stop()
            self._set_pressed(True)
        elif kind in _RELEASES:
            self._lifted.start()
        return False

    @Property(bool, notify=pressedChanged)
    def pressed(self) -> bool:
        """Whether a finger rests on the glass."""
        return self._pressed

    @Slot()
    def _lift(self) -> None:
        self._set_pressed(False)

    def _set_pressed(self, pressed: bool) -> None:
        if pressed != self._pressed:
            self._pressed = pressed
            self.pressedChanged.emit()
