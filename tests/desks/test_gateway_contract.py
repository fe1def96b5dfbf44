"""The gateway's addresses on a real django-helpdesk, spoken to without our connector."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from sync.desks.embedded import EmbeddedDesk
from sync.desks.gateway_wire import encode_entry
from sync.routing import Destination
from tests.desks.agents_view import AgentsView
from tests.desks.helpdesk_agent import queue_of
from tests.desks.sample_requests import sample_entry


@pytest.fixture
def kiosk(desk: EmbeddedDesk) -> Iterator[httpx.Client]:
    """A client with the kiosk's token."""
    with httpx.Client(
        base_url=f"{desk.url}/kiosk/v1/",
        headers={"Authorization": f"Bearer {desk.token}"},
        trust_env=False,
        timeout=20,
    ) as client:
        yield client


def put(kiosk: httpx.Client, key: object, body: bytes | dict[str, Any]) -> httpx.Response:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return kiosk.put(f"entries/{key}", content=sent)


def body_of(number: int = 0, **changed: Any) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(encode_entry(sample_entry(number), Destination(queue="IT service")))
    body["request"] |= changed
    return body


def test_an_entry_is_filed_once_and_a_repetition_gets_the_same_ticket(kiosk: httpx.Client) -> None:
    key, body = uuid4(), body_of()
    first, second = put(kiosk, key, body), put(kiosk, key, body)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert first.json()["entry"] == str(key)
    assert first.json()["state"] == "received"


def test_one_key_for_two_requests_is_refused(kiosk: httpx.Client) -> None:
    key = uuid4()
    put(kiosk, key, body_of(1)).raise_for_status()
    clash = put(kiosk, key, body_of(2))
    assert (clash.status_code, clash.json()) == (409, {"error": "key_taken"})


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer K7.wrong", "Bearer ZZ.wrong", "Basic SzcuOg==", "Bearer \u00e9"],
)
@pytest.mark.parametrize("path", ["health", "changes", "entries"])
def test_only_the_kiosks_token_opens(desk: EmbeddedDesk, path: str, authorization: str) -> None:
    answer = httpx.get(
        f"{desk.url}/kiosk/v1/{path}", headers={b"Authorization": authorization.encode()}, trust_env=False
    )
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json() == {"error": "unknown_token"}


def test_an_agents_session_does_not_open_the_kiosks_door(desk: EmbeddedDesk) -> None:
    with AgentsView(desk.announced) as agents:
        answer = httpx.get(
            f"{desk.url}/kiosk/v1/health",
            cookies={"frontdoor_desk_session": agents.session_cookie},
            trust_env=False,
        )
    assert answer.status_code == 401


def test_a_kiosk_files_in_its_own_name_only(kiosk: httpx.Client) -> None:
    answer = put(kiosk, uuid4(), body_of(kiosk="K8"))
    assert (answer.status_code, answer.json()) == (403, {"error": "another_kiosk"})


def test_a_restricted_matter_waits_for_a_queue_of_its_own(kiosk: httpx.Client) -> None:
    key = uuid4()
    body = body_of(20, queue="Never made", restricted=True) | {"schema": 2}
    answer = put(kiosk, key, body)
    assert (answer.status_code, answer.json()) == (422, {"error": "no_restricted_queue"})
    body["request"]["queue"] = "confidential"
    assert put(kiosk, key, body).status_code == 201


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[]", "not_an_object"),
        (b'{"schema": 99, "kind": "request"}', "unknown_schema"),
        (b'{"schema": 1, "kind": "dance"}', "unknown_kind"),
        (b'{"schema": 1, "kind": "request"}', "bad_field"),
        (b'{"schema": 1, "kind": "request", "request": 7}', "bad_field"),
    ],
)
def test_what_is_no_entry_is_refused_with_its_fault(kiosk: httpx.Client, body: bytes, code: str) -> None:
    answer = put(kiosk, uuid4(), body)
    assert (answer.status_code, answer.json()["error"]) == (422, code)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reference", "nonsense"),
        ("reference", 7),
        ("title", ""),
        ("title", "x" * 2_000),
        ("queue", ""),
        ("owner", 7),
        ("restricted", "yes"),
        ("contact", "me"),
        ("answers", {}),
        ("answers", ["yes"]),
        ("answers", [{"question": "q", "answer": "x" * 30_000}]),
        ("trail", ["x"] * 1_000),
        ("accepted_at", "yesterday"),
        ("accepted_at", "2026-11-21T10:00:00"),
        ("accepted_at", 7),
    ],
)
def test_a_field_of_the_wrong_form_is_named_and_not_repeated(kiosk: httpx.Client, field: str, value: Any) -> None:
    answer = put(kiosk, uuid4(), body_of(**{field: value}))
    assert answer.status_code == 422
    assert answer.json()["error"] == "bad_field"
    assert answer.json()["detail"].startswith(f"request.{field}")


def test_a_body_beyond_the_limit_is_refused_unread(kiosk: httpx.Client) -> None:
    answer = put(kiosk, uuid4(), b" " * (1_048_576 + 1))
    assert (answer.status_code, answer.json()) == (413, {"error": "too_large"})
    assert put(kiosk, uuid4(), b" " * (3 * 1_048_576)).status_code == 413


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "entries"), ("DELETE", "health"), ("GET", "entries/6f1c2a52-9d0e-4c55-8a49-0f6a4f1f7c11")],
)
def test_other_methods_are_refused_in_json(kiosk: httpx.Client, method: str, path: str) -> None:
    answer = kiosk.request(method, path)
    assert (answer.status_code, answer.json()) == (405, {"error": "wrong_method"})


def test_references_are_found_with_every_ticket_they_have(kiosk: httpx.Client) -> None:
    filed = [put(kiosk, uuid4(), body_of(number)).json() for number in (11, 12, 12)]
    asked = [("reference", filed[0]["reference"]), ("reference", filed[1]["reference"]), ("reference", "K7-ZZZZM-0")]
    found = kiosk.get("entries", params=asked).json()["entries"]
    assert sorted(each["entry"] for each in found) == sorted(each["entry"] for each in filed)


def changes_after(kiosk: httpx.Client, cursor: str) -> tuple[dict[str, str], str]:
    """The newest state of each changed entry, and the cursor."""
    states: dict[str, str] = {}
    while True:
        page = kiosk.get("changes", params={"cursor": cursor}).json()
        states |= {each["entry"]: each["state"] for each in page["entries"]}
        cursor = page["cursor"]
        if not page["more"]:
            return states, cursor


def test_what_agents_do_becomes_news_in_public_words(kiosk: httpx.Client, desk: EmbeddedDesk) -> None:
    key = str(uuid4())
    ticket = put(kiosk, key, body_of(20)).json()["ticket"]["id"]
    states, cursor = changes_after(kiosk, "")
    assert states[key] == "received"
    with AgentsView(desk.announced) as agents:
        queue = queue_of(agents, ticket)
        resolved = {"new_status": "3", "comment": "Replaced.", "title": "Done", "queue": queue, "priority": "3"}
        told = []
        for path, fields in [
            ("/tickets/update/", {"ticket_id": ticket, "action": "take"}),
            (f"/tickets/{ticket}/hold/", {}),
            (f"/tickets/{ticket}/unhold/", {}),
            (f"/tickets/{ticket}/update/", resolved),
            ("/tickets/update/", {"ticket_id": ticket, "action": "close"}),
        ]:
            agents.post(path, form=f"/tickets/{ticket}/", **fields)
            states, cursor = changes_after(kiosk, cursor)
            assert set(states) == {key}, path
            told.append(states[key])
    assert told == ["in_work", "waiting_for_you", "in_work", "solved", "closed"]
    assert changes_after(kiosk, cursor) == ({}, cursor)


def test_a_merged_ticket_is_followed_to_the_one_that_is_worked_on(kiosk: httpx.Client, desk: EmbeddedDesk) -> None:
    keys = [str(uuid4()), str(uuid4())]
    lost, kept = (put(kiosk, key, body_of(30 + n)).json()["ticket"]["id"] for n, key in enumerate(keys))
    _, cursor = changes_after(kiosk, "")
    with AgentsView(desk.announced) as agents:
        merge = f"/tickets/merge?tickets={lost}&tickets={kept}"
        agents.post(merge, form=f"/tickets/{lost}/", chosen_ticket=kept)
        states, cursor = changes_after(kiosk, cursor)
        assert states[keys[0]] == "received"
        answer = put(kiosk, keys[0], body_of(30)).json()
        assert answer["ticket"]["id"] == kept
        agents.post("/tickets/update/", form=f"/tickets/{kept}/", ticket_id=kept, action="close")
    states, _ = changes_after(kiosk, cursor)
    assert states == dict.fromkeys(keys, "closed")


def test_a_ticket_that_agents_deleted_is_not_filed_again(kiosk: httpx.Client, desk: EmbeddedDesk) -> None:
    key = str(uuid4())
    filed = put(kiosk, key, body_of(40)).json()
    _, cursor = changes_after(kiosk, "")
    with AgentsView(desk.announced) as agents:
        agents.post(f"/tickets/{filed['ticket']['id']}/delete/", form=f"/tickets/{filed['ticket']['id']}/delete/")
    again = put(kiosk, key, body_of(40))
    assert again.status_code == 200
    assert again.json()["ticket"]["id"] == filed["ticket"]["id"]
    assert changes_after(kiosk, cursor)[0] == {key: "closed"}


@pytest.mark.parametrize("cursor", ["x", "-1", "1e3", "9" * 30, "١"])
def test_a_cursor_that_is_none_is_refused(kiosk: httpx.Client, cursor: str) -> None:
    answer = kiosk.get("changes", params={"cursor": cursor})
    assert (answer.status_code, answer.json()) == (422, {"error": "bad_cursor"})
