"""URLs of card readers and scanners as frozen values.

    pcsc://[?reader=PART-OF-ITS-NAME]
    serial:///dev/kiosk/reader?protocol=stx|rdm6300|lines|codes[&baud=9600][&end=line|pause]
    evdev:///dev/input/by-id/usb-…-event-kbd[?reads=cards|codes][&end=line|pause]
    sim://reader[?kind=stx|rdm6300|lines|typed|pcsc]
    sim://scanner[?kind=serial|typed]

Instead of a path, the numbers of a USB device may stand, see `usb_places`. No I/O here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit

import msgspec

from kiosk.devices.url_options import UrlOptions, refused
from kiosk.devices.urls import SerialUrl
from kiosk.devices.usb_places import parse_usb_place

DEFAULT_BAUD = 9600
"""What RFID readers and serial scanners leave the factory with."""

_BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
_EXAMPLES = {
    "pcsc": "pcsc://",
    "serial": "serial:///dev/kiosk/reader?protocol=rdm6300",
    "evdev": "evdev:///dev/input/by-id/usb-ACME_Reader-event-kbd?reads=cards",
    "sim": "sim://reader",
}


class SerialProtocol(StrEnum):
    """What a serial reader sends."""

    STX = "stx"
    """A card's number between STX and ETX."""
    RDM6300 = "rdm6300"
    """The same with a checksum, as RDM6300, ID-12 and their like send it."""
    LINES = "lines"
    """A card's number as a line of text."""
    CODES = "codes"
    """Scanned codes as lines of text, with or without an AIM identifier."""


class Reads(StrEnum):
    """What a device that types is for; the keys do not tell."""

    CARDS = "cards"
    CODES = "codes"


class End(StrEnum):
    """What ends a number or code."""

    LINE = "line"
    """CR, LF or both; Enter or Tab."""
    PAUSE = "pause"
    """Silence: for devices that send nothing after it, and for codes with line ends in them."""


class SimKind(StrEnum):
    """Which reader is simulated."""

    STX = "stx"
    RDM6300 = "rdm6300"
    LINES = "lines"
    TYPED = "typed"
    PCSC = "pcsc"
    """A virtual card for a PC/SC service that runs with the driver vpcd."""
    SERIAL = "serial"
    """A scanner on a serial line."""


_SIMULATED = {
    Reads.CARDS: (SimKind.STX, SimKind.RDM6300, SimKind.LINES, SimKind.TYPED, SimKind.PCSC),
    Reads.CODES: (SimKind.SERIAL, SimKind.TYPED),
}


class SerialReaderUrl(msgspec.Struct, frozen=True):
    """A card reader or scanner on a serial line."""

    line: SerialUrl
    protocol: SerialProtocol
    end: End = End.LINE


class TypedReaderUrl(msgspec.Struct, frozen=True):
    """A card reader or scanner that types like a keyboard."""

    place: str
    """A device file, which should be a stable symlink made by udev, or a USB device's numbers."""
    reads: Reads = Reads.CARDS
    end: End = End.LINE


class PcscUrl(msgspec.Struct, frozen=True):
    """The readers of the PC/SC service whose name has `reader` in it, in capitals or not; all of them when empty."""

    reader: str = ""


class SimReaderUrl(msgspec.Struct, frozen=True):
    """A simulated card reader (`reads` cards) or scanner (`reads` codes)."""

    reads: Reads = Reads.CARDS
    kind: SimKind = SimKind.STX


RealReaderUrl: TypeAlias = SerialReaderUrl | TypedReaderUrl | PcscUrl
ReaderUrl: TypeAlias = RealReaderUrl | SimReaderUrl


def parse_reader_url(text: str) -> ReaderUrl:
    """The reader that `text` names. Raises DeviceUrlError, which says what is wrong and shows a right one."""
    try:
        url = urlsplit(text.strip())
    except ValueError as error:
        raise refused(text, f"it cannot be read: {error}", _EXAMPLES["serial"]) from error
    if url.scheme not in _EXAMPLES:
        kinds = ", ".join(_EXAMPLES)
        raise refused(text, f"“{url.scheme or text}” is no kind of reader; there are {kinds}", _EXAMPLES["serial"])
    example = _EXAMPLES[url.scheme]
    if url.fragment:
        raise refused(text, "it has a “#”, which means nothing here", example)
    options = UrlOptions(text, url, example)
    reader: ReaderUrl
    match url.scheme:
        case "pcsc":
            reader = _pcsc(text, url, options)
        case "serial":
            reader = _serial(text, url, options)
        case "evdev":
            reader = TypedReaderUrl(
                _place(text, url),
                options.choice("reads", {reads.value: reads for reads in Reads}, Reads.CARDS),
                _end(options),
            )
        case _:
            reader = _simulated(text, url, options)
    options.refuse_rest()
    return reader


def _serial(text: str, url: SplitResult, options: UrlOptions) -> SerialReaderUrl:
    protocols: dict[str, SerialProtocol | None] = {protocol.value: protocol for protocol in SerialProtocol}
    protocol = options.choice("protocol", protocols, None)
    if protocol is None:
        raise refused(text, f"it needs protocol={'|'.join(protocols)}", _EXAMPLES["serial"])
    # Frames end with ETX and nothing else: `end` is then an unknown option.
    has_lines = protocol in (SerialProtocol.LINES, SerialProtocol.CODES)
    end = _end(options) if has_lines else End.LINE
    baud = options.choice("baud", {str(baud): baud for baud in _BAUDS}, DEFAULT_BAUD)
    return SerialReaderUrl(SerialUrl(_place(text, url), baud), protocol, end)


def _pcsc(text: str, url: SplitResult, options: UrlOptions) -> PcscUrl:
    if url.netloc or url.path not in {"", "/"}:
        raise refused(text, "readers of the PC/SC service have no path; name one with ?reader=", _EXAMPLES["pcsc"])
    return PcscUrl(options.take("reader") or "")


def _simulated(text: str, url: SplitResult, options: UrlOptions) -> SimReaderUrl:
    if url.netloc not in {"reader", "scanner"} or url.path not in {"", "/"}:
        raise refused(text, "the simulators are sim://reader and sim://scanner", _EXAMPLES["sim"])
    reads = Reads.CODES if url.netloc == "scanner" else Reads.CARDS
    kinds = _SIMULATED[reads]
    return SimReaderUrl(reads, options.choice("kind", {kind.value: kind for kind in kinds}, kinds[0]))


def _end(options: UrlOptions) -> End:
    return options.choice("end", {end.value: end for end in End}, End.LINE)


def _place(text: str, url: SplitResult) -> str:
    if not url.netloc and url.path.startswith("/") and url.path != "/":
        return url.path
    place = parse_usb_place(url.netloc) if url.path in {"", "/"} else None
    if place is None:
        why = f"a reader of the kind {url.scheme} needs an absolute path after three slashes, or a USB device's numbers"
        raise refused(text, why, _EXAMPLES[url.scheme])
    return str(place)
