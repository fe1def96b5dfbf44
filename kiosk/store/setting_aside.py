"""Moving a damaged store file out of the way, whole, for `kiosk store salvage`."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

from kiosk.clock import plausible
from kiosk.store.durable import sync_folder, write_durably
from kiosk.store.generations import RECORD

FILE = "store.db"
WAL = f"{FILE}-wal"
SHM = f"{FILE}-shm"
ASIDE = "set-aside"
MARKER = "damaged"
"""Left beside the store by a process that met damage while it was at work; the next opening acts on it."""

REPORT = "salvaged.json"
"""Left in a folder when everything readable has been moved out of it."""


def mark_damaged(folder: Path) -> None:
    """Leave the marker. Raises OSError."""
    write_durably(folder / MARKER, b"Parts of store.db could not be read. The next start sets it aside.\n")


def is_marked(folder: Path) -> bool:
    """Whether damage was met since the file was last opened."""
    # Not `Path.exists`, which raises what a disk that is gone answers: whoever looks has other ways to find that out.
    return os.path.exists(folder / MARKER)  # noqa: PTH110


def set_aside(folder: Path, now: datetime) -> Path:
    """Move the store's file, its log and a copy of the generation record into a folder of their own; that folder.

    Nobody else may have the file open. Raises OSError.
    """
    aside = _new_folder(folder / ASIDE, now)
    if (folder / RECORD).exists():
        shutil.copy2(folder / RECORD, aside / RECORD)
    # The file first: if the power goes between, the log without its file is recognised and follows (`finish_move`).
    for name in (FILE, WAL):
        if (folder / name).exists():
            (folder / name).rename(aside / name)
            sync_folder(aside)
            sync_folder(folder)
    for name in (SHM, MARKER):
        (folder / name).unlink(missing_ok=True)
    sync_folder(folder)
    return aside


def finish_move(folder: Path) -> None:
    """Complete a `set_aside` that a power cut interrupted between file and log. Raises OSError."""
    if (folder / FILE).exists() or not (folder / WAL).exists():
        return
    for aside in sorted((folder / ASIDE).glob("*/"), key=lambda path: path.stat().st_mtime, reverse=True):
        if (aside / FILE).exists() and not (aside / WAL).exists():
            (folder / WAL).rename(aside / WAL)
            sync_folder(aside)
            break
    (folder / SHM).unlink(missing_ok=True)
    sync_folder(folder)


def list_aside(folder: Path) -> tuple[Path, ...]:
    """The folders with files that were set aside, oldest name first."""
    return tuple(
        sorted(path for path in (folder / ASIDE).glob("*/") if (path / FILE).exists() or (path / WAL).exists())
    )


def is_salvaged(aside: Path) -> bool:
    """Whether a salvage of the folder has come to its end."""
    return (aside / REPORT).exists()


def remove_aside(aside: Path) -> None:
    """Remove a folder that was salvaged. Raises OSError."""
    # The files first: with them but without its report a folder would wait to be salvaged.
    for name in (WAL, SHM, FILE):
        (aside / name).unlink(missing_ok=True)
    shutil.rmtree(aside)
    sync_folder(aside.parent)


def _new_folder(parent: Path, now: datetime) -> Path:
    parent.mkdir(mode=0o700, exist_ok=True)
    stamp = now.strftime("%Y-%m-%dT%H%M%SZ") if plausible(now) else "undated"
    number = 1
    while True:
        aside = parent / (stamp if number == 1 else f"{stamp}-{number}")
        try:
            aside.mkdir(mode=0o700)
        except FileExistsError:
            number += 1
        else:
            sync_folder(parent)
            return aside
