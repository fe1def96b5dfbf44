"""News from the desk in the store: with their cursor or not at all, and no harm done by those that come twice."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from kiosk.clock import ManualClock
from kiosk.domain.news import OVER, PublicNote, TicketNews
from kiosk.domain.reference import Reference
from kiosk.domain.request import PublicState, Submission, Ticket
from kiosk.store.connections import connect
from kiosk.store.news import NOTES_LIMIT, WORDS_LIMIT
from kiosk.store.salvage import salvage
from kiosk.store.schema import OPEN_TICKET
from kiosk.store.setting_aside import FILE, mark_damaged
from kiosk.store.store import Store

WAIT_S = 10
DESK = "helpdesk https://desk.example.org"
THEN = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 8, 5, tzinfo=UTC)


def note(name: str, text: str = "We look into it.", *, resolves: bool = False) -> PublicNote:
    return PublicNote(id=name, at=THEN, text=text, resolves=resolves)


def told(
    kept: Submission, state: PublicState = PublicState.IN_WORK, *notes: PublicNote, ticket: str = "1"
) -> TicketNews:
    return TicketNews(
        request=kept.request.id,
        reference=kept.request.reference,
        ticket=Ticket(id=ticket, url=f"http://desk/{ticket}"),
        state=state,
        notes=notes,
    )


def keep(
    store: Store,
    *news: TicketNews,
    after: str = "",
    cursor: str = "c1",
    ended: bool = True,
    asked_at: datetime | None = THEN,
    desk: str = DESK,
) -> int | None:
    kept = store.keep_news(desk, news, after=after, cursor=cursor, ended=ended, asked_at=asked_at)
    return kept.result(WAIT_S)


def cursor_of(store: Store, desk: str) -> str:
    return store.news_cursor(desk).result(WAIT_S)


def silent(store: Store, looks: int = 3, limit: int = 100, desk: str = DESK) -> list[Reference]:
    return list(store.silent_tickets(desk, looks=looks, limit=limit).result(WAIT_S))


@pytest.fixture
def kept(store, compose) -> Submission:
    """A request that the desk has as ticket 1."""
    return accept(store, compose)


def accept(store, compose, ticket: str = "1") -> Submission:
    submission = store.accept(compose).result(WAIT_S)
    entry = store.lease("agent").result(WAIT_S)
    assert store.deliver(entry, Ticket(id=ticket)).result(WAIT_S)
    return submission


def test_nothing_is_known_before_the_desk_has_said_anything(store, kept):
    assert store.known_ticket(kept.request.id) is None
    assert cursor_of(store, DESK) == ""


def test_what_the_desk_tells_is_known_with_its_age(store, kept):
    assert keep(store, told(kept, PublicState.IN_WORK, note("7"))) == 1
    known = store.known_ticket(kept.request.id)
    assert (known.state, known.ticket) == (PublicState.IN_WORK, Ticket(id="1", url="http://desk/1"))
    assert (known.as_of, known.since, known.notes) == (THEN, THEN, (note("7"),))
    assert cursor_of(store, DESK) == "c1"


def test_silence_of_the_desk_keeps_a_state_young_and_its_beginning_where_it_was(store, kept):
    keep(store, told(kept))
    assert keep(store, after="c1", cursor="c1", asked_at=LATER) == 0
    known = store.known_ticket(kept.request.id)
    assert (known.as_of, known.since) == (LATER, THEN)


def test_a_page_in_the_middle_makes_only_its_own_tickets_younger(store, compose, kept):
    other = accept(store, compose, "2")
    keep(store, told(kept), told(other, ticket="2"))
    keep(store, told(other, ticket="2"), after="c1", cursor="c2", ended=False, asked_at=LATER)
    assert store.known_ticket(kept.request.id).as_of == THEN
    assert store.known_ticket(other.request.id).as_of == LATER


def test_no_age_is_told_where_the_clock_was_not_to_be_trusted(store, kept):
    keep(store, told(kept), asked_at=None)
    known = store.known_ticket(kept.request.id)
    assert (known.as_of, known.since) == (None, None)


def test_the_same_news_again_change_nothing(store, kept):
    page = told(kept, PublicState.SOLVED, note("7"), note("8", resolves=True))
    assert keep(store, page) == 1
    before = store.known_ticket(kept.request.id)
    assert keep(store, page, page, after="c1") == 0
    assert store.known_ticket(kept.request.id) == before


def test_of_two_news_of_one_ticket_the_later_counts(store, kept):
    keep(store, told(kept, PublicState.IN_WORK), told(kept, PublicState.SOLVED), told(kept, PublicState.IN_WORK))
    assert store.known_ticket(kept.request.id).state is PublicState.IN_WORK


def test_news_of_requests_from_another_life_are_passed_over(store, kept):
    foreign = TicketNews(
        request=uuid4(), reference=Reference("K7-9999Z-9"), ticket=Ticket(id="9"), state=PublicState.SOLVED
    )
    impostor = TicketNews(
        request=kept.request.id, reference=Reference("K7-9999Z-9"), ticket=Ticket(id="9"), state=PublicState.SOLVED
    )
    assert keep(store, foreign, impostor, told(kept)) == 1
    assert store.known_ticket(foreign.request) is None
    assert store.known_ticket(kept.request.id).state is PublicState.IN_WORK
    assert cursor_of(store, DESK) == "c1"


def test_a_page_read_from_an_older_cursor_is_left_out(store, kept):
    """An agent that was given up, and its follower, both read on from the same place."""
    keep(store, told(kept, PublicState.SOLVED), cursor="c2")
    assert keep(store, told(kept, PublicState.RECEIVED), after="", cursor="c1") is None
    assert store.known_ticket(kept.request.id).state is PublicState.SOLVED
    assert cursor_of(store, DESK) == "c2"


def test_another_desk_is_read_from_its_own_beginning(store, kept):
    keep(store, told(kept), cursor="c9")
    other = "rt https://rt.example.org"
    assert cursor_of(store, other) == ""
    keep(store, cursor="r1", desk=other, asked_at=LATER)
    assert (cursor_of(store, other), cursor_of(store, DESK)) == ("r1", "c9")
    assert store.known_ticket(kept.request.id).as_of == THEN, "the new desk has said nothing of it"


def test_a_cursor_can_be_given_up(store, kept):
    keep(store, told(kept))
    store.begin_news_anew(DESK).result(WAIT_S)
    assert cursor_of(store, DESK) == ""
    assert store.known_ticket(kept.request.id).state is PublicState.IN_WORK


def test_notes_are_those_that_are_public_now(store, kept):
    keep(store, told(kept, PublicState.IN_WORK, note("7", "Dear Layla"), note("8")))
    assert keep(store, told(kept, PublicState.IN_WORK, note("8", "We looked.")), after="c1") == 1
    assert store.known_ticket(kept.request.id).notes == (note("8", "We looked."),)


def test_a_desk_that_tells_without_measure_is_cut(store, kept):
    many = [note(str(number), "x" * 10_000 + "\0") for number in range(200)]
    keep(store, told(kept, PublicState.IN_WORK, *many))
    notes = store.known_ticket(kept.request.id).notes
    assert [each.id for each in notes] == [str(number) for number in range(200 - NOTES_LIMIT, 200)]
    assert {len(each.text) for each in notes} == {WORDS_LIMIT}
    assert keep(store, told(kept, PublicState.IN_WORK, *many), after="c1") == 0


def test_a_note_can_do_nothing_but_be_read(store, kept):
    keep(store, told(kept, PublicState.IN_WORK, note("7", "one\x1b[2J\r\n\u202etwo\0\u200f")))
    assert store.known_ticket(kept.request.id).notes == (note("7", "one[2J\ntwo"),)


def test_what_counts_as_open_is_what_is_not_over():
    assert set(re.findall(r"'(\w+)'", OPEN_TICKET)) == {state.value for state in set(PublicState) - OVER}


def test_a_note_told_twice_in_one_breath_is_one(store, kept):
    keep(store, told(kept, PublicState.IN_WORK, note("7", "a"), note("7", "b")))
    assert store.known_ticket(kept.request.id).notes == (note("7", "b"),)


def test_open_tickets_that_were_not_heard_of_for_long_are_silent(store, compose, kept):
    solved, told_of = accept(store, compose, "2"), accept(store, compose, "3")
    keep(store, told(kept), told(solved, PublicState.SOLVED, ticket="2"), told(told_of, ticket="3"))
    for number in range(3):
        assert silent(store) == []
        keep(store, told(told_of, ticket="3"), after=f"c{number + 1}", cursor=f"c{number + 2}")
    assert silent(store) == [kept.request.reference]
    assert silent(store, limit=0) == []


def test_a_ticket_merged_into_anothers_is_asked_for_each_time(store, kept):
    keep(store, told(kept, ticket="5"))
    assert silent(store) == [kept.request.reference]
    found = store.keep_found(
        DESK, [kept.request.reference], [told(kept, PublicState.SOLVED, ticket="5")], asked_at=LATER
    )
    assert found.result(WAIT_S) == 1
    assert silent(store) == []


def test_a_ticket_that_the_desk_has_no_more_grows_old_and_holds_no_other_up(store, kept):
    keep(store, told(kept))
    for number in range(3):
        keep(store, after=f"c{number + 1}", cursor=f"c{number + 2}")
    assert store.keep_found(DESK, silent(store), [], asked_at=LATER).result(WAIT_S) == 0
    assert silent(store) == []
    keep(store, after="c4", cursor="c5", asked_at=LATER)
    known = store.known_ticket(kept.request.id)
    assert (known.state, known.as_of) == (PublicState.IN_WORK, THEN)
    keep(store, told(kept), after="c5", cursor="c6", asked_at=LATER)
    assert store.known_ticket(kept.request.id).as_of == LATER


def test_a_desk_that_takes_over_is_asked_for_what_the_one_before_had(store, kept):
    keep(store, told(kept))
    assert silent(store, desk="rt https://rt.example.org") == [kept.request.reference]


def test_news_and_cursor_survive_a_restart(opener, compose):
    first = opener().store
    submission = accept(first, compose)
    keep(first, told(submission, PublicState.SOLVED, note("7", resolves=True)), cursor="c7")
    first.close()
    second = opener().store
    assert cursor_of(second, DESK) == "c7"
    assert second.known_ticket(submission.request.id).notes == (note("7", resolves=True),)


def test_after_a_salvage_the_desk_is_asked_from_the_beginning(opener, compose, key):
    """What the new file read meanwhile was of requests that it did not have."""
    first = opener().store
    submission = accept(first, compose)
    keep(first, told(submission))
    first.close()
    mark_damaged(first.folder)
    opened = opener()
    keep(opened.store, told(submission), cursor="c5")
    assert opened.store.known_ticket(submission.request.id) is None
    salvage(opened.set_aside, opened.store, key)
    assert cursor_of(opened.store, DESK) == ""
    keep(opened.store, told(submission), cursor="c5")
    assert opened.store.known_ticket(submission.request.id).state is PublicState.IN_WORK


def test_a_store_of_the_version_before_is_brought_up_with_what_it_holds(opener, compose, folder, key):
    first = opener().store
    submission = accept(first, compose)
    first.close()
    raw = connect(folder / FILE, key)
    for statement in (
        "DROP TABLE ticket_note",
        "DROP TABLE ticket_news",
        "DROP TABLE desk_feed",
        "UPDATE alembic_version SET version_num = '0004'",
    ):
        raw.execute(statement)
    raw.close()
    opened = opener()
    assert opened.set_aside is None
    keep(opened.store, told(submission, PublicState.SOLVED))
    assert opened.store.known_ticket(submission.request.id).state is PublicState.SOLVED


def test_a_request_goes_with_its_news(store, clock: ManualClock, kept):
    from kiosk.store.retention import drop_requests, find_requests

    keep(store, told(kept, PublicState.SOLVED, note("7")))
    store.abandon_prints().result(WAIT_S)
    clock.advance(86_400)
    positions = store.read(lambda connection: find_requests(connection, clock.now()))
    assert store.write(lambda connection: drop_requests(connection, positions)).result(WAIT_S) == 1
    assert store.known_ticket(kept.request.id) is None
    assert store.request_by_id(kept.request.id) is None
