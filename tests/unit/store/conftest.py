"""What the tests of the store share: a key, a clock, and requests to accept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from kiosk.clock import ManualClock
from kiosk.domain.answers import TextAnswer
from kiosk.domain.catalog import RequestKind
from kiosk.domain.receipt import Receipt
from kiosk.domain.request import AnsweredQuestion, Contact, Issued, Request, Submission
from kiosk.store import connections, copying
from kiosk.store.opening import Opened, open_store
from kiosk.store.purging import Purged, purge
from kiosk.store.store import Store
from tests.unit.store.forgetting import KEPT, MARKER

Composer = Callable[[Issued], Submission]
Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def key() -> bytes:
    return bytes(range(32))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def opener(folder: Path, key: bytes, clock: ManualClock) -> Iterator[Open]:
    """Opens the store as the interface does; what is still open is closed after the test."""
    stores: list[Store] = []

    def open_again(**changes: Any) -> Opened:
        arguments: dict[str, Any] = {"folder": folder, "key": key, "kiosk_code": "K7", "clock": clock}
        opened = open_store(**(arguments | {"lock_timeout_s": 0.2} | changes))
        stores.append(opened.store)
        return opened

    yield open_again
    for store in stores:
        store.close()


@pytest.fixture
def store(opener: Open) -> Store:
    return opener().store


@pytest.fixture
def compose() -> Composer:
    """A submission with a receipt, of about two kilobytes."""
    return composer()


@pytest.fixture(scope="session")
def compose_sized() -> Callable[..., Composer]:
    """Makes composers: `size` is the length of the one answer; `receipt` says whether there is one."""
    return composer


@pytest.fixture
def composed(compose: Composer) -> Composer:
    """A submission by somebody whose name is easily found again."""

    def with_marker(issued: Issued) -> Submission:
        submission = compose(issued)
        assert submission.receipt is not None
        return Submission(
            request=msgspec.structs.replace(submission.request, contact=Contact(name=MARKER, email="m@example.org")),
            receipt=msgspec.structs.replace(submission.receipt, requester=MARKER),
        )

    return with_marker


@pytest.fixture
def purge_now(key: bytes, folder: Path) -> Callable[[Store], Purged]:
    """Purges as the kiosk does each hour."""
    return lambda store: purge(store, key, KEPT, backups=folder / "backups")


@pytest.fixture
def without_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same store opened without a key, and else as ever: what stands in its files can be looked for."""

    def attach_new(connection: Any, path: Path, key: bytes) -> None:
        connection.execute("ATTACH DATABASE ? AS copy", (str(path),))

    monkeypatch.setattr(connections, "unlock", lambda _cursor, _key: None)
    monkeypatch.setattr(copying, "attach_new", attach_new)


def composer(size: int = 200, *, receipt: bool = True, visit: int = 7) -> Composer:
    def compose(issued: Issued) -> Submission:
        text = "ö" * size
        question = AnsweredQuestion(
            field="what",
            answer=TextAnswer(text),
            question_shown="Was ist los?",
            answer_shown=text,
            question_for_desk="What is wrong?",
            answer_for_desk=text,
        )
        request = Request(
            id=issued.request_id,
            reference=issued.reference,
            tracking_code=issued.tracking_code,
            token=issued.token,
            kind=RequestKind.INCIDENT,
            language="en",
            service="broken-lamp",
            title_shown="Broken lamp",
            title_for_desk="Broken lamp",
            department="Facilities",
            department_for_desk="Facilities",
            queue="facilities",
            contact=Contact(name="Ada Example", email="ada@example.org"),
            answers=(question,),
            accepted_at=issued.accepted_at,
            kiosk="K7",
            location="Hall",
            pack_version="1",
            visit=UUID(int=visit),
        )
        slip = Receipt(
            language="en",
            desk_name="Service desk",
            kiosk_name="Hall",
            accepted_at=issued.accepted_at,
            time_zone="Europe/Berlin",
            reference=issued.reference,
            tracking_code=issued.tracking_code,
            title="Broken lamp",
            qr=issued.reference,
            qr_opens_status=False,
            ask="At the desk",
            line_for_desk="Broken lamp",
        )
        return Submission(request=request, receipt=slip if receipt else None)

    return compose
