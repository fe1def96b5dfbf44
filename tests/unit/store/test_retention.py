"""Contacts are forgotten when the screen said they would be, and not a request before it is settled."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from kiosk.clock import ManualClock
from kiosk.domain.request import Contact, Issued, Submission, Ticket
from kiosk.store.store import Store

WAIT_S = 10
DAY_S = 86_400.0
MARKER = "Mariella Marker"


@pytest.fixture
def composed(compose: Callable[[Issued], Submission]) -> Callable[[Issued], Submission]:
    """A submission by somebody whose name is easily found again."""

    def with_marker(issued: Issued) -> Submission:
        submission = compose(issued)
        assert submission.receipt is not None
        return Submission(
            request=msgspec.structs.replace(submission.request, contact=Contact(name=MARKER, email="m@example.org")),
            receipt=msgspec.structs.replace(submission.receipt, requester=MARKER),
        )

    return with_marker


def deliver(store: Store) -> None:
    entry = store.lease("agent").result(WAIT_S)
    assert entry is not None
    assert store.deliver(entry, Ticket(id="1")).result(WAIT_S)


def names(store: Store, submission: Submission) -> tuple[str, str]:
    """The name in the request and on its receipt."""
    stored, receipt = store.request_by_id(submission.request.id), store.receipt(submission.request.id)
    assert stored is not None
    assert receipt is not None
    return stored.request.contact.name, receipt.requester


def test_settled_request_loses_its_contact_after_the_days_promised(
    store: Store, clock: ManualClock, composed: Callable[[Issued], Submission]
) -> None:
    kept = store.accept(composed).result(WAIT_S)
    deliver(store)
    clock.advance(29 * DAY_S)
    assert store.forget_contacts(after_days=30).result(WAIT_S) == 0
    assert names(store, kept) == (MARKER, MARKER)
    clock.advance(2 * DAY_S)
    assert store.forget_contacts(after_days=30).result(WAIT_S) == 1
    assert names(store, kept) == ("", "")
    assert store.forget_contacts(after_days=30).result(WAIT_S) == 0


def test_what_is_still_to_be_delivered_keeps_its_contact(
    store: Store, clock: ManualClock, composed: Callable[[Issued], Submission]
) -> None:
    kept = store.accept(composed).result(WAIT_S)
    clock.advance(400 * DAY_S)
    assert store.forget_contacts(after_days=30).result(WAIT_S) == 0
    assert names(store, kept) == (MARKER, MARKER)


@pytest.mark.parametrize("wrong", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)])
def test_a_wrong_clock_forgets_nothing(
    store: Store, clock: ManualClock, composed: Callable[[Issued], Submission], wrong: datetime
) -> None:
    kept = store.accept(composed).result(WAIT_S)
    deliver(store)
    clock.set_wall(wrong)
    assert store.forget_contacts(after_days=30).result(WAIT_S) == 0
    assert names(store, kept) == (MARKER, MARKER)


def test_an_undated_request_counts_from_the_first_trusted_moment(
    store: Store, clock: ManualClock, composed: Callable[[Issued], Submission]
) -> None:
    trusted = clock.now()
    clock.set_wall(datetime(1970, 1, 1, tzinfo=UTC))
    kept = store.accept(composed).result(WAIT_S)
    deliver(store)
    clock.set_wall(trusted)
    assert store.forget_contacts(after_days=30).result(WAIT_S) == 0
    clock.advance(31 * DAY_S)
    assert store.forget_contacts(after_days=30).result(WAIT_S) == 1
    assert names(store, kept) == ("", "")


def test_the_file_never_held_the_name_in_the_clear(
    store: Store, folder: Path, composed: Callable[[Issued], Submission]
) -> None:
    store.accept(composed).result(WAIT_S)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    assert all(MARKER.encode() not in path.read_bytes() for path in files)
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(next(path for path in files if path.suffix == ".db")).execute("SELECT * FROM request")
