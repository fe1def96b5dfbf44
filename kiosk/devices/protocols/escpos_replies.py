"""Takes a printer's input apart: many kinds of reply share one line, told apart by their fixed bits. Pure.

Source: Epson, "ESC/POS Command Reference", annex on identifying transmitted data; TRAPS.md, "Printers".

    0xx1xx10              reply to DLE EOT
    0xx1xx00 + 3 bytes    automatic status (ASB); its further bytes are 0xx0xxxx
    0xx0xxxx              reply to GS r
    00010001, 00010011    XON, XOFF: may stand anywhere, even inside other replies
    37|3D|5F ... 00       block; 37 22 dddd 00 is a process id, 37 25 00 says that the buffers are cleared
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

MAX_BLOCK_BYTES = 96
"""Longest block believed in: GS I answers at most 80 characters, and noise must not grow without bound."""

_XON, _XOFF = 0x11, 0x13
_BLOCK_HEADERS = frozenset({0x37, 0x3D, 0x5F})
_PROCESS_ID = 0x22
_CLEARED = 0x25


@dataclass(frozen=True, slots=True)
class RealTimeReply:
    """The answer to one DLE EOT; only the order says to which."""

    byte: int


@dataclass(frozen=True, slots=True)
class AutoStatus:
    """Four bytes of Automatic Status Back."""

    octets: bytes


@dataclass(frozen=True, slots=True)
class PaperReply:
    """The answer to one GS r."""

    byte: int


@dataclass(frozen=True, slots=True)
class ProcessId:
    """Everything before the request that carried `id` is on paper."""

    id: bytes


@dataclass(frozen=True, slots=True)
class BuffersCleared:
    """DLE DC4 fn 8 is done."""


@dataclass(frozen=True, slots=True)
class Block:
    """Any other block, header included, closing NUL not."""

    octets: bytes


@dataclass(frozen=True, slots=True)
class FlowPaused:
    """XOFF."""


@dataclass(frozen=True, slots=True)
class FlowResumed:
    """XON."""


Reply: TypeAlias = (
    RealTimeReply | AutoStatus | PaperReply | ProcessId | BuffersCleared | Block | FlowPaused | FlowResumed
)


class ReplyDemultiplexer:
    """Turns bytes, in whatever pieces they come, into replies. Takes any bytes, keeps at most `MAX_BLOCK_BYTES`."""

    def __init__(self) -> None:
        self._pending = bytearray()
        self.noise = 0
        """Bytes so far that belong to no reply."""

    @property
    def pending(self) -> int:
        """Bytes of a reply that is not complete yet."""
        return len(self._pending)

    def reset(self) -> None:
        """Forget a half reply: the line was lost or the printer was reset."""
        self._pending.clear()

    def feed(self, data: bytes) -> list[Reply]:
        """The replies that are complete with `data`, in order."""
        replies: list[Reply] = []
        for byte in data:
            if byte == _XON:
                replies.append(FlowResumed())
            elif byte == _XOFF:
                replies.append(FlowPaused())
            else:
                self._pending.append(byte)
                self._take_complete(replies)
        return replies

    def _take_complete(self, replies: list[Reply]) -> None:
        while self._pending:
            length, reply = _read_first(self._pending)
            if length == 0:
                return
            del self._pending[:length]
            if reply is None:
                self.noise += length
            else:
                replies.append(reply)


def _read_first(pending: bytearray) -> tuple[int, Reply | None]:
    """Length and meaning of what stands first; (0, None) while it is incomplete, (1, None) for a byte of noise."""
    first = pending[0]
    if first & 0b1001_0011 == 0b0001_0010:
        return 1, RealTimeReply(first)
    if first & 0b1001_0011 == 0b0001_0000:
        return _read_auto_status(pending)
    if first & 0b1001_0000 == 0:
        return 1, PaperReply(first)
    if first in _BLOCK_HEADERS:
        return _read_block(pending)
    return 1, None


def _read_auto_status(pending: bytearray) -> tuple[int, Reply | None]:
    if any(byte & 0b1001_0000 for byte in pending[1:4]):
        return 1, None
    if len(pending) < 4:
        return 0, None
    return 4, AutoStatus(bytes(pending[:4]))


def _read_block(pending: bytearray) -> tuple[int, Reply | None]:
    end = pending.find(0)
    body = pending[1:] if end < 0 else pending[1:end]
    if any(not 0x20 <= byte <= 0x7F for byte in body) or len(body) > MAX_BLOCK_BYTES - 2:
        return 1, None
    if pending[0] == 0x37 and body and body[0] in (_PROCESS_ID, _CLEARED):
        return _read_known_block(pending, body, ended=end >= 0)
    if end < 0:
        return 0, None
    return end + 1, Block(bytes(pending[:end]))


def _read_known_block(pending: bytearray, body: bytearray, *, ended: bool) -> tuple[int, Reply | None]:
    wanted = 5 if body[0] == _PROCESS_ID else 1
    if len(body) > wanted or (ended and len(body) < wanted):
        return 1, None
    if not ended:
        return 0, None
    reply = ProcessId(bytes(body[1:])) if body[0] == _PROCESS_ID else BuffersCleared()
    return wanted + 2, reply
