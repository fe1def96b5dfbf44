"""What the kiosk makes of the lines of its sync process."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from kiosk import sync_child
from kiosk.clock import SystemClock
from kiosk.domain.news import KnownTicket
from kiosk.domain.request import PublicState, Ticket
from kiosk.errors import StoreError
from kiosk.sync_child import start_sync
from sync.events import Delivered as DeliveredEvent
from sync.events import DeskChanged, DeskState, Event, NewsRead, encode_event

KNOWN = KnownTicket(ticket=Ticket(id="12"), state=PublicState.IN_WORK, as_of=None, since=None)


class Following:
    """The screen of an open visit."""

    def __init__(self, request: UUID | None) -> None:
        self.followed = request
        self.told: list[object] = []

    def tell_ticket(self, request: UUID, ticket: Ticket) -> None:
        self.told.append((request, ticket))

    def tell_desk(self, request: UUID, known: KnownTicket) -> None:
        self.told.append((request, known))


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Callable[[Event], None]]:
    """Starts no process: gives the ear for its lines."""

    def start(
        follower: Callable[[], Following | None], known: Callable[[UUID], KnownTicket | None]
    ) -> Callable[[Event], None]:
        ears: list[Callable[[dict[str, Any]], None]] = []

        class NoChild:
            def __init__(self, _command: list[str], *, on_line: Callable[[dict[str, Any]], None], **_: object) -> None:
                ears.append(on_line)

            def start(self) -> None:
                """Nothing runs."""

        monkeypatch.setattr(sync_child, "Child", NoChild)
        start_sync(None, SystemClock(), known=known, follower=follower, on_exit=lambda _: None)
        return lambda event: ears[0](json.loads(encode_event(event)))

    return start


def test_the_open_visit_hears_of_its_request(heard) -> None:
    request = uuid4()
    screen = Following(request)
    say = heard(lambda: screen, lambda asked: KNOWN if asked == request else None)
    say(DeliveredEvent(request, Ticket(id="12", url="http://desk/12")))
    say(NewsRead(0))
    say(DeskChanged(DeskState.REACHABLE))
    assert screen.told == [(request, Ticket(id="12")), (request, KNOWN)]


def test_without_a_request_in_hand_the_store_is_left_alone(heard) -> None:
    screen = Following(None)
    say = heard(lambda: screen, lambda _: pytest.fail("nobody wants to know"))
    say(NewsRead(3))
    assert screen.told == []


def test_before_there_is_a_screen_nothing_is_told(heard) -> None:
    say = heard(lambda: None, lambda _: pytest.fail("nobody wants to know"))
    say(NewsRead(3))
    say(DeliveredEvent(uuid4(), Ticket(id="12")))


def test_what_is_not_known_or_cannot_be_read_is_not_told(heard) -> None:
    screen = Following(uuid4())
    answers: list[KnownTicket | StoreError | None] = [None, StoreError("The disk is busy."), KNOWN]

    def known(_: UUID) -> KnownTicket | None:
        answer = answers.pop(0)
        if isinstance(answer, StoreError):
            raise answer
        return answer

    say = heard(lambda: screen, known)
    for _ in range(3):
        say(NewsRead(1))
    assert [known for _, known in screen.told] == [KNOWN]
