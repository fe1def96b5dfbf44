"""Lines in the printer's own letters."""

from __future__ import annotations

from kiosk.devices.profiles import PROFILES
from kiosk.domain.printing import PrinterProfile
from kiosk.receipts.blocks import Block, Line, Pair, Size, Step
from kiosk.receipts.native import set_in_columns

EPSON, NARROW, GENERIC = PROFILES["epson-80"], PROFILES["epson-58"], PROFILES["generic-80"]


def rows(block: Block, profile: PrinterProfile = EPSON, page: int | None = None) -> list[str] | None:
    lines = set_in_columns(block, profile, page)
    return None if lines is None else ["".join(part.text for part in line.parts) for line in lines]


def test_the_page_in_force_is_kept_while_it_serves() -> None:
    block = Line("Café")
    for page in (0, 2, 16, 19):
        lines = set_in_columns(block, EPSON, page)
        assert lines is not None
        assert lines[0].page == page


def test_printer_with_one_page_draws_what_it_lacks() -> None:
    assert rows(Line("naïve")) == ["naïve"]
    assert rows(Line("it’s")) == ["it’s"]
    assert rows(Line("it’s"), GENERIC) is None


def test_right_to_left_is_never_text_whatever_the_pages_hold() -> None:
    assert rows(Line("12", right_to_left=True)) is None
    assert rows(Pair("Name", "محمد")) is None


def test_isolates_vanish_and_no_break_spaces_become_spaces() -> None:
    assert rows(Step("1.", "Ask at \u2066C\u00a0214\u2069")) == ["1. Ask at C 214"]


def test_further_lines_of_a_step_hang_under_its_text() -> None:
    assert rows(Step("1.", "We have it and send it to the IT desk."), NARROW) == [
        "1. We have it and send it to the",
        "   IT desk.",
    ]


def test_title_is_double_then_tall_then_wrapped() -> None:
    for text, times, count in (("A" * 24, (2, 2), 1), ("A" * 25, (1, 2), 1), ("word " * 20, (1, 2), 3)):
        lines = set_in_columns(Line(text.strip(), size=Size.TITLE), EPSON, None)
        assert lines is not None
        assert {line.times for line in lines} == {times}
        assert len(lines) == count


def test_wrapped_centred_lines_are_about_equally_long() -> None:
    wrapped = rows(Line("Questions: desk C-001, 08:00 to 17:00"), NARROW)
    assert wrapped is not None
    assert max(map(len, wrapped)) - min(map(len, wrapped)) <= 8


def test_pair_that_fits_fills_the_line() -> None:
    assert rows(Pair("For", "Guest"), NARROW) == ["For" + "Guest".rjust(29)]


def test_pair_with_a_long_label_stands_on_two_lines() -> None:
    label = "The room it should be delivered to, as on the door"
    assert rows(Pair(label, "C-214")) == [
        "The room it should be delivered to, as on the",
        "door",
        "C-214".rjust(48),
    ]
