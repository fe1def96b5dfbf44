"""Cuts a stream of ESC/POS into commands, as a printer's firmware does. Pure.

Lengths from Epson, "ESC/POS Command Reference". Written without looking at what our own receipts emit, so that the
simulator can disagree with them.
"""

from __future__ import annotations

from dataclasses import dataclass

ESC, FS, GS, DLE = 0x1B, 0x1C, 0x1D, 0x10
_PREFIX_NAMES = {ESC: "ESC", FS: "FS", GS: "GS", DLE: "DLE"}
_CONTROL_NAMES = {0x00: "NUL", 0x09: "HT", 0x0A: "LF", 0x0C: "FF", 0x0D: "CR", 0x18: "CAN"}

_ESC_LENGTHS = {
    **dict.fromkeys(b"@2<iLSmu", 0),
    **dict.fromkeys(b"!-3EGJKMRTUVade rt{=?Aev%", 1),
    **dict.fromkeys(b"$\\cB", 2),
    **dict.fromkeys(b"p", 3),
    **dict.fromkeys(b"W", 8),
}
_GS_LENGTHS = {
    **dict.fromkeys(b":", 0),
    **dict.fromkeys(b"!/BHITabfhrw", 1),
    **dict.fromkeys(b"$LPW\\", 2),
    **dict.fromkeys(b"^", 3),
}
_FS_LENGTHS = {
    **dict.fromkeys(b".&", 0),
    **dict.fromkeys(b"!-CW", 1),
    **dict.fromkeys(b"Sp", 2),
}
_DLE_LENGTHS = {0x04: 1, 0x05: 1}
_DLE_DC4_LENGTHS = {1: 2, 2: 2, 3: 5, 7: 1, 8: 7}
_CUT_WITH_FEED = frozenset(b"ABabgh")


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `name` as the manual writes it (`ESC @`, `LF`, `text`), its parameters, and all its bytes."""

    name: str
    arguments: bytes
    raw: bytes
    known: bool = True


class CommandReader:
    """Takes commands off the front of a receive buffer; a half command moves out of the buffer and is kept here."""

    def __init__(self) -> None:
        self._partial = bytearray()

    def clear(self) -> None:
        """Forget a half command."""
        self._partial.clear()

    def take(self, buffer: bytearray) -> Command | None:
        """The next command, taken out of `buffer`; None while it is incomplete. Printers read on while they wait."""
        if not self._partial and buffer and _is_text(buffer[0]):
            return _take_text(buffer)
        while buffer:
            length = _measure(self._partial)
            missing = 1 if length is None else length - len(self._partial)
            self._partial += buffer[:missing]
            del buffer[:missing]
            if _measure(self._partial) == len(self._partial):
                raw = bytes(self._partial)
                self._partial.clear()
                return _named(raw)
        return None


def _is_text(byte: int) -> bool:
    return byte >= 0x20


def _take_text(buffer: bytearray) -> Command:
    end = next((at for at, byte in enumerate(buffer) if not _is_text(byte)), len(buffer))
    raw = bytes(buffer[:end])
    del buffer[:end]
    return Command("text", raw, raw)


def _measure(head: bytearray) -> int | None:
    """The length of the command that begins with `head`; None while `head` is too short to tell."""
    if not head:
        return None
    if head[0] not in _PREFIX_NAMES:
        return 1
    if len(head) < 2:
        return None
    match head[0]:
        case 0x1B:
            return _measure_esc(head)
        case 0x1D:
            return _measure_gs(head)
        case 0x1C:
            return _measure_block(head) if head[1] == ord("(") else 2 + _FS_LENGTHS.get(head[1], 0)
        case _:
            return _measure_dle(head)


def _measure_esc(head: bytearray) -> int | None:
    if head[1] == ord("("):
        return _measure_block(head)
    if head[1] == ord("D"):  # tab stops, closed by NUL
        end = head.find(0, 2)
        return end + 1 if end >= 0 else None
    if head[1] == ord("*"):  # column bit image: m nL nH, one or three bytes a column
        if len(head) < 5:
            return None
        return 5 + (head[3] + 256 * head[4]) * (3 if head[2] in (32, 33) else 1)
    return 2 + _ESC_LENGTHS.get(head[1], 0)


def _measure_gs(head: bytearray) -> int | None:
    match chr(head[1]):
        case "(":
            return _measure_block(head)
        case "v":  # raster: '0' m xL xH yL yH
            return 8 + (head[4] + 256 * head[5]) * (head[6] + 256 * head[7]) if len(head) >= 8 else None
        case "V":
            return None if len(head) < 3 else 3 + (head[2] in _CUT_WITH_FEED)
        case "8":  # 'L' and a length of four bytes
            return 7 + int.from_bytes(head[3:7], "little") if len(head) >= 7 else None
        case "k":  # bar codes: old form closed by NUL, new form with its length
            if len(head) < 4:
                return None
            if head[2] >= 65:
                return 4 + head[3]
            end = head.find(0, 3)
            return end + 1 if end >= 0 else None
    return 2 + _GS_LENGTHS.get(head[1], 0)


def _measure_block(head: bytearray) -> int | None:
    """`( X pL pH` and as many bytes as they say."""
    return 5 + head[3] + 256 * head[4] if len(head) >= 5 else None


def _measure_dle(head: bytearray) -> int | None:
    if head[1] == 0x14:
        return None if len(head) < 3 else 3 + _DLE_DC4_LENGTHS.get(head[2], 0)
    return 2 + _DLE_LENGTHS.get(head[1], 0)


def _named(raw: bytes) -> Command:
    first = raw[0]
    if first not in _PREFIX_NAMES:
        known = first in _CONTROL_NAMES
        return Command(_CONTROL_NAMES.get(first, f"{first:02X}h"), b"", raw, known)
    prefix, code = _PREFIX_NAMES[first], raw[1]
    if first == DLE:
        name = {0x04: "EOT", 0x05: "ENQ", 0x14: "DC4"}.get(code)
        return Command(f"DLE {name or f'{code:02X}h'}", raw[2:], raw, name is not None)
    letter = chr(code) if 0x21 <= code < 0x7F else {0x20: "SP"}.get(code, f"{code:02X}h")
    if code == ord("("):
        return Command(f"{prefix} ( {chr(raw[2])}", raw[5:], raw)
    known = code in {ESC: {*_ESC_LENGTHS, *b"D*"}, GS: {*_GS_LENGTHS, *b"vV8k"}, FS: {*_FS_LENGTHS}}[first]
    return Command(f"{prefix} {letter}", raw[2:], raw, known)
