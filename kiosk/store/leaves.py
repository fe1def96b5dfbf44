"""Reading the rows of a damaged store page by page, whatever the pages above them say.

A row of a table stands on a *leaf* page. SQLite finds leaves from the root down, so that one bad page above hides every
row below it, and a bad first page hides the whole file. Here each page is made the root of a table of its own: a sound
leaf then gives up its rows, and any other page gives an error and is passed over.

To that end the damaged pages are laid over a *frame*: a sound file under the same key whose first page knows one table,
`leaf`, with more columns than any of ours. SQLCipher authenticates each page by itself with its number, so that a page
that was changed on the disk is refused, and one of ours is accepted in the frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from kiosk.store.connections import PAGE_SIZE, connect

COLUMNS = 24
"""More than any table of ours has."""

Row = tuple[int, tuple[Any, ...]]
"""A rowid and the values of `COLUMNS` columns, absent ones None."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Damaged pages in a file that opens."""

    file: Path
    key: bytes
    last_page: int


def build_frame(file: Path, key: bytes, damaged: Path, newer: dict[int, bytes]) -> Frame:
    """Lay the pages of `damaged`, and `newer` ones from its log, over a new file at `file`."""
    size = damaged.stat().st_size if damaged.exists() else 0
    last_page = max([size // PAGE_SIZE, *newer])
    connection = _connect(file, key)
    try:
        columns = ", ".join(f"c{number}" for number in range(COLUMNS))
        connection.execute(f"CREATE TABLE leaf ({columns})")
        connection.execute("CREATE TABLE filler (content)")
        connection.execute("INSERT INTO filler VALUES (zeroblob(?))", ((last_page + 1) * PAGE_SIZE,))
    finally:
        connection.close()
    with file.open("r+b") as frame:
        if size:
            with damaged.open("rb") as pages:
                for page in range(1, size // PAGE_SIZE + 1):
                    content = pages.read(PAGE_SIZE)
                    if page > 1:
                        frame.seek((page - 1) * PAGE_SIZE)
                        frame.write(content)
        for page, content in newer.items():
            if page > 1:
                frame.seek((page - 1) * PAGE_SIZE)
                frame.write(content)
    return Frame(file, key, last_page)


def count_unreadable(frame: Frame) -> int:
    """Pages that were changed on the disk, the first one left out of account."""
    connection = _connect(frame.file, frame.key)
    try:
        return len(connection.execute("PRAGMA cipher_integrity_check").fetchall())
    finally:
        connection.close()


def read_rows(frame: Frame) -> Iterator[Row]:
    """Every row on every sound leaf. A row may come more than once: from its leaf, and from a page above it."""
    reader = _LeafReader(frame)
    try:
        for page in range(2, frame.last_page + 1):
            yield from reader.read(page)
    finally:
        reader.close()


class _LeafReader:
    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._connection = _connect(frame.file, frame.key)

    def read(self, page: int) -> list[Row]:
        """The rows of `page`, none where it is not a sound leaf."""
        try:
            self._connection.execute("UPDATE sqlite_schema SET rootpage = ? WHERE name = 'leaf'", (page,))
            self._connection.execute("PRAGMA writable_schema = RESET")
            self._connection.execute("PRAGMA writable_schema = ON")
            numbers = [number for (number,) in self._connection.execute("SELECT rowid FROM leaf")]
        except dbapi2.DatabaseError:
            self._reopen()
            return []
        # One by one: a row may run on over pages that cannot be read, and takes only itself along.
        return [(number, values) for number in numbers if (values := self._row(number)) is not None]

    def close(self) -> None:
        """Let go of the frame."""
        self._connection.close()

    def _row(self, number: int) -> tuple[Any, ...] | None:
        try:
            row: tuple[Any, ...] | None = self._connection.execute(
                "SELECT * FROM leaf WHERE rowid = ?", (number,)
            ).fetchone()
        except dbapi2.DatabaseError:
            self._reopen()
            return None
        return row

    def _reopen(self) -> None:
        # After a page it refused, SQLCipher may keep the connection in error.
        self._connection.close()
        self._connection = _connect(self._frame.file, self._frame.key)


def _connect(file: Path, key: bytes) -> Any:
    connection = connect(file, key)
    # The frame is thrown away: nothing in it need outlive a power cut.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("PRAGMA writable_schema = ON")
    return connection
