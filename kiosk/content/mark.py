"""Whether the organisation's mark can be drawn: a small square SVG or PNG that brings nothing from elsewhere. Pure.

The SVG is the part of SVG Tiny 1.2 that every renderer draws alike: shapes, gradients, groups. No text, because fonts
differ; no scripts, styles, links or pictures.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import TypeAlias
from xml.parsers import expat

BRAND_FOLDER = "brand"

MARK_FILES = (f"{BRAND_FOLDER}/mark.svg", f"{BRAND_FOLDER}/mark.png")
"""What the file of the mark may be called."""

MAX_MARK_BYTES = 64 * 1024
"""A mark is drawn with the first frame: one that takes long to read would hold up every start."""

PNG_SIZES = range(128, 1025)
"""Pixels in each direction; the largest mark on the glass, 20 mm, has 200 on a fine screen."""

ASPECTS = (0.8, 1.25)
"""Width by height: the mark stands in a square."""

MAX_SHAPES = 2_000
"""What is drawn in all, with what `use` repeats: a few lines of nested `use` could ask for millions."""

Problem: TypeAlias = tuple[int, str, str]
"""A line (0 for the file as a whole), what is wrong there, and what to do."""

_SVG = "http://www.w3.org/2000/svg"
_SHAPES = frozenset(
    {"svg", "g", "defs", "use", "symbol", "title", "desc", "metadata", "linearGradient", "radialGradient", "stop"}
    | {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
)
_REMEDIES = {
    "text": "Turn its letters into paths.",
    "style": "Save it with presentation attributes, as plain SVG.",
    "image": "Draw it with shapes.",
    "script": "Remove it.",
}
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)(?:px|mm|cm|pt|in)?\s*")
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:", re.IGNORECASE)


def mark_faults(raw: bytes) -> Iterator[Problem]:
    """Everything that keeps the mark in the file `raw` from being drawn."""
    if len(raw) > MAX_MARK_BYTES:
        kilobytes = -(-len(raw) // 1024)
        yield 0, f"The mark has {kilobytes} KB.", f"Make it simpler: at most {MAX_MARK_BYTES // 1024} KB."
    elif raw.startswith(_PNG_SIGNATURE):
        yield from _png_faults(raw)
    else:
        yield from _svg_faults(raw)


# -- SVG


class _Refused(Exception):
    """Reading goes no further."""


class _SvgReader:
    """Looks at each element as the parser comes to it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._element
        self._parser.EndElementHandler = self._element_end
        self._is_root = True
        self._open: list[tuple[str, int]] = []
        """The elements around this place: the id of each, and how many are drawn with it so far."""
        self._drawn: dict[str, int] = {}
        """By id: how many are drawn with an element that stands whole before this place."""

    def read(self, raw: bytes) -> None:
        try:
            self._parser.Parse(raw, True)
        except expat.ExpatError as error:
            what = f"This is no SVG: {expat.ErrorString(error.code)}."
            self.problems.append((error.lineno, what, "Export the mark again, as plain SVG or as PNG."))
        except _Refused:
            pass

    def _say(self, what: str, remedy: str) -> None:
        self.problems.append((self._parser.CurrentLineNumber, what, remedy))

    def _doctype(self, *_declaration: object) -> None:
        # Entities grow without bound; nothing of a document that declares any is read.
        self._say("A document type is declared here.", "Delete the `<!DOCTYPE …>`.")
        raise _Refused

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        space, _, kind = name.rpartition(" ")
        if self._is_root:
            self._is_root = False
            if (space, kind) != (_SVG, "svg"):
                self._say(f"This is no SVG, but <{kind}>.", "Export the mark as plain SVG or as PNG.")
                raise _Refused
            self._measure(attributes)
        self._open.append((attributes.get("id", ""), 1 + self._repeated(kind, attributes)))
        if kind == "script" or (space == _SVG and kind not in _SHAPES):
            remedy = _REMEDIES.get(kind, "Use plain shapes, groups and gradients.")
            self._say(f"<{kind}> may not stand in a mark.", remedy)
            return
        for key, value in attributes.items():
            bare = key.rpartition(" ")[2]
            if bare.lower().startswith("on"):
                self._say(f"`{bare}` is a script.", "Remove it.")
            elif (bare == "href" and not value.startswith("#")) or _ELSEWHERE.search(value):
                self._say(f"`{bare}` refers to something outside the file.", "Draw it in the mark itself.")

    def _element_end(self, _name: str) -> None:
        name, number = self._open.pop()
        if name:
            self._drawn[name] = number
        if self._open:
            around, before = self._open[-1]
            self._open[-1] = (around, before + number)
        elif number > MAX_SHAPES:
            self._say(f"The mark draws {number} shapes.", f"Make it simpler: at most {MAX_SHAPES}, repeated ones too.")

    def _repeated(self, kind: str, attributes: dict[str, str]) -> int:
        """How many more are drawn because of a `use`. One that leads to itself never ends, so each looks back only."""
        if kind != "use":
            return 0
        target = next((value for key, value in attributes.items() if key.rpartition(" ")[2] == "href"), "")
        if target.startswith("#") and target[1:] not in self._drawn:
            self._say(f"<use> refers to {target}, which does not stand whole before it.", "Move it before the <use>.")
        return self._drawn.get(target[1:], 0)

    def _measure(self, attributes: dict[str, str]) -> None:
        box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
        sizes = box[2:] if len(box) == 4 else [attributes.get("width", ""), attributes.get("height", "")]
        found = [_LENGTH.fullmatch(size) for size in sizes]
        lengths = [float(match[1]) for match in found if match]
        if len(lengths) < 2 or not all(lengths):
            self._say("The mark does not say how large it is.", 'Add a `viewBox`, such as "0 0 64 64".')
        else:
            self.problems += [(self._parser.CurrentLineNumber, *said) for said in _aspect_faults(*lengths)]


def _svg_faults(raw: bytes) -> Iterator[Problem]:
    reader = _SvgReader()
    reader.read(raw)
    yield from reader.problems


def _aspect_faults(width: float, height: float) -> Iterator[tuple[str, str]]:
    if not ASPECTS[0] <= width / height <= ASPECTS[1]:
        yield f"The mark is {width:g} wide and {height:g} high.", "Make it about square."


# -- PNG

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DAMAGED = "The PNG is damaged or cut short."


def _png_faults(raw: bytes) -> Iterator[Problem]:
    chunks = dict(_png_chunks(raw))
    head, body = chunks.get(b"IHDR", b""), chunks.get(b"IDAT")
    if b"IEND" not in chunks or len(head) != 13 or not body:
        yield 0, _DAMAGED, "Export it again."
        return
    width, height = struct.unpack_from(">II", head)
    if width not in PNG_SIZES or height not in PNG_SIZES:
        remedy = f"Make it {PNG_SIZES[0]} to {PNG_SIZES[-1]} pixels in each direction."
        yield 0, f"The mark has {width} by {height} pixels.", remedy
        return
    for what, remedy in _aspect_faults(width, height):
        yield 0, what, remedy
    try:
        # The largest there is: 16 bits for each of four channels, and a byte of filter in each line.
        pixels = zlib.decompressobj().decompress(body, height * (8 * width + 1))
    except zlib.error:
        pixels = b""
    if len(pixels) < height * (1 + (width * _bits_a_pixel(head) + 7) // 8):
        yield 0, _DAMAGED, "Export it again."


def _bits_a_pixel(head: bytes) -> int:
    """Of an IHDR (PNG, 11.2.2): bits for each channel, by as many channels as the kind of colour has."""
    depth, colour = head[8], head[9]
    return depth * {2: 3, 4: 2, 6: 4}.get(colour, 1)


def _png_chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Chunks by name up to the first damaged one, those of one name joined (PNG, 5.3 and 5.4)."""
    joined: dict[bytes, bytes] = {}
    at = len(_PNG_SIGNATURE)
    while at + 12 <= len(raw):
        (length,) = struct.unpack_from(">I", raw, at)
        name, body = raw[at + 4 : at + 8], raw[at + 8 : at + 8 + length]
        checksum = raw[at + 8 + length : at + 12 + length]
        if checksum != struct.pack(">I", zlib.crc32(name + body)):
            break
        joined[name] = joined.get(name, b"") + body
        at += 12 + length
    yield from joined.items()
