"""Reading SQLite's write-ahead log without SQLite, which stops at the first frame that is damaged.

Format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log. Each frame's checksum runs on from the one before;
started from the value stored there, every frame can be judged alone, and sound frames behind a damaged one are kept.
The log's index: https://www.sqlite.org/walformat.html, section 2.1.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass

_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")
_INDEX = struct.Struct("=3I2BH8I")
"""The index header in the machine's own byte order: version, nothing, changes, made, order of checksums, page size,
last frame, pages, two checksums, two salts, two checksums of itself."""

_BACKFILLED = struct.Struct("=I")
_BACKFILLED_AT = 96
"""Behind the two copies of the header: how many frames stand in the file already."""

_MAGIC = 0x377F0682
"""The lowest bit says that the checksums are big-endian."""


@dataclass(frozen=True, slots=True)
class _Frame:
    number: int
    """From 1."""
    page: int
    commits: bool
    sound: bool
    content: bytes


def committed_pages(log: bytes, page_size: int) -> dict[int, bytes]:
    """The newest sound content of each page that the log commits, by page number from 1."""
    frames = list(_frames(log, page_size))
    last = max((index for index, frame in enumerate(frames) if frame.commits), default=-1)
    return {frame.page: frame.content for frame in frames[: last + 1] if frame.sound}


def has_lost_commits(log: bytes, index: bytes, page_size: int) -> bool:
    """Whether commits that were on the disk cannot be read any more, so that SQLite would pass over them in silence.

    Read the index before the log: a process beside this one may be writing. A power cut alone never leaves such a log
    with `synchronous=FULL`: it tears what was not acknowledged, the last transaction, and the index tells of a commit
    only when that is on the disk.
    """
    sound = 0
    broken = bool(log) and _salts(log) is None
    behind = 0
    for expected, frame in enumerate(_frames(log, page_size), start=1):
        if frame.number != expected:
            break  # what follows is of an older round
        if not frame.sound:
            broken, behind = True, 0
        elif not broken:
            sound = frame.number
        elif frame.commits:
            # One commit may be the torn one's own, two in a row were begun after it was acknowledged.
            behind += 1
            if behind == 2:
                return True
    return _last_indexed(index, _salts(log)) > sound


def _last_indexed(index: bytes, salts: tuple[int, int] | None) -> int:
    """The last frame that the index knows of and the file does not have yet; 0 where it says nothing of this log."""
    if len(index) < _BACKFILLED_AT + _BACKFILLED.size or index[: _INDEX.size] != index[_INDEX.size : 2 * _INDEX.size]:
        return 0
    *_, made, _order, _size, last, _pages, _sum_1, _sum_2, salt_1, salt_2, own_1, own_2 = _INDEX.unpack_from(index)
    own_order = "<" if sys.byteorder == "little" else ">"
    if not made or _checksum(own_order, index[: _INDEX.size - 8], (0, 0)) != (own_1, own_2):
        return 0
    if salts is not None and struct.pack("=2I", salt_1, salt_2) != struct.pack(">2I", *salts):
        return 0
    (backfilled,) = _BACKFILLED.unpack_from(index, _BACKFILLED_AT)
    return int(last) if backfilled < last else 0


def _salts(log: bytes) -> tuple[int, int] | None:
    """The salts of the log's newest round; None where its header cannot be read."""
    if len(log) < _HEADER.size:
        return None
    magic, _version, _size, _checkpoints, salt_1, salt_2, sum_1, sum_2 = _HEADER.unpack_from(log)
    order = ">" if magic & 1 else "<"
    return (salt_1, salt_2) if magic & ~1 == _MAGIC and _checksum(order, log[:24], (0, 0)) == (sum_1, sum_2) else None


def _frames(log: bytes, page_size: int) -> Iterator[_Frame]:
    if len(log) < _HEADER.size:
        return
    magic, *_, sum_1, sum_2 = _HEADER.unpack_from(log)
    order = ">" if magic & 1 else "<"
    salts = _salts(log)
    seed = (sum_1, sum_2)
    starts = range(_HEADER.size, len(log) - _FRAME.size - page_size + 1, _FRAME.size + page_size)
    for number, start in enumerate(starts, start=1):
        page, size_after, *frame_salts, sum_1, sum_2 = _FRAME.unpack_from(log, start)
        content = log[start + _FRAME.size : start + _FRAME.size + page_size]
        if salts is None:
            salts = (frame_salts[0], frame_salts[1])
        # Behind the newest round of the log stand frames of an older one, under other salts.
        if salts == (frame_salts[0], frame_salts[1]):
            seen = _checksum(order, content, _checksum(order, log[start : start + 8], seed))
            sound = page > 0 and seen == (sum_1, sum_2)
            yield _Frame(number, page, sound and size_after > 0, sound, content)
        seed = (sum_1, sum_2)


def _checksum(order: str, data: bytes, seed: tuple[int, int]) -> tuple[int, int]:
    one, two = seed
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
