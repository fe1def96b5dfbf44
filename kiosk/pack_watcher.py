"""Tells when the files of a pack have changed, however an editor saves them. Qt's file watcher, no polling."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

SETTLE_MS = 150
"""An editor that saves writes, renames and removes within a few milliseconds; a check-out of many files goes on longer,
and each change begins this pause anew."""


class PackWatcher(QObject):
    """Watches the folder of a pack and everything in it. Interface thread.

    Files too, because writing in place does not show at their folder; and they are watched anew after each change,
    because one that was renamed into place is another file than the one watched before.
    """

    changed = Signal()
    """Something was saved, added, renamed or removed, and nothing more for `SETTLE_MS`. What is read from now on and
    changes again is told again."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._place = _place(folder)
        self._watcher = QFileSystemWatcher(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SETTLE_MS)
        self._pause.timeout.connect(self._settled)
        self._watcher.directoryChanged.connect(self._noticed)
        self._watcher.fileChanged.connect(self._noticed)
        self._arm()

    @Slot(str)
    def _noticed(self, path: str) -> None:
        # The folder above may be a desktop or /tmp, never still: there only the pack's coming and going counts.
        if path != self._place[0] or _place(self._folder) != self._place:
            self._pause.start()

    @Slot()
    def _settled(self) -> None:
        # Before the news: what changes while somebody reads must come again.
        self._arm()
        self.changed.emit()

    def _arm(self) -> None:
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)
        self._place = _place(self._folder)
        self._watcher.addPaths([self._place[0], *_paths(self._folder)])


def _place(folder: Path) -> tuple[str, int | None]:
    """The nearest folder above that is there, and which file the pack's own is: it may be renamed and come back."""
    above = next(parent for parent in folder.absolute().parents if parent.is_dir())
    try:
        return str(above), folder.stat().st_ino
    except OSError:
        return str(above), None


def _paths(folder: Path) -> list[str]:
    """The pack's folder and everything in it that is not hidden."""
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.append(parent)
        found += [f"{parent}/{name}" for name in names if not name.startswith(".")]
    return found
