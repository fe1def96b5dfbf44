"""The on-screen keyboard's part in Python: its folder of learned words, and the one warning it is known for."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QLoggingCategory, QObject

KNOWN_WARNINGS = {
    "qt.qml.propertyCache.append": "Qt Virtual Keyboard's own PopupList overrides contentWidth",
    "qt.multimedia.symbolsresolver": "the keyboard brings QtMultimedia for key clicks; our style makes none",
}
"""Logging categories that are silenced, each with the reason."""


def silence_known_warnings() -> None:
    """Keep the keyboard's harmless warning out of logs and tests. Call before QML is loaded."""
    QLoggingCategory.setFilterRules("\n".join(f"{category}=false" for category in KNOWN_WARNINGS))


class Keyboard(QObject):
    """Gives Qt Virtual Keyboard a private folder and empties it after every visit."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        runtime = os.environ.get("XDG_RUNTIME_DIR")
        base = runtime if runtime and Path(runtime).is_dir() else None
        self._folder = Path(tempfile.mkdtemp(prefix="frontdoor-keyboard-", dir=base))
        # The pinyin engine keeps what was typed in a user dictionary under this folder (TRAPS.md).
        os.environ["XDG_CONFIG_HOME"] = str(self._folder)

    @property
    def folder(self) -> Path:
        """Where the keyboard writes."""
        return self._folder

    def wipe(self) -> None:
        """Delete everything the keyboard has learned."""
        for entry in self._folder.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink(missing_ok=True)

    def close(self) -> None:
        """Remove the folder itself."""
        shutil.rmtree(self._folder, ignore_errors=True)
