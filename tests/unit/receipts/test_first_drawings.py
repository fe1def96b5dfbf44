"""The first slip of a kiosk is drawn as all later ones: fonts that load meanwhile change no letter.

Qt keeps a glyph that a font lacks as its number in another font and that font's place in a list; loading a font moves
the list. Each case runs in a process of its own, because a font once loaded stays.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[3]

_MANY = ("zh-80-hebrew", "en-80-mixed", "ar-80-mixed", "zh-80-rare", "el-80-mixed", "fa-80-mixed", "zh-58-long")


def _drawings(threads: int, kind: str, *names: str) -> dict[str, set[str]]:
    """The different drawings of each of `names` by a fresh process, which draws each twice."""
    command = [sys.executable, "-m", "tests.unit.receipts.first_drawings", str(threads), kind, *names]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, timeout=50, check=False)
    assert done.returncode == 0, done.stderr
    drawings: dict[str, set[str]] = {name: set() for name in names}
    for line in done.stdout.splitlines():
        name, digest = line.split()
        drawings[name].add(digest)
    return drawings


def _drawn_otherwise(drawings: dict[str, set[str]]) -> list[str]:
    return [name for name, digests in drawings.items() if len(digests) != 1]


def test_name_in_letters_not_met_before_leaves_its_label_alone() -> None:
    """Its font loads once the label is laid out, and before that is drawn."""
    assert not _drawn_otherwise(_drawings(1, "paper", "zh-80-hebrew"))


def test_lines_of_a_picture_are_left_alone_by_those_below() -> None:
    assert not _drawn_otherwise(_drawings(1, "picture", "zh-80", "en-58-mixed"))


@pytest.mark.parametrize("kind", ["paper", "picture"])
def test_slips_drawn_at_the_same_time_are_drawn_as_each_alone(kind: str) -> None:
    assert not _drawn_otherwise(_drawings(4, kind, *_MANY))


def test_signs_beside_bengali_letters_are_the_same_whatever_was_drawn_before() -> None:
    """Qt shapes them in the font of Bengali, which has no euro: another font is asked, and it may not be any."""
    drawings = _drawings(1, "paper", "en-80-bengali")
    assert drawings["en-80-bengali"] == _drawings(1, "paper", "zh-80", "en-80-bengali")["en-80-bengali"]
    assert not _drawn_otherwise(drawings)
