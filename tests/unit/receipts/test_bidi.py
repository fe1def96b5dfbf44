"""What stands left of what on slips with letters of both directions (Unicode UAX #9)."""

from __future__ import annotations

import pytest

from kiosk.devices.profiles import PROFILES
from kiosk.domain.text import isolate
from kiosk.receipts.blocks import Line, Pair, Step
from kiosk.receipts.compose import compose_slip
from kiosk.receipts.typeset import lay_out
from tests.unit.receipts.fixed_wording import FixedWording
from tests.unit.receipts.samples import PLAIN, changed

EPSON = PROFILES["epson-80"]


def left_to_right(block: Line | Pair | Step, *words: str) -> list[str]:
    """`words` of a block in the order they stand on paper, by where their glyphs are drawn."""
    places = {}
    for paragraph in lay_out(block, EPSON.width_dots, EPSON.dots_per_mm).paragraphs:
        layout = paragraph.layout
        line = layout.lineAt(0)
        for word in words:
            at = layout.text().find(word)
            if at >= 0:
                ends = (line.cursorToX(at + n) for n in range(1, len(word)))
                places[word] = sum(x[0] if isinstance(x, tuple) else x for x in ends) / (len(word) - 1)
    assert len(places) == len(words)
    return sorted(words, key=lambda word: places[word])


def blocks_of(language: str, **fields: object) -> list[Line | Pair | Step]:
    receipt = changed(PLAIN[language], **fields)
    written = compose_slip(receipt, FixedWording(language))
    return [block for block in written if isinstance(block, Line | Pair | Step)]


def block_with(language: str, text: str, **fields: object) -> Line | Pair | Step:
    return next(
        block
        for block in blocks_of(language, **fields)
        if text in (block.value if isinstance(block, Pair) else block.text)
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", ["17:00", "إلى", "08:00", "C-001", "مكتب", "للاستفسار"]),
        ("fa", ["۱۷:۰۰", "تا", "۰۸:۰۰", "ساعت", "C-001", "میز", "پرسش"]),
        ("en", ["Questions", "desk", "C-001", "08:00", "to", "17:00"]),
        ("zh", ["咨询", "C-001", "服务台", "08:00", "17:00"]),
    ],
)
def test_where_to_ask_keeps_the_hours_off_the_room(language: str, words: list[str]) -> None:
    assert left_to_right(block_with(language, "C-001"), *words) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", ["11:42", "2026", "نوفمبر", "21", "القاعة", "كشك"]),
        ("fa", ["۱۱:۴۲", "۱۴۰۵", "آبان", "۳۰", "سالن", "کیوسک"]),
    ],
)
def test_date_reads_from_the_right(language: str, words: list[str]) -> None:
    assert left_to_right(block_with(language, words[2]), *words) == words


def test_latin_name_of_the_kiosk_does_not_take_the_date_along() -> None:
    words = ["11:42", "2026", "نوفمبر", "21", "Main", "Hall"]
    assert left_to_right(block_with("ar", "نوفمبر", kiosk_name="Main Hall"), *words) == words


@pytest.mark.parametrize("language", ["ar", "fa"])
@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("+49 30 901820", ["+49", "30", "901820"]),
        ("NB-1047/22", ["NB", "1047", "22"]),
        ("张伟 (Zhang Wei)", ["张伟", "(Zhang", "Wei)"]),
        ("-12.50 €", ["-12.50", " €"]),
        ("Room C-214 (2nd floor)", ["Room", "C-214", "(2nd", "floor)"]),
        ("محمد علي 17", ["17", "علي", "محمد"]),
        ("C-\u0662\u0661\u0664", ["C-", "\u0662\u0661\u0664"]),
        ("ThinkPad X1 با کیف", ["کیف", "با", "ThinkPad", "X1"]),
    ],
)
def test_value_reads_in_its_own_direction(language: str, value: str, words: list[str]) -> None:
    pair = block_with(language, value, requester=value)
    assert left_to_right(pair, *words) == words


@pytest.mark.parametrize("language", ["en", "el", "zh"])
def test_arabic_name_on_a_left_to_right_slip_reads_from_the_right(language: str) -> None:
    pair = block_with(language, "محمد", requester="محمد علي 17")
    assert left_to_right(pair, "محمد", "علي", "17") == ["17", "علي", "محمد"]


def test_code_in_the_middle_of_a_persian_line_stays_in_its_place() -> None:
    step = Step("۱.", "دستگاه \u2066NB-1047/22\u2069، مدل ThinkPad X1، را بیاورید.", right_to_left=True)
    words = ["بیاورید", "ThinkPad", "X1", "مدل", "NB", "1047", "22", "دستگاه"]
    assert left_to_right(step, *words) == words


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_numbers_of_steps_stand_at_the_right(language: str) -> None:
    step = next(block for block in blocks_of(language) if isinstance(block, Step))
    number, text = lay_out(step, EPSON.width_dots, EPSON.dots_per_mm).paragraphs
    assert number.layout.lineAt(0).naturalTextRect().left() > text.layout.lineAt(0).naturalTextRect().right()


@pytest.mark.parametrize("language", sorted(PLAIN))
def test_reference_and_tracking_code_are_latin_and_read_from_the_left(language: str) -> None:
    assert left_to_right(block_with(language, "K7-0042M-9"), "K7", "0042M") == ["K7", "0042M"]
    assert left_to_right(block_with(language, "418"), "418", "205") == ["418", "205"]


@pytest.mark.parametrize("language", sorted(PLAIN))
def test_line_for_agents_is_in_their_language_whatever_the_customers(language: str) -> None:
    line = block_with(language, "IT · Replacement laptop")
    assert isinstance(line, Line)
    assert not line.right_to_left
    desk = blocks_of(language, line_for_desk="تقنية المعلومات · حاسوب بديل")[-1]
    assert isinstance(desk, Line)
    assert desk.right_to_left


def test_isolates_hold_a_name_that_tries_to_reorder_its_line() -> None:
    pair = block_with("en", "Eve", requester="Eve \u202eneves\u202c \u2067x")
    assert isinstance(pair, Pair)
    assert pair.value == isolate("Eve neves \u2067x\u2069")
