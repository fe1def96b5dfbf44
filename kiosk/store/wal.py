"""Reading SQLite's write-ahead log without SQLite, which stops at the first frame that is damaged.

Format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log. Each frame's checksum runs on from the one before;
started from the value stored there, every frame can be judged alone, and sound frames behind a damaged one are kept.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")
_MAGIC = 0x377F0682
"""The lowest bit says that the checksums are big-endian."""


@dataclass(frozen=True, slots=True)
class _Frame:
    page: int
    commits: bool
    sound: bool
    content: bytes


def committed_pages(log: bytes, page_size: int) -> dict[int, bytes]:
    """The newest sound content of each page that the log commits, by page number from 1."""
    frames = list(_frames(log, page_size))
    last = max((index for index, frame in enumerate(frames) if frame.commits), default=-1)
    return {frame.page: frame.content for frame in frames[: last + 1] if frame.sound}


def _frames(log: bytes, page_size: int) -> Iterator[_Frame]:
    if len(log) < _HEADER.size:
        return
    magic, _version, _size, _checkpoints, salt_1, salt_2, sum_1, sum_2 = _HEADER.unpack_from(log)
    order = ">" if magic & 1 else "<"
    header_sound = magic & ~1 == _MAGIC and _checksum(order, log[:24], (0, 0)) == (sum_1, sum_2)
    salts = (salt_1, salt_2) if header_sound else None
    seed = (sum_1, sum_2)
    for start in range(_HEADER.size, len(log) - _FRAME.size - page_size + 1, _FRAME.size + page_size):
        page, size_after, *frame_salts, sum_1, sum_2 = _FRAME.unpack_from(log, start)
        content = log[start + _FRAME.size : start + _FRAME.size + page_size]
        if salts is None:
            salts = (frame_salts[0], frame_salts[1])
        # Behind the newest round of the log stand frames of an older one, under other salts.
        if salts == (frame_salts[0], frame_salts[1]):
            seen = _checksum(order, content, _checksum(order, log[start : start + 8], seed))
            sound = page > 0 and seen == (sum_1, sum_2)
            yield _Frame(page, sound and size_after > 0, sound, content)
        seed = (sum_1, sum_2)


def _checksum(order: str, data: bytes, seed: tuple[int, int]) -> tuple[int, int]:
    one, two = seed
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
