"""Where the person is: a stack of screens that obeys `domain.flow` and nothing else. Interface thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.flow import ASIDES, FULL_SCREEN, Move, Return, Screen, destination
from kiosk.screens.decorators import QmlUncreatable

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1

GUARD_MS = 180
"""How long taps do nothing after a change: as long as the longest motion (UI.md, "Shape"). A second tap of a double
tap must not press what has just come to stand under the finger."""


class Listener(Protocol):
    """Who is told of changes before they are drawn."""

    def entering(self, screen: Screen, argument: str) -> None:
        """`screen` is about to be laid on the stack."""
        ...

    def leaving(self, screen: Screen) -> None:
        """`screen` was taken off the stack."""
        ...

    def stepping_back(self, screen: Screen) -> bool:
        """Whether `screen` went back within itself, so that the stack stays as it is."""
        ...


@QmlElement
@QmlUncreatable("made in Python")
class Navigator(QObject):
    """The stack of screens. `Stage.qml` draws it: it keeps each screen's item alive as long as it is on the stack."""

    rearranged = Signal(int, str)
    """Keep this many screens from the bottom, then lay this one on top (empty: none)."""
    relaid = Signal(list)
    """All items are made anew, for this stack."""
    screenChanged = Signal()
    busyChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stack: list[Screen] = [Screen.ATTRACT]
        self._listener: Listener | None = None
        self._guard = QTimer(self)
        self._guard.setSingleShot(True)
        self._guard.setInterval(GUARD_MS)
        self._guard.timeout.connect(self.busyChanged)

    def listen(self, listener: Listener) -> None:
        """Tell `listener` of every change from now on."""
        self._listener = listener

    @property
    def stack(self) -> tuple[Screen, ...]:
        """From the bottom to what is seen."""
        return tuple(self._stack)

    @property
    def current(self) -> Screen:
        """What is seen."""
        return self._stack[-1]

    @Property(str, notify=screenChanged)
    def screen(self) -> str:
        return self._stack[-1].value

    @Property(bool, notify=screenChanged)
    def framed(self) -> bool:
        """Whether the screen stands in the frame with its two bars."""
        return self._stack[-1] not in FULL_SCREEN

    @Property(bool, notify=busyChanged)
    def busy(self) -> bool:
        """Whether a change was so recent that touches do not count."""
        return self._guard.isActive()

    @Slot(str, result=bool)
    @Slot(str, str, result=bool)
    def go(self, move: str, argument: str = "") -> bool:
        """Make `move` for a person, unless a change is under way. Tells whether it was made.

        `argument` is handed to the model of the screen that opens. Raises ValueError for a word that is no move.
        """
        wanted = Move(move)
        if self.busy:
            return False
        return self.make(wanted, argument)

    def make(self, move: Move, argument: str = "") -> bool:
        """Make `move` for the clock or a journey: even while a change is under way."""
        target = destination(self.current, move)
        if target is None:
            return False
        if move is Move.BACK and self._listener is not None and self._listener.stepping_back(self.current):
            self.settle()
            return True
        if isinstance(target, Return):
            self._arrange(max(1, len(self._stack) - 1), None, argument)
        elif target in (Screen.ATTRACT, Screen.OUT_OF_SERVICE):
            # Both end the visit: nothing of the old stack stays, not even the Attract it began on.
            self._arrange(0, target, argument)
        elif target in self._stack:
            self._unwind_to(target, argument)
        else:
            self._lay(target, argument)
        return True

    def relay(self, stack: Sequence[Screen]) -> None:
        """Lay this stack, of at least one screen, anew: the models behind it are others now. No screen is entered."""
        self._stack = list(stack)
        self.settle()
        self.relaid.emit([screen.value for screen in stack])
        self.screenChanged.emit()

    def settle(self) -> None:
        """What is seen has changed within a screen: the second tap of a double tap does nothing there either."""
        self._guard.start()
        self.busyChanged.emit()

    def _unwind_to(self, target: Screen, argument: str) -> None:
        self._arrange(self._stack.index(target) + 1, None, argument)

    def _lay(self, target: Screen, argument: str) -> None:
        if target not in ASIDES and self.current in ASIDES:
            # An aside that leads on (Help to HelpCalled) is done with: the way back skips it.
            keep = max(1, len(self._stack) - 1)
        elif target is Screen.HOME or (self.current is Screen.ACCEPTED and target not in ASIDES):
            keep = 1
        else:
            keep = len(self._stack)
        self._arrange(keep, target, argument)

    def _arrange(self, keep: int, top: Screen | None, argument: str) -> None:
        gone = self._stack[keep:]
        del self._stack[keep:]
        if top is not None:
            self._stack.append(top)
        if self._listener is not None:
            for screen in reversed(gone):
                if screen not in self._stack:
                    self._listener.leaving(screen)
            if top is not None or argument:
                self._listener.entering(self.current, argument)
        self.settle()
        self.rearranged.emit(keep, "" if top is None else top.value)
        self.screenChanged.emit()
