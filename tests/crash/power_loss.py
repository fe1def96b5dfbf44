"""What a disk holds after the power went: what was synced for certain, of everything else anything.

Read from what `failing_disk.c` wrote down. A name made, moved or removed counts from the moment its folder is synced;
before that perhaps, in the order in which it was done, as file systems with a journal keep it. Of bytes that were not
synced each sector may be old or new.
"""

from __future__ import annotations

import shutil
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

_HEAD = struct.Struct("=cqII")
"""As `note` in `failing_disk.c` writes it: kind, offset, length of the path and of the data."""

SECTOR = 512
"""Bytes that a disk writes all or not at all."""

INDEX = "-shm"
"""SQLite's index of its log: shared memory, made anew from the log."""


@dataclass(slots=True)
class _File:
    """One file: what is certain of it, and the writes since, each an offset with its bytes (None: cut off there)."""

    certain: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        for offset, data in self.since:
            _write(self.certain, offset, data, takes=lambda: True)
        self.since.clear()

    def after_power_loss(self, draw: Random) -> bytes:
        """One of the contents that it may have."""
        content = bytearray(self.certain)
        share = draw.choice((0.0, 0.5, 0.9, 1.0))
        for offset, data in self.since:
            _write(content, offset, data, takes=lambda: draw.random() < share)
        return bytes(content)


def _write(content: bytearray, offset: int, data: bytes | None, *, takes: Callable[[], bool]) -> None:
    if data is None:
        if takes():
            del content[offset:]
            content.extend(bytes(offset - len(content)))
        return
    for start in range(0, len(data), SECTOR):
        if takes():
            at, piece = offset + start, data[start : start + SECTOR]
            content.extend(bytes(max(0, at + len(piece) - len(content))))
            content[at : at + len(piece)] = piece


@dataclass(frozen=True, slots=True)
class _Move:
    """A change of names: `file` is gone from `path` and stands at `to`, if either is said."""

    path: str
    to: str
    file: _File | None

    def apply(self, names: dict[str, _File]) -> None:
        names.pop(self.path, None)
        if self.to and self.file is not None:
            names[self.to] = self.file


class Disk:
    """One folder on a disk, from a certain beginning through what the log tells."""

    def __init__(self, before: Path, folder: Path) -> None:
        """`before` is a copy of `folder` as it lay on the disk for certain when the log began."""
        self._folder = folder
        self._certain = {
            str(folder / path.relative_to(before)): _File(bytearray(path.read_bytes()))
            for path in before.rglob("*")
            if path.is_file()
        }
        self._seen = dict(self._certain)
        self._moves: list[_Move] = []

    def follow(self, log: Path) -> None:
        """Do what the log tells."""
        for kind, offset, path, data in _records(log.read_bytes()):
            match kind:
                case "W" if path in self._seen:
                    self._seen[path].since.append((offset, data))
                case "T" if path in self._seen:
                    self._seen[path].since.append((offset, None))
                case "C":
                    self._move(_Move("", path, _File()))
                case "R":
                    self._move(_Move(path, data.decode(), self._seen.get(path)))
                case "U":
                    self._move(_Move(path, "", None))
                case "S" if path in self._seen:
                    self._seen[path].sync()
                case "S":
                    self._sync_names(path)

    @property
    def uncertain(self) -> int:
        """How many writes and names the power would take away."""
        return sum(len(file.since) for file in self._seen.values()) + len(self._moves)

    def lose_power(self, draw: Random) -> None:
        """Make the folder what the disk may hold now."""
        names = dict(self._certain)
        for move in self._moves[: draw.randint(0, len(self._moves))]:
            move.apply(names)
        shutil.rmtree(self._folder)
        self._folder.mkdir(mode=0o700)
        for path, file in names.items():
            if not path.endswith(INDEX):
                Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                Path(path).write_bytes(file.after_power_loss(draw))
                Path(path).chmod(0o600)

    def _move(self, move: _Move) -> None:
        move.apply(self._seen)
        self._moves.append(move)

    def _sync_names(self, folder: str) -> None:
        def is_here(path: str) -> bool:
            return path.rpartition("/")[0] == folder

        self._certain = {path: file for path, file in self._certain.items() if not is_here(path)}
        self._certain |= {path: file for path, file in self._seen.items() if is_here(path)}
        self._moves = [move for move in self._moves if not is_here(move.to or move.path)]


def _records(log: bytes) -> Iterator[tuple[str, int, str, bytes]]:
    at = 0
    while at + _HEAD.size <= len(log):
        kind, offset, path_length, data_length = _HEAD.unpack_from(log, at)
        at += _HEAD.size
        path = log[at : at + path_length].decode()
        at += path_length
        yield kind.decode(), offset, path, log[at : at + data_length]
        at += data_length
