"""The paper in the simulated printer: dots, the distance from print head to cutter, and what was cut off."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

LONGEST_DOTS = 24_000
"""Three metres. Nobody cuts for that long on purpose; what is longer falls off by itself, so memory stays bounded."""

_GROW_DOTS = 1_200


@dataclass(frozen=True, slots=True)
class Piece:
    """What came out at a cut: its picture and the text lines on it, top to bottom."""

    picture: Image.Image
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on it."""
        return self.picture.getextrema() == (255, 255)


class Paper:
    """Rows of dots under the print head, growing as they are fed."""

    def __init__(self, width_dots: int, head_to_cutter_dots: int) -> None:
        self.width_dots = width_dots
        self._gap = head_to_cutter_dots
        self._rows = Image.new("L", (width_dots, _GROW_DOTS), 255)
        # A cut always leaves the stretch between head and cutter behind, so every slip begins with it.
        self._head = head_to_cutter_dots
        self._lines: list[tuple[int, str]] = []

    def feed(self, dots: int) -> None:
        """Move on without printing."""
        self._head = min(self._head + max(0, dots), LONGEST_DOTS)
        if self._head > self._rows.height:
            taller = Image.new("L", (self.width_dots, self._head + _GROW_DOTS), 255)
            taller.paste(self._rows, (0, 0))
            self._rows = taller

    def stamp(self, picture: Image.Image, x: int, *, below_head: int = 0) -> None:
        """Print `picture` (0 is ink) with its top `below_head` dots under the head; does not feed."""
        head = self._head
        self.feed(picture.height + below_head)
        self._head = head
        ink = picture.point(lambda grey: 255 - grey)
        self._rows.paste(0, (x, head + below_head), ink)

    def note_text(self, line: str) -> None:
        """Remember what the line at the head says."""
        self._lines.append((self._head, line))

    def cut(self) -> Piece:
        """Cut at the cutter: what is between head and cutter stays in the printer for the next slip."""
        at = max(0, self._head - self._gap)
        picture = self._rows.crop((0, 0, self.width_dots, max(1, at)))
        text = "\n".join(line for y, line in self._lines if y < at)
        rest = self._rows.crop((0, at, self.width_dots, self._head))
        self._rows = Image.new("L", (self.width_dots, _GROW_DOTS), 255)
        self._rows.paste(rest, (0, 0))
        self._lines = [(y - at, line) for y, line in self._lines if y >= at]
        self._head -= at
        return Piece(picture, text)
