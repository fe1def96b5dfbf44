"""Who has a device file open, as far as this user may see: the links in /proc/*/fd, proc_pid_fd(5)."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that has a file open."""

    pid: int
    program: str
    """The kernel's name of it, at most 15 characters; `?` where even that is hidden."""

    def __str__(self) -> str:
        return f"{self.program} (process {self.pid})"


def find_holders(path: str, *, proc: Path = PROC) -> tuple[Holder, ...]:
    """The other processes that have the file at `path` open, whatever name they opened it by.

    Processes of other users are not seen unless we are root: an empty answer proves nothing. Takes some ten
    microseconds for each open file on the machine: for once in a while, not for a loop.
    """
    try:
        wanted = Path(path).stat()
    except OSError:
        return ()
    found = []
    for folder in proc.iterdir():
        if not folder.name.isdecimal() or int(folder.name) == os.getpid():
            continue
        # A process that ends while we look, or that is not ours, has nothing to say.
        with suppress(OSError), os.scandir(folder / "fd") as descriptors:
            if any(_is(entry, wanted) for entry in descriptors):
                found.append(Holder(int(folder.name), _name(folder)))
    return tuple(sorted(found, key=lambda holder: holder.pid))


def _is(entry: os.DirEntry[str], wanted: os.stat_result) -> bool:
    try:
        held = entry.stat()
    except OSError:
        return False
    if stat.S_IFMT(held.st_mode) != stat.S_IFMT(wanted.st_mode):
        return False
    if wanted.st_rdev:
        # A device file by what it stands for: a second node of the same device is the same port.
        return held.st_rdev == wanted.st_rdev
    return (held.st_dev, held.st_ino) == (wanted.st_dev, wanted.st_ino)


def _name(folder: Path) -> str:
    try:
        return (folder / "comm").read_text(errors="replace").strip() or "?"
    except OSError:
        return "?"
