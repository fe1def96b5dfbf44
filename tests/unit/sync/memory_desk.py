"""A desk in memory with weather of its own, and connectors to it that keep their word or break it in one way each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

from kiosk.domain.news import TicketNews
from kiosk.domain.reference import Reference
from kiosk.domain.request import EntryKind, OutboxEntry, PublicState, Ticket
from sync.conformance.weather import Asked, Fault, fair
from sync.desks.base import (
    Ability,
    AuthenticationFailed,
    BadAnswer,
    Changes,
    DeskFault,
    DeskHealth,
    Guarantee,
    Refused,
    Unreachable,
)

_TROUBLE: dict[Fault, Callable[[], Exception]] = {
    Fault.HTML: lambda: BadAnswer(DeskFault.BAD_ANSWER),
    Fault.REDIRECT: lambda: BadAnswer(DeskFault.BAD_ANSWER),
    Fault.FAILED: lambda: BadAnswer(DeskFault.FAILED_THERE),
    Fault.UNAUTHORIZED: lambda: AuthenticationFailed(DeskFault.AUTHENTICATION_FAILED),
    Fault.TOO_MANY: lambda: Unreachable(DeskFault.UNAVAILABLE),
    Fault.UNAVAILABLE: lambda: Unreachable(DeskFault.UNAVAILABLE),
    Fault.RESET: lambda: Unreachable(DeskFault.NO_ANSWER),
}


class MemoryWeather:
    """Faults happen inside the connector; there is no network."""

    def __init__(self) -> None:
        self.choose: Callable[[Asked], Fault] = fair
        self.latency_s = 0.0
        self.url = "memory:"
        self.away = False
        self.late: list[Callable[[], object]] = []

    async def up(self) -> None:
        self.away = False

    async def down(self) -> None:
        self.away = True

    async def release(self) -> None:
        late, self.late = self.late, []
        for file in late:
            file()

    async def __aenter__(self) -> MemoryWeather:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing is open."""


class MemoryDesk:
    """Tickets in the order they were made; those of one entry more than once where a connector let it happen."""

    def __init__(self) -> None:
        self.tickets: list[TicketNews] = []
        self._numbers = count(1)

    def file(self, entry: OutboxEntry) -> Ticket:
        ticket = Ticket(id=str(next(self._numbers)))
        reference = entry.request.reference
        self.tickets.append(
            TicketNews(request=entry.id, reference=reference, ticket=ticket, state=PublicState.RECEIVED)
        )
        return ticket


class FaithfulConnector:
    """Keeps what it declares."""

    guarantee = Guarantee.EXACTLY_ONCE
    abilities = frozenset({Ability.FIND, Ability.CHANGES})

    def __init__(self, desk: MemoryDesk, weather: MemoryWeather, *, wrong_token: bool = False) -> None:
        self.desk = desk
        self.weather = weather
        self.wrong_token = wrong_token

    async def submit(self, entry: OutboxEntry) -> Ticket:
        if entry.kind is not EntryKind.REQUEST:
            raise Refused(DeskFault.REFUSED)
        self.check_way()
        fault = self.weather.choose(Asked("PUT", ""))
        if (trouble := _TROUBLE.get(fault)) is not None:
            raise trouble()
        if fault is Fault.LATE:
            self.weather.late.append(lambda: self.file(entry))
            raise Unreachable(DeskFault.NO_ANSWER)
        ticket = self.file(entry)
        if fault is not Fault.NONE:
            raise Unreachable(DeskFault.NO_ANSWER)
        return ticket

    def check_way(self) -> None:
        if self.weather.away:
            raise Unreachable(DeskFault.UNREACHABLE)
        if self.wrong_token:
            raise AuthenticationFailed(DeskFault.AUTHENTICATION_FAILED)

    def file(self, entry: OutboxEntry) -> Ticket:
        known = [news.ticket for news in self.desk.tickets if news.request == entry.id]
        return known[0] if known else self.desk.file(entry)

    async def find(self, references: Sequence[Reference]) -> tuple[TicketNews, ...]:
        return tuple(news for news in self.desk.tickets if news.reference in references)

    async def changes(self, cursor: str) -> Changes:
        return Changes(
            news=tuple(self.desk.tickets[int(cursor or 0) :]), cursor=str(len(self.desk.tickets)), more=False
        )

    async def health(self) -> DeskHealth:
        self.check_way()
        return DeskHealth(product="Memory")

    async def close(self) -> None:
        """Nothing is open."""


class ForgetfulConnector(FaithfulConnector):
    """Makes a ticket of every call."""

    def file(self, entry: OutboxEntry) -> Ticket:
        return self.desk.file(entry)


class HonestMail(ForgetfulConnector):
    """Makes a ticket of every call, and says so."""

    guarantee = Guarantee.AT_LEAST_ONCE
    abilities = frozenset()

    async def find(self, references: Sequence[Reference]) -> tuple[TicketNews, ...]:
        raise Refused(DeskFault.REFUSED)

    async def changes(self, cursor: str) -> Changes:
        raise Refused(DeskFault.REFUSED)


class HastyConnector(FaithfulConnector):
    """Says that a request is filed when its call has left."""

    async def submit(self, entry: OutboxEntry) -> Ticket:
        try:
            return await super().submit(entry)
        except Unreachable as trouble:
            if trouble.fault is DeskFault.NO_ANSWER:
                return Ticket(id=str(entry.id))
            raise


class BitterConnector(FaithfulConnector):
    """Takes every failure at the desk for a refusal."""

    async def submit(self, entry: OutboxEntry) -> Ticket:
        try:
            return await super().submit(entry)
        except BadAnswer as trouble:
            raise Refused(DeskFault.REFUSED) from trouble


class VagueConnector(FaithfulConnector):
    """Tells every trouble alike."""

    def check_way(self) -> None:
        if self.weather.away or self.wrong_token:
            raise BadAnswer(DeskFault.BAD_ANSWER)


class BoastfulConnector(FaithfulConnector):
    """Declares to find and to tell news, and does neither; takes what it does not declare."""

    async def submit(self, entry: OutboxEntry) -> Ticket:
        return self.file(entry) if entry.kind is not EntryKind.REQUEST else await super().submit(entry)

    async def find(self, references: Sequence[Reference]) -> tuple[TicketNews, ...]:
        return ()

    async def changes(self, cursor: str) -> Changes:
        return Changes(news=(), cursor=cursor, more=False)


class EndlessConnector(FaithfulConnector):
    """Has always more news, and always the same."""

    async def changes(self, cursor: str) -> Changes:
        return Changes(news=(), cursor=cursor, more=True)
