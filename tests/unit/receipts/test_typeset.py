"""Where drawn lines stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.printing import PROFILES
from kiosk.receipts.blocks import Align, Line, Pair, Size, Step
from kiosk.receipts.drawing import draw_block
from kiosk.receipts.raster import to_rows

EPSON = PROFILES["epson-80"]


def ink_of(block: Line | Pair | Step) -> tuple[list[int], int]:
    """Inked columns in order, and the height of the block."""
    drawing = draw_block(block, EPSON)
    columns = 0
    for row in to_rows(drawing, EPSON.width_dots):
        columns |= int.from_bytes(row, "big")
    return [x for x in range(576) if columns >> (575 - x) & 1], drawing.height_dots


def test_wrapped_centred_line_leaves_no_word_alone() -> None:
    text = "Questions: desk C-001 on the ground floor, 08:00 to 17:00"
    ink, height = ink_of(Line(text))
    assert height < 2.5 * 34
    assert ink[0] > 60, "both lines are about as long, so the first ends well before the edge"
    assert abs(ink[0] - (575 - ink[-1])) < 10


@pytest.mark.parametrize(("right_to_left", "edge"), [(False, 0), (True, 575)])
def test_start_is_left_or_right(right_to_left: bool, edge: int) -> None:
    text = "ماذا يحدث الآن" if right_to_left else "What happens now"
    ink, _ = ink_of(Line(text, align=Align.START, right_to_left=right_to_left))
    near = ink[-1] if right_to_left else ink[0]
    assert abs(near - edge) <= 4


def test_title_shrinks_before_it_wraps() -> None:
    _, one = ink_of(Line("Northbridge Service Desk", size=Size.TITLE, bold=True))
    _, shrunk = ink_of(Line("Northbridge Service Desk and Help", size=Size.TITLE, bold=True))
    _, two = ink_of(Line("Northbridge Metropolitan Authority Service Desk", size=Size.TITLE, bold=True))
    assert shrunk <= one
    assert two > 1.4 * one


@pytest.mark.parametrize("text", ["Éclair Ångström", "ﷺ شكراً جزيلاً", "張偉", "ที่นี่", "शर्मा", "g̈̂̌ Ệ Ǻ"])
def test_nothing_is_cut_off_at_top_or_bottom(text: str) -> None:
    rows = to_rows(draw_block(Line(text), EPSON), 576)
    blank = bytes(72)
    assert any(row != blank for row in rows)
    assert rows[0] == blank
    assert rows[-1] == blank


def test_what_no_font_draws_is_left_out() -> None:
    with_emoji, _ = ink_of(Line("Thanks 😀🎉", align=Align.START))
    without, _ = ink_of(Line("Thanks", align=Align.START))
    assert with_emoji == without


@given(
    text=st.text(max_size=120),
    right_to_left=st.booleans(),
    size=st.sampled_from(Size),
)
def test_any_text_is_drawn_within_the_paper(text: str, right_to_left: bool, size: Size) -> None:
    drawing = draw_block(Line(text, size=size, right_to_left=right_to_left), EPSON)
    assert 0 <= drawing.height_dots < 120 * 200
    assert len(to_rows(drawing, 576)) == drawing.height_dots
