"""The drawer over the kiosk in which authors read the faults of their pack (`kiosk content preview`).

Its words are those of the command line, in English like all commands: it is never part of a kiosk that people use.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.screens.decorators import QmlUncreatable

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1


class Told(Protocol):
    """A fault of a pack, as `kiosk.content` finds it."""

    @property
    def where(self) -> str:
        """`services/laptop.yaml:12:5`."""
        ...

    @property
    def what(self) -> str: ...

    @property
    def remedy(self) -> str: ...


def count_of(faults: Sequence[Told]) -> str:
    """`1 fault`, `3 faults`."""
    return f"{len(faults)} fault{'' if len(faults) == 1 else 's'}"


@QmlElement
@QmlUncreatable("made in Python")
class FaultDrawerModel(QObject):
    """What the drawer says. Interface thread."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._faults: tuple[Told, ...] = ()
        self._covers = True
        self._folded = False

    def tell(self, faults: Sequence[Told], *, covers: bool) -> None:
        """The pack has these faults now. With `covers` there is no page yet to be seen behind the drawer."""
        if not faults:
            self._folded = False
        self._faults = tuple(faults)
        self._covers = covers
        self.changed.emit()

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return bool(self._faults) or self._covers

    @Property(bool, notify=changed)
    def covers(self) -> bool:
        """Whether the drawer takes the whole window."""
        return self._covers

    @Property(bool, notify=changed)
    def folded(self) -> bool:
        """Whether only the first line is shown, so that the page can be seen."""
        return self._folded and not self._covers

    @Property(str, notify=changed)
    def headline(self) -> str:
        if not self._faults:
            return "Reading the pack"
        return f"{count_of(self._faults)} in the pack"

    @Property(str, notify=changed)
    def detail(self) -> str:
        if not self._faults:
            return "The kiosk opens as soon as it is checked."
        if self._covers:
            return "Correct and save: the kiosk opens by itself."
        return "The page is the pack as it was before. Correct and save: it follows by itself."

    @Property(list, notify=changed)
    def faults(self) -> list[dict[str, str]]:
        return [{"where": fault.where, "said": f"{fault.what} {fault.remedy}"} for fault in self._faults]

    @Property(str, notify=changed)
    def foldName(self) -> str:
        return "Show the faults" if self._folded else "Fold the faults"

    @Slot()
    def fold(self) -> None:
        """Show the page below, or the faults again."""
        self._folded = not self._folded
        self.changed.emit()
