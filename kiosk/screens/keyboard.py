"""The on-screen keyboard's part in Python: where its layouts are, that it learns nothing, what it warns of."""

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


LAYOUTS = Path(__file__).parent / "layouts"
"""Our own: see ADR 19."""

_LEARNED = Path("qtvirtualkeyboard", "pinyin", "usr_dict.dat")
"""Where the pinyin engine keeps the words it learns, below XDG_CONFIG_HOME."""


class Keyboard(QObject):
    """Gives Qt Virtual Keyboard its layouts and a private folder in which it can learn nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        runtime = os.environ.get("XDG_RUNTIME_DIR")
        base = runtime if runtime and Path(runtime).is_dir() else None
        self._folder = Path(tempfile.mkdtemp(prefix="frontdoor-keyboard-", dir=base))
        (self._folder / _LEARNED).mkdir(parents=True)
        os.environ["XDG_CONFIG_HOME"] = str(self._folder)
        os.environ["QT_VIRTUALKEYBOARD_LAYOUT_PATH"] = str(LAYOUTS)

    @property
    def folder(self) -> Path:
        """Where the keyboard writes."""
        return self._folder

    def wipe(self) -> None:
        """Delete every file the keyboard has written; nothing is opened for it, and the folder lies in memory.

        Deleting alone would not do: the pinyin engine reads its dictionary once and keeps it in memory as long as
        the program runs, so one person's words would be offered to the next. With a folder where it looks for the
        file it works without a dictionary of its own, and learns nothing. Folders therefore stay.
        """
        for folder, _, names in os.walk(self._folder):
            for name in names:
                Path(folder, name).unlink(missing_ok=True)

    def close(self) -> None:
        """Remove the folder itself."""
        shutil.rmtree(self._folder, ignore_errors=True)
