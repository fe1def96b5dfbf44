"""Every language's slip says the same things in the same order, on either paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from bench.laptop_slip import ask_for_a_laptop, demo_pack, wording_of
from kiosk.devices.profiles import PROFILES
from kiosk.domain.receipt import Receipt
from kiosk.i18n import Wording, catalogue
from kiosk.receipts import render_slip
from kiosk.receipts.blocks import Block, Code, Gap, Line, Pair, Rule, Step
from kiosk.receipts.compose import compose_slip
from tests.unit.receipts.escpos_reader import read_slip
from tests.unit.receipts.fixed_wording import LANGUAGES, FixedWording
from tests.unit.receipts.samples import ENGLISH, LONG, MIXED, PLAIN, changed

KINDS: dict[str, Mapping[str, Receipt]] = {"plain": PLAIN, "long": LONG, "mixed": MIXED}


def shape_of(block: Block) -> tuple[object, ...]:
    """What a block is, and whatever of it no language may change."""
    match block:
        case Line(text, size, bold, align, _, apart):
            return Line, size, bold, align, len(apart), text if text == ENGLISH.reference else ""
        case Pair(_, value):
            return Pair, value if "418" in value else ""
        case Step():
            return (Step,)
        case Rule() | Gap() | Code():
            return (block,)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_slip_has_the_lines_of_the_english_one(kind: str, language: str) -> None:
    english, other = (
        [shape_of(block) for block in compose_slip(KINDS[kind][which], FixedWording(which))]
        for which in ("en", language)
    )
    assert other == english


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fields", [{}, {"accepted_at": None}, {"qr": "K7-0042M-9", "qr_opens_status": False}])
def test_every_sentence_of_a_slip_is_in_the_catalogue(language: str, fields: dict[str, object]) -> None:
    asked: list[str] = []

    class Listening(Wording):
        def text(self, msgid: str, /, **values: object) -> str:
            asked.append(msgid)
            return super().text(msgid, **values)

    compose_slip(changed(PLAIN[language], **fields), Listening(language))
    assert len(asked) >= 6
    if language != "en":
        assert [sentence for sentence in asked if catalogue(language).gettext(sentence) == sentence] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "el"])
def test_both_papers_carry_the_same_words(kind: str, language: str) -> None:
    receipt = KINDS[kind][language]
    words = []
    for paper in ("epson-80", "epson-58"):
        profile = PROFILES[paper]
        slip = render_slip(receipt, profile, FixedWording(language))
        sheet = read_slip(b"".join(slip.fragments), profile.width_dots)
        text = "".join(line for line in sheet.lines() if "─" not in line)
        words.append("".join(text.replace("·", "").split()))
        assert sheet.codes[0][0].decode() == receipt.qr
    assert words[0] == words[1]


def test_pack_of_the_demo_makes_the_same_slip_in_every_language() -> None:
    """As the kiosk makes it: the real journey, pack and catalogues, the same taps in each language."""
    assert set(demo_pack().languages) == set(LANGUAGES)
    receipts = {language: ask_for_a_laptop(language) for language in LANGUAGES}
    written = {language: compose_slip(receipt, wording_of(language)) for language, receipt in receipts.items()}
    shapes = {language: [shape_of(block) for block in blocks] for language, blocks in written.items()}
    assert {language for language in shapes if shapes[language] != shapes["en"]} == set()
    english = sentences_of(written["en"]) - {receipts["en"].reference}
    for language, blocks in written.items():
        if language != "en":
            assert sentences_of(blocks) & english == set(), "not translated"
        assert any(isinstance(block, Pair) and "C-214" in block.value for block in blocks)


def sentences_of(blocks: Iterable[Block]) -> set[str]:
    """What labels, lines and steps say."""
    said = {block.text for block in blocks if isinstance(block, Line | Step)}
    return said | {block.label for block in blocks if isinstance(block, Pair)}
