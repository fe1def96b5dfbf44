"""What people and clocks get wrong: nothing is lost, nothing lies, and the next step is said."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.domain.flow import Screen
from kiosk.walker import Walker
from tests.system.kiosk_folder import TEXT_LIMIT, KioskFolder
from tests.system.whole_kiosk import SATURDAY, SteeredClock, WholeKiosk, open_kiosk

EPOCH = datetime(1970, 1, 1, 0, 3, tzinfo=UTC)
FAR = datetime(2100, 6, 1, 12, 0, tzinfo=UTC)
NO_DATE = "No date here: the clock of this kiosk is not set."


def paste(whole: WholeKiosk, field: str, text: str) -> None:
    """From the clipboard into the field, as Ctrl+V does."""
    whole.touch(f"entry.{field}")
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(whole.finger.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    whole.settle()


def typed(whole: WholeKiosk) -> str:
    item = whole.finger.find("entry.what")
    assert item is not None
    text = item.property("text")
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("now", [EPOCH, FAR], ids=["1970", "2100"])
def test_a_clock_that_cannot_be_right_is_neither_printed_nor_stored_nor_believed(
    qapp: QGuiApplication, folder: KioskFolder, now: datetime
) -> None:
    clock = SteeredClock(now)
    with open_kiosk(folder, clock=clock) as whole:
        whole.stand_on(Screen.HELP)
        assert whole.says("Please see the opening hours below.")
        assert not whole.says("The desk is open.")
        assert not whole.says("The desk is closed now.")
        first = whole.ask("First")
        whole.wait(lambda: "is printed" in whole.slip_words, "the slip")
        (slip,) = whole.printer.slips
        assert NO_DATE in slip.text.replace("\n", " ")
        assert str(now.year) not in slip.text
        assert whole.stored(first).request.accepted_at is None
        assert not any(str(now.year) in text for text in whole.texts())
        # The clock is put right, and jumps again: the order of the outbox is the order of acceptance.
        clock.set_wall(SATURDAY)
        second = whole.ask("Second")
        assert whole.stored(second).request.accepted_at == SATURDAY
        clock.set_wall(now)
        third = whole.ask("Third")
        assert [row.reference for row in whole.kiosk.store.outbox()] == [first, second, third]


def test_questions_for_a_day_are_answered_by_touch_while_the_clock_is_wrong(
    qapp: QGuiApplication, folder: KioskFolder
) -> None:
    with open_kiosk(folder, clock=SteeredClock(EPOCH)) as whole:
        reference, _ = Walker(whole.kiosk).request("en", "guest-wifi")
        assert whole.stored(reference).request.answers[0].field == "visit"


def test_ten_thousand_pasted_characters_are_kept_and_the_limit_is_told(whole: WholeKiosk) -> None:
    text = "lorem ipsum " * 833 + "tail"
    assert len(text) == 10_000
    whole.walk_to_form()
    paste(whole, "what", text)
    assert typed(whole) == text
    whole.touch("continue")
    whole.settle()
    assert whole.screen is Screen.FORM
    assert whole.says(f"This is too long. Please keep to {TEXT_LIMIT} characters.")
    whole.kiosk.session.setLanguage("ar")
    whole.settle()
    wording = whole.kiosk.session.wording
    assert whole.says(wording.text("This is too long. Please keep to {limit} characters.", limit=TEXT_LIMIT))
    assert typed(whole) == text


def test_what_fits_is_stored_to_the_last_character(whole: WholeKiosk) -> None:
    text = ("word " * 100).strip() + "."
    assert len(text) == TEXT_LIMIT
    reference = send_pasted(whole, text)
    assert answer(whole, reference) == text


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("A\x00 lamp\x07 is\x1b[31m red\x7f", "A lamp is[31m red"),
        ("A\u202e pmal\u202c \u2066lamp\u2069 \u200flamp", "A pmal lamp lamp"),
        ("Mona 👩‍👧‍👦 and ☕ and 🇬🇷", "Mona 👩‍👧‍👦 and ☕ and 🇬🇷"),
        ("مصباح\u202e مكتب", "مصباح مكتب"),
        ("می‌خواهم", "می‌خواهم"),
        ("  first \r\n\r\n\r\n\r\n second\t ", "first\n\nsecond"),
        ("cafe\u0301", "café"),
    ],
    ids=["control", "override", "emoji", "arabic", "persian-zwnj", "lines", "decomposed"],
)
def test_odd_characters_are_cleaned_and_what_was_meant_is_stored(whole: WholeKiosk, pasted: str, kept: str) -> None:
    reference = send_pasted(whole, pasted)
    assert answer(whole, reference) == kept
    assert not any(unicodedata.category(c) == "Cc" and c != "\n" for c in answer(whole, reference))
    whole.wait(lambda: "is printed" in whole.slip_words, "the slip")


def test_overrides_in_the_name_reorder_neither_review_nor_slip(whole: WholeKiosk) -> None:
    whole.walk_to_review(name="\u202eSam\u202c Rivers")
    assert not any("\u202e" in text for text in whole.texts())
    reference = whole.send()
    assert whole.stored(reference).request.contact.name == "Sam Rivers"
    whole.wait(lambda: "is printed" in whole.slip_words, "the slip")
    assert "Sam Rivers" in whole.printer.slips[-1].text


def test_a_form_of_nothing_but_control_characters_is_an_empty_one(whole: WholeKiosk) -> None:
    whole.walk_to_form()
    paste(whole, "what", "\x07\x1b\u202e \u2066")
    whole.touch("continue")
    whole.settle()
    assert whole.screen is Screen.FORM
    assert whole.says("This is still empty. Please fill it in.")


def send_pasted(whole: WholeKiosk, text: str) -> str:
    """A whole request with `text` pasted into its question."""
    whole.walk_to_form()
    paste(whole, "what", text)
    whole.touch("continue", leads_to=Screen.IDENTIFY)
    whole.write("name", "Sam Rivers")
    whole.write("email", "sam@example.org")
    whole.touch("continue", leads_to=Screen.REVIEW)
    return whole.send()


def answer(whole: WholeKiosk, reference: str) -> str:
    """What the desk will read."""
    stored = whole.kiosk.store.request(reference)  # type: ignore[arg-type]  # it was parsed from the screen
    assert stored is not None
    return stored.request.answers[0].answer_for_desk
