"""What agents read at desks that take plain text."""

from __future__ import annotations

import pytest

from kiosk.domain.catalog import Priority, RequestKind
from kiosk.domain.request import Contact
from kiosk.i18n import Wording
from sync.desks.note import SUBJECT_LIMIT, compose_note, compose_subject, reply_address
from tests.desks.sample_requests import ARABIC_WORDS, answered, sample_request


def test_every_line_the_customer_typed_stands_alone() -> None:
    note = compose_note(sample_request(), Wording("en"))
    for line in ARABIC_WORDS.splitlines():
        assert f"\n\u2068{line}\u2069\n" in note
    assert "\u2068What is broken?\u2069\n\u2068Screen\u2069\nShown to the customer as: \u2068الشاشة\u2069" in note


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("en", "Answer in: \u2068Arabic (ar)\u2069"),
        ("ar", "لغة الرد: \u2068العربية (ar)\u2069"),
        ("fa", "زبان پاسخ: \u2068عربی (ar)\u2069"),
        ("el", "Γλώσσα απάντησης: \u2068Αραβικά (ar)\u2069"),
        ("zh", "答复语言: \u2068阿拉伯语 (ar)\u2069"),
    ],
)
def test_labels_stand_in_the_language_of_the_desk(language: str, first: str) -> None:
    assert compose_note(sample_request(), Wording(language)).splitlines()[0] == first


def test_the_time_is_that_of_the_desk() -> None:
    note = compose_note(sample_request(), Wording("en", time_zone="Asia/Tehran"))
    assert "Accepted at: \u206821 Nov 2026 13:00\u2069" in note


def test_what_is_not_known_is_said() -> None:
    request = sample_request(contact=Contact(), accepted_at=None, answers=(answered("Why?", " \n"),), location="")
    note = compose_note(request, Wording("en"))
    assert "The customer left no way to be reached." in note
    assert "the clock of the kiosk was not set" in note
    assert "\u2068Why?\u2069\n\u2068—\u2069" in note
    assert "Kiosk: \u2068K7\u2069" in note


def test_the_way_to_a_call_for_help_is_told() -> None:
    note = compose_note(sample_request(trail=("Home", "Search: printer")), Wording("en"))
    assert "Before asking for help, at the kiosk\n\u2068Home\u2069\n\u2068Search: printer\u2069" in note


def test_a_title_begins_with_the_reference_and_is_one_line() -> None:
    request = sample_request(title_for_desk="Broken\r\nBcc: everybody " + "x" * 300)
    subject = compose_subject(request)
    assert subject.startswith(f"{request.reference} Broken Bcc: everybody xx")
    assert len(subject) == SUBJECT_LIMIT


@pytest.mark.parametrize(
    ("email", "used"),
    [
        ("layla@example.org", "layla@example.org"),
        ("o'neil+desk@mail.example.org", "o'neil+desk@mail.example.org"),
        ("", ""),
        ("ليلى@example.org", ""),
        ("a@b\r\nBcc: c@d", ""),
        ("<a@b>", ""),
        ("layla..h@example.org", ""),
        (".layla@example.org", ""),
        ("layla.@example.org", ""),
        ("=?utf-8?q?x?=@example.org", ""),
    ],
)
def test_only_an_address_that_works_is_used_as_one(email: str, used: str) -> None:
    assert reply_address(sample_request(contact=Contact(email=email))) == used


def test_a_restricted_matter_says_so_before_anything_else() -> None:
    note = compose_note(sample_request(kind=RequestKind.COMPLAINT, priority=Priority.HIGH), Wording("en"))
    assert note.splitlines()[2] == "Confidential: pass it on to nobody who cannot open this queue."
    assert "Priority: \u2068High\u2069" in note
    assert "Confidential" not in compose_note(sample_request(), Wording("en"))
