"""The connector to our gateway, with the network replaced."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from kiosk.clock import ManualClock
from kiosk.domain.request import EntryKind, OutboxEntry, PublicState
from kiosk.errors import SettingsError
from sync.desks.address import DeskAddress
from sync.desks.base import AuthenticationFailed, BadAnswer, DeskFault, DeskTrouble, Refused
from sync.desks.gateway import GatewayConnector
from sync.desks.gateway_wire import encode_entry
from sync.desks.http_line import ANSWER_LIMIT
from sync.routing import Routing
from tests.desks.sample_requests import ARABIC_WORDS, sample_entry

ENTRY = sample_entry()
Answers = Callable[[httpx.Request], httpx.Response]


def filed(entry: OutboxEntry = ENTRY, **changed: Any) -> dict[str, Any]:
    """What the gateway says of an entry."""
    return {
        "entry": str(entry.id),
        "reference": entry.request.reference,
        "ticket": {"id": "12", "url": "http://desk/tickets/12/"},
        "state": "received",
    } | changed


class Wire:
    """A connector whose requests go to `answers`; `asked` keeps them."""

    def __init__(self, answers: Answers, *, read_token: Callable[[], str] = lambda: "K7.t") -> None:
        self.asked: list[httpx.Request] = []

        def handle(request: httpx.Request) -> httpx.Response:
            self.asked.append(request)
            return answers(request)

        self.connector = GatewayConnector(
            DeskAddress(
                url="http://desk.example/helpdesk/",
                read_token=read_token,
                clock=ManualClock(datetime(2026, 11, 21, tzinfo=UTC)),
                transport=httpx.MockTransport(handle),
            ),
            routing=Routing(restricted_queue="Confidential"),
        )

    def submit(self, entry: OutboxEntry = ENTRY) -> str:
        return asyncio.run(self.connector.submit(entry)).id

    def trouble(self, entry: OutboxEntry = ENTRY) -> DeskTrouble:
        with pytest.raises(DeskTrouble) as met:
            self.submit(entry)
        return met.value


def always(status: int, body: object) -> Answers:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return lambda _: httpx.Response(status, content=content)


def test_an_entry_goes_out_under_its_id_with_the_token() -> None:
    wire = Wire(always(201, filed()))
    assert wire.submit() == "12"
    request = wire.asked[0]
    assert (request.method, str(request.url)) == (
        "PUT",
        f"http://desk.example/helpdesk/kiosk/v1/entries/{ENTRY.id}",
    )
    assert request.headers["Authorization"] == "Bearer K7.t"


def test_the_body_has_what_agents_need_and_no_more() -> None:
    body = json.loads(encode_entry(ENTRY, Routing().destination(ENTRY.request)))
    assert body["schema"] == 1
    assert body["request"]["answers"][1]["answer"] == ARABIC_WORDS
    assert body["request"]["accepted_at"] == "2026-11-21T09:30:00Z"
    text = json.dumps(body, ensure_ascii=False)
    assert ENTRY.request.tracking_code not in text
    assert ENTRY.request.token not in text
    assert str(ENTRY.request.visit) not in text


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>Welcome to the hotel</html>",
        b"{}",
        b"[]",
        b'{"entry": ',
        b'{"more": ' + b"[" * 100_000,
        b"\xff\xfe",
        json.dumps(filed(sample_entry(1))).encode(),
        json.dumps(filed(reference="K7-0009M-0")).encode(),
        json.dumps(filed(ticket={"id": "", "url": ""})).encode(),
        json.dumps(filed(ticket={"id": 12})).encode(),
    ],
)
def test_an_answer_that_does_not_name_our_entrys_ticket_is_not_believed(answer: bytes) -> None:
    trouble = Wire(always(201, answer)).trouble()
    assert isinstance(trouble, BadAnswer)


def test_a_page_without_end_is_not_read_to_its_end() -> None:
    sent = 0

    class Endless(httpx.AsyncByteStream):
        async def __aiter__(self) -> Any:
            nonlocal sent
            while True:
                sent += 65536
                yield b" " * 65536

    assert isinstance(Wire(lambda _: httpx.Response(200, stream=Endless())).trouble(), BadAnswer)
    assert sent <= ANSWER_LIMIT + 2 * 65536


@pytest.mark.parametrize("status", [401, 403])
def test_a_token_that_was_renewed_is_read_again_and_used_at_once(status: int) -> None:
    tokens = iter(["K7.old", "K7.new"])
    wire = Wire(
        lambda request: (
            httpx.Response(201, json=filed())
            if request.headers["Authorization"] == "Bearer K7.new"
            else httpx.Response(status, json={"error": "unknown_token"})
        ),
        read_token=lambda: next(tokens),
    )
    assert wire.submit() == "12"
    assert len(wire.asked) == 2


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_that_is_still_the_same_is_not_tried_again(status: int) -> None:
    wire = Wire(always(status, {"error": "unknown_token"}))
    assert isinstance(wire.trouble(), AuthenticationFailed)
    assert len(wire.asked) == 1


@pytest.mark.parametrize("token", ["", "ü", "two\nlines"])
def test_a_token_that_cannot_be_sent_is_named(token: str) -> None:
    wire = Wire(always(201, filed()), read_token=lambda: token)
    assert wire.trouble().detail == "unusable_token"
    assert wire.asked == []


def test_a_missing_token_is_a_matter_for_staff_not_a_crash() -> None:
    def missing() -> str:
        raise SettingsError("The secret desk-token cannot be read.")

    assert isinstance(Wire(always(201, filed()), read_token=missing).trouble(), AuthenticationFailed)


def test_a_kind_that_the_gateway_does_not_take_is_refused_without_a_call() -> None:
    note = OutboxEntry(id=ENTRY.id, kind=EntryKind.NOTE, request=ENTRY.request, body="more", attempts=1)
    wire = Wire(always(201, filed()))
    assert isinstance(wire.trouble(note), Refused)
    assert wire.asked == []


def test_news_is_read_with_its_cursor() -> None:
    wire = Wire(always(200, {"entries": [filed(state="waiting_for_you")], "cursor": "7", "more": True}))
    changes = asyncio.run(wire.connector.changes("5"))
    assert wire.asked[0].url.params["cursor"] == "5"
    assert (changes.cursor, changes.more) == ("7", True)
    assert changes.news[0].state is PublicState.WAITING_FOR_YOU
    assert changes.news[0].request == ENTRY.request.id


def test_a_state_of_a_newer_gateway_is_not_guessed() -> None:
    wire = Wire(always(200, {"entries": [filed(state="teleported")], "cursor": "7", "more": False}))
    with pytest.raises(BadAnswer) as met:
        asyncio.run(wire.connector.changes(""))
    assert met.value.detail == "unknown_state"


def test_a_note_at_a_moment_of_no_zone_is_not_believed() -> None:
    note = {"id": "1", "at": "2026-11-22T09:00:00", "text": "Done"}
    wire = Wire(always(200, {"entries": [filed(notes=[note])], "cursor": "7", "more": False}))
    with pytest.raises(BadAnswer):
        asyncio.run(wire.connector.changes(""))


def test_a_fault_has_a_code_and_no_words_of_the_customer() -> None:
    trouble = Wire(always(422, {"error": "bad_field", "detail": ARABIC_WORDS})).trouble()
    assert (trouble.fault, trouble.detail) == (DeskFault.REFUSED, "bad_field")
    assert ARABIC_WORDS not in str(trouble)


def test_nobody_is_trusted_by_default() -> None:
    with pytest.raises(SettingsError, match=r"desk\.ca_file is missing"):
        GatewayConnector(
            DeskAddress(
                url="HTTPS://desk.example",
                read_token=lambda: "t",
                clock=ManualClock(datetime(2026, 11, 21, tzinfo=UTC)),
            ),
            routing=Routing(),
        )


@pytest.mark.parametrize("content", [None, b"", b"not a certificate"])
def test_certificates_that_cannot_be_read_name_the_setting(tmp_path: Path, content: bytes | None) -> None:
    ca_file = tmp_path / "ca.pem"
    if content is not None:
        ca_file.write_bytes(content)
    with pytest.raises(SettingsError, match=r"desk\.ca_file"):
        GatewayConnector(
            DeskAddress(
                url="https://desk.example",
                read_token=lambda: "t",
                clock=ManualClock(datetime(2026, 11, 21, tzinfo=UTC)),
                ca_file=ca_file,
            ),
            routing=Routing(),
        )
