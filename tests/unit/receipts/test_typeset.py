"""Where drawn lines stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.profiles import PROFILES
from kiosk.receipts.blocks import Align, Line, Pair, Size, Step
from kiosk.receipts.drawing import draw_block
from kiosk.receipts.raster import to_rows
from kiosk.receipts.typeset import lay_out

EPSON = PROFILES["epson-80"]


def ink_of(block: Line | Pair | Step) -> tuple[list[int], int]:
    """Inked columns in order, and the height of the block."""
    drawing = draw_block(block, EPSON)
    columns = 0
    for row in to_rows(drawing, EPSON.width_dots):
        columns |= int.from_bytes(row, "big")
    return [x for x in range(576) if columns >> (575 - x) & 1], drawing.height_dots


def test_wrapped_centred_line_leaves_no_word_alone() -> None:
    text = "Questions: desk C-001 on the ground floor from 08:00 to 17:00"
    ink, height = ink_of(Line(text))
    assert height < 2.5 * 34
    assert ink[0] > 60, "both lines are about as long, so the first ends well before the edge"
    assert abs(ink[0] - (575 - ink[-1])) < 10


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Questions: desk C-001 on the first floor, ", "08:00 to 17:00"),
        ("咨询：主楼一层 C-001 服务台，", "工作日 08:00 至 17:00"),
        ("للاستفسار: مكتب C-001 في الطابق الأول، ", "من 08:00 إلى 17:00"),
    ],
)
def test_wrapped_centred_line_ends_at_a_stop(first: str, second: str) -> None:
    assert _rows_of(Line(first + second), 560 if "floor" in first else 440) == [first, second]


def _rows_of(block: Line | Pair | Step, width: int) -> list[str]:
    """The text of each drawn line of the last paragraph of a block (after its label or number)."""
    layout = lay_out(block, width, EPSON.dots_per_mm).paragraphs[-1].layout
    lines = [layout.lineAt(n) for n in range(layout.lineCount())]
    return [layout.text()[line.textStart() : line.textStart() + line.textLength()] for line in lines]


@pytest.mark.parametrize("width", range(168, 576, 24))
def test_chinese_breaks_anywhere_but_before_stops_and_after_opening_brackets(width: int) -> None:
    text = "申请已收到，正转交“信息技术”服务台（二楼）；阿卜杜热合曼·买买提依明·库尔班江《使用手册》……请勿重复提交！"
    rows = _rows_of(Step("1.", text), width)
    assert "".join(rows).replace("\u2060", "") == text
    assert not [row for row in rows if row.lstrip("\u2060")[0] in "，。；！：、）》”·…"]
    assert not [row for row in rows if row[-1] in "（《“"]
    assert len(rows) <= 2 + len(text) * 25 / (width - 40), "no line breaks only where there is a stop"


@pytest.mark.parametrize("text", ["x" * 200, "Πα" * 90, "محمد" * 50, "张" * 150])
def test_word_longer_than_the_paper_is_broken_and_whole(text: str) -> None:
    rows = _rows_of(Pair("For", text), 384)
    assert "".join(rows).replace("\u2060", "") == text
    for block in (Pair("For", text), Step("1.", text), Line(text, align=Align.START)):
        ink, _ = ink_of(block)
        assert ink[0] >= 0
        assert ink[-1] <= 575


def test_lines_of_a_paragraph_stand_equally_far_apart() -> None:
    """A vowel mark over one line opens no gap there."""
    step = Step("1.", "نجهّزه معك على مكتبك فاترك لنا شكراً من وقتك " * 3, right_to_left=True)
    layout = lay_out(step, 384, 8).paragraphs[-1].layout
    baselines = [layout.lineAt(n).y() + layout.lineAt(n).ascent() for n in range(layout.lineCount())]
    steps = [below - above for above, below in pairwise(baselines)]
    assert len(steps) >= 3
    assert max(steps) - min(steps) <= 1


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


def test_what_no_font_draws_is_a_small_mark() -> None:
    with_emoji, _ = ink_of(Line("Thanks 😀🎉", align=Align.START))
    with_mark, _ = ink_of(Line("Thanks •", align=Align.START))
    assert with_emoji == with_mark


@given(
    text=st.text(max_size=120),
    right_to_left=st.booleans(),
    size=st.sampled_from(Size),
)
def test_any_text_is_drawn_within_the_paper(text: str, right_to_left: bool, size: Size) -> None:
    drawing = draw_block(Line(text, size=size, right_to_left=right_to_left), EPSON)
    assert 0 <= drawing.height_dots < 120 * 200
    assert len(to_rows(drawing, 576)) == drawing.height_dots
