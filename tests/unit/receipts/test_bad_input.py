"""What authors and customers may write beyond all measure still makes a slip that can be read."""

from __future__ import annotations

import pytest

from kiosk.devices.profiles import PROFILES
from kiosk.domain.printing import PrinterProfile
from kiosk.domain.receipt import Receipt
from kiosk.receipts import draw_picture, render_slip
from kiosk.receipts.blocks import Pair
from kiosk.receipts.compose import compose_slip
from tests.unit.receipts.escpos_reader import Sheet, read_slip
from tests.unit.receipts.fixed_wording import LANGUAGES, FixedWording
from tests.unit.receipts.samples import ENGLISH, PLAIN, changed

WORDS = {
    "en": "Where shall we bring it, please",
    "ar": "إلى أين نوصله من فضلك",
    "fa": "آن را به کجا بیاوریم",
    "el": "Πού να το φέρουμε, παρακαλώ",
    "zh": "请问应当送到哪里，",
}
PAPERS = [PROFILES["epson-80"], PROFILES["epson-58"], PROFILES["generic-58"]]
LONGEST_MM = 1_000
"""A metre of paper for sixty answers is long, and still a slip."""


def printed(receipt: Receipt, profile: PrinterProfile) -> Sheet:
    slip = render_slip(receipt, profile, FixedWording(receipt.language))
    return read_slip(b"".join(slip.fragments), profile.width_dots)


@pytest.mark.parametrize("profile", PAPERS, ids=lambda profile: profile.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_label_of_three_hundred_characters_is_wrapped_whole(language: str, profile: PrinterProfile) -> None:
    label = (f"{WORDS[language]} " * 30)[:300].strip()
    receipt = changed(PLAIN[language], details=((label, "C-214"), ("x" * 300, "C-215")))
    sheet = printed(receipt, profile)
    assert sheet.cut
    assert sheet.height < LONGEST_MM * 8
    if language == "en":
        said = " ".join(sheet.lines())
        assert label in said
        assert said.replace(" ", "").count("x" * 300) == 1
    [pair] = [b for b in compose_slip(receipt, FixedWording(language)) if isinstance(b, Pair) and "C-214" in b.value]
    assert pair.label == label


@pytest.mark.parametrize("profile", PAPERS, ids=lambda profile: profile.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_sixty_answers_are_all_on_the_slip(language: str, profile: PrinterProfile) -> None:
    details = tuple((f"{WORDS[language]} {n}", f"NB-{n:05}") for n in range(60))
    receipt = changed(PLAIN[language], details=details)
    sheet = printed(receipt, profile)
    assert sheet.cut
    assert sheet.height < LONGEST_MM * 8
    if language in {"en", "el"} and profile.code_pages.keys() > {0}:
        said = " ".join(sheet.lines())
        places = [said.index(value) for _, value in details]
        assert places == sorted(places)
    assert draw_picture(receipt, profile, FixedWording(language)).height() < LONGEST_MM * 8


def test_answer_as_long_as_a_question_takes_is_whole() -> None:
    answer = ("The screen went black and then it smelled of smoke. " * 50)[:2000].strip()
    assert answer in " ".join(printed(changed(ENGLISH, details=(("Note", answer),)), PAPERS[0]).lines())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["😀", "👩🏽\u200d🔬", "\U00013080", "\u200d\u2067", "\ufe0f", "\x07\x1b", " "])
def test_name_that_cannot_be_written_leaves_no_hole(language: str, name: str) -> None:
    """A mark, or the word for guest where nothing was typed that anybody could see."""
    receipt = changed(PLAIN[language], requester=name)
    blocks = [block for block in compose_slip(receipt, FixedWording(language)) if isinstance(block, Pair)]
    guest = FixedWording(language).text("Guest")
    marked = name[0] in "😀👩\U00013080"
    assert (guest in blocks[1].value) is not marked
    sheet = printed(receipt, PAPERS[0])
    assert sheet.commands.count("ESC @") == 1
    if language == "en":
        assert any("Guest" in line for line in sheet.lines()) is not marked
        assert bool(sheet.rows) is marked, "the mark is drawn"


def test_nothing_but_what_must_be_there_makes_a_slip() -> None:
    bare = Receipt(
        language="en",
        desk_name="",
        kiosk_name="",
        accepted_at=None,
        time_zone="UTC",
        reference=ENGLISH.reference,
        tracking_code="",
        title="",
        qr="",
        qr_opens_status=False,
        ask="",
        line_for_desk="",
    )
    for profile in PAPERS:
        sheet = printed(bare, profile)
        assert "K7-0042M-9" in sheet.lines()
        assert sheet.cut


def test_language_nobody_translated_is_printed_in_english_words() -> None:
    """A receipt kept by a later version, say: the catalogue answers in English, and the slip comes out."""
    sheet = read_slip(
        b"".join(render_slip(changed(ENGLISH, language="de"), PAPERS[0], FixedWording("en")).fragments), 576
    )
    assert "Your reference" in sheet.lines()
