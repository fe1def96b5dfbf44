"""A desk in memory with weather of its own, and connectors to it that keep their word or break it in one way each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

import msgspec

from kiosk.domain.news import PublicNote, TicketNews
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
        self.news: list[TicketNews] = []
        """How tickets stood, one thing after the other."""
        self.internal: dict[str, PublicNote] = {}
        self.merged: dict[str, str] = {}
        self._numbers = count(1)

    def file(self, entry: OutboxEntry) -> Ticket:
        ticket = Ticket(id=str(next(self._numbers)))
        reference = entry.request.reference
        self.tickets.append(
            TicketNews(request=entry.id, reference=reference, ticket=ticket, state=PublicState.RECEIVED)
        )
        self.news.append(self.tickets[-1])
        return ticket

    def change(self, number: str, **changed: Any) -> None:
        """Tell that ticket otherwise from now on."""
        for place, told in enumerate(self.tickets):
            if told.ticket.id == number:
                self.tickets[place] = msgspec.structs.replace(told, **changed)
                self.news.append(self.tickets[place])


class MemoryAgent:
    """Works the tickets of a MemoryDesk."""

    def __init__(self, desk: MemoryDesk) -> None:
        self.desk = desk

    async def write(self, ticket: str, words: str, *, public: bool) -> None:
        number = str(len(self.desk.news))
        if not public:
            self.desk.internal[ticket] = PublicNote(id=number, at=None, text=words)
            return
        for told in self.desk.tickets:
            if told.ticket.id == ticket:
                self.desk.change(ticket, notes=(*told.notes, PublicNote(id=number, at=None, text=words)))
                return

    async def solve(self, ticket: str) -> None:
        self.desk.change(ticket, state=PublicState.SOLVED)

    async def merge(self, lost: str, kept: str) -> None:
        self.desk.merged[lost] = kept
        self.desk.change(lost, ticket=Ticket(id=kept))


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
        return Changes(news=tuple(self.desk.news[int(cursor or 0) :]), cursor=str(len(self.desk.news)), more=False)

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


class LeakyConnector(FaithfulConnector):
    """Tells what agents write for each other."""

    async def changes(self, cursor: str) -> Changes:
        told = await super().changes(cursor)
        leaked = tuple(
            msgspec.structs.replace(news, notes=(*news.notes, *self._internal(news.ticket))) for news in told.news
        )
        return msgspec.structs.replace(told, news=leaked)

    def _internal(self, ticket: Ticket) -> tuple[PublicNote, ...]:
        note = self.desk.internal.get(ticket.id)
        return () if note is None else (note,)


class ForgettingReader(FaithfulConnector):
    """Loses the news of a page that broke on its way."""

    def __init__(self, desk: MemoryDesk, weather: MemoryWeather, *, wrong_token: bool = False) -> None:
        super().__init__(desk, weather, wrong_token=wrong_token)
        self.lost = 0

    async def changes(self, cursor: str) -> Changes:
        told = await super().changes(str(max(int(cursor or 0), self.lost)))
        if self.weather.choose(Asked("GET", "")) is not Fault.NONE:
            self.lost = len(self.desk.news)
            raise Unreachable(DeskFault.NO_ANSWER)
        return told


class LostInMerges(FaithfulConnector):
    """Goes on telling the ticket that was merged away, and lets everybody read what was written to the other."""

    async def find(self, references: Sequence[Reference]) -> tuple[TicketNews, ...]:
        lost = {kept: lost for lost, kept in self.desk.merged.items()}
        return tuple(
            msgspec.structs.replace(news, ticket=Ticket(id=lost.get(news.ticket.id, news.ticket.id)))
            for news in await super().find(references)
        )
