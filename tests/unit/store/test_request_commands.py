"""`kiosk requests show`: what is known of a request, with its age, and texts only for who asks for them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from kiosk.domain.kept_days import KeptDays
from kiosk.domain.news import PublicNote, TicketNews
from kiosk.domain.request import PublicState, Submission, Ticket
from kiosk.store import command_place
from kiosk.store.command_place import StorePlace, use_store_place
from kiosk.store.request_commands import describe, read_status, requests_app

WAIT_S = 10
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
WORDS = "Dear Ada,\ncome at four."


@pytest.fixture
def kept(store, compose) -> Submission:
    submission = store.accept(compose).result(WAIT_S)
    entry = store.lease("agent").result(WAIT_S)
    store.deliver(entry, Ticket(id="5")).result(WAIT_S)
    return submission


def tell(store, kept: Submission, *, ticket: str = "5", asked_at: datetime | None = NOW) -> None:
    news = TicketNews(
        request=kept.request.id,
        reference=kept.request.reference,
        ticket=Ticket(id=ticket),
        state=PublicState.SOLVED,
        notes=(PublicNote(id="1", at=NOW, text=WORDS, resolves=True),),
    )
    store.keep_news("desk", [news], after="", cursor="", ended=True, asked_at=asked_at).result(WAIT_S)


def shown(store, kept: Submission, *, notes: bool = False) -> str:
    status = read_status(store, kept.request.reference, notes=notes)
    assert status is not None
    return "\n".join(describe(status))


def test_state_ticket_and_age_are_told(store, clock, kept):
    tell(store, kept)
    clock.advance(185)
    text = shown(store, kept)
    assert f"{kept.request.reference}  delivered" in text
    assert "at the desk: solved, ticket 5\n" in text
    assert "as of 2026-11-21 09:30 UTC, 3 minutes ago" in text
    assert "notes for the customer: 1" in text
    assert "Ada" not in text


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=10), "a moment ago"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(days=3), "3 days ago"),
    ],
)
def test_an_age_is_told_in_words(store, clock, kept, passed, words):
    tell(store, kept)
    clock.advance(passed.total_seconds())
    assert f"UTC, {words}" in shown(store, kept)


def test_no_age_is_made_up_without_a_clock(store, clock, kept):
    tell(store, kept, asked_at=None)
    assert "as of a time that the kiosk's clock did not know" in shown(store, kept)
    tell(store, kept)
    clock.set_wall(datetime(1970, 1, 1, tzinfo=UTC))
    assert "09:30 UTC, which this clock cannot place" in shown(store, kept)


def test_texts_are_told_to_who_asks_for_them(store, kept):
    tell(store, kept)
    text = shown(store, kept, notes=True)
    assert "  - 2026-11-21 09:30 UTC, the solution\n    Dear Ada,\n    come at four." in text


def test_a_merge_is_told(store, kept):
    tell(store, kept, ticket="9")
    assert "ticket 9, which 5 was merged into" in shown(store, kept)


def test_silence_is_told_as_silence(store, kept):
    assert "at the desk: filed as ticket 5; it has said nothing yet" in shown(store, kept)


@pytest.fixture
def run(store, folder, key, monkeypatch):
    monkeypatch.setattr(command_place, "_providers", [])
    days = KeptDays(guest_contact=30, request=365, task=365, set_aside=30, backup=30)
    use_store_place(
        lambda _: StorePlace(
            folder=folder, key=key, kiosk_code="K7", kept=days, backups=folder / "backups", read_secret=lambda _: b""
        )
    )
    return lambda *words: CliRunner().invoke(requests_app, ["show", *words])


def test_programs_get_one_object_without_texts(store, kept, run):
    tell(store, kept)
    answer = run(kept.request.reference.lower(), "--json")
    assert answer.exit_code == 0
    status = json.loads(answer.output)
    assert (status["state"], status["desk"]["state"], status["desk"]["notes"]) == ("delivered", "solved", 1)
    assert status["notes"] is None
    assert "Ada" not in answer.output
    with_notes = json.loads(run(kept.request.reference, "--json", "--notes").output)
    assert [note["text"] for note in with_notes["notes"]] == [WORDS]


def test_people_get_lines(kept, run):
    answer = run(kept.request.reference)
    assert answer.exit_code == 0
    assert answer.output.startswith(f"{kept.request.reference}  delivered\n")


@pytest.mark.parametrize("typed", ["K7-0001A-0", "nonsense"])
def test_a_request_that_is_not_there_is_told(run, typed):
    answer = run(typed)
    assert answer.exit_code == 1
    assert f"There is no request {typed}." in answer.stderr
