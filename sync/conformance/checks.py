"""The checks of the conformance kit: what a connector must do to keep the guarantee that it declares."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

import msgspec

from kiosk.domain.news import OVER, TicketNews
from kiosk.domain.reference import next_reference
from kiosk.domain.request import EntryKind
from sync.conformance.kit import AgentAtDesk, CannotTry, Check, NotKept, Trial
from sync.conformance.weather import Asked, Fault, fair, shower, storm
from sync.desks.base import (
    Ability,
    AuthenticationFailed,
    DeskFault,
    DeskTrouble,
    Guarantee,
    Refused,
    Unreachable,
)
from sync.desks.patience import PATIENCE

AT_ONCE = 4
"""Entries under way together, as the agent has them."""

SENDERS = 6
"""Of one and the same entry: more than a kiosk and its clone will ever be."""

IMPATIENT = replace(PATIENCE, silence_s=1.0)
"""For weather in which no answer comes at all."""

PASSING = (
    Fault.LOST_ANSWER,
    Fault.TRUNCATED,
    Fault.HALF_JSON,
    Fault.RESET,
    Fault.HTML,
    Fault.REDIRECT,
    Fault.UNAUTHORIZED,
    Fault.TOO_MANY,
    Fault.FAILED,
    Fault.UNAVAILABLE,
)
"""What proxies, portals and restarts do, and what is over some time later."""


async def tell_health(trial: Trial) -> None:
    """A desk that is well says what it is."""
    if not (await trial.connector.health()).product:
        raise NotKept("health() named no product.")


async def file_one(trial: Trial) -> None:
    """A request becomes a ticket with a number."""
    entry = trial.new_entry()
    if not (await trial.connector.submit(entry)).id:
        raise NotKept("The ticket has no number.")
    await trial.expect_tickets(entry)


async def file_again(trial: Trial) -> None:
    """The same entry again is the same ticket."""
    entry = trial.new_entry()
    first = await trial.file(entry)
    again = await trial.connector.submit(msgspec.structs.replace(entry, attempts=2))
    if first.id != again.id:
        raise NotKept(f"It became ticket {first.id}, and ticket {again.id} when it was sent again.")
    await trial.expect_tickets(entry)


async def file_from_many(trial: Trial) -> None:
    """Several senders of one entry: a kiosk whose agent was killed and started again beside a slow call."""
    entry = trial.new_entry()
    await asyncio.gather(*(trial.file(entry) for _ in range(SENDERS)))
    await trial.expect_tickets(entry)
    after = {(await trial.file(entry)).id for _ in range(2)}
    if len(after) > 1:
        raise NotKept(f"It is known as {' and as '.join(sorted(after))}.")


async def lose_answer(trial: Trial, fault: Fault) -> None:
    """The desk filed it and nobody heard: the next attempts must not file it again."""
    entry = trial.new_entry()
    trial.desk.weather.choose = _when_filing(fault)
    async with trial.another(patience=IMPATIENT) as impatient:
        met = [await _meet(impatient.submit(entry)) for _ in range(2)]
    trial.desk.weather.choose = fair
    if None in met:  # then the agent would not send it again
        await trial.expect_tickets(entry)
    tickets = {(await trial.file(entry)).id for _ in range(2)}
    if trial.once and len(tickets) > 1:
        raise NotKept(f"It is known as {' and as '.join(sorted(tickets))}.")
    await trial.expect_tickets(entry)


async def arrive_late(trial: Trial) -> None:
    """A call that the kiosk has given up reaches the desk after the next attempt has succeeded."""
    entry = trial.new_entry()
    trial.desk.weather.choose = _when_filing(Fault.LATE)
    async with trial.another(patience=IMPATIENT) as impatient:
        if not isinstance(await _meet(impatient.submit(entry)), Unreachable):
            raise NotKept("An answer that never came was not told as such.")
    trial.desk.weather.choose = fair
    ticket = await trial.file(entry)
    await trial.desk.weather.release()
    await trial.expect_tickets(entry)
    if trial.once and (now := (await trial.file(entry)).id) != ticket.id:
        raise NotKept(f"It was ticket {ticket.id}, and became {now}.")


async def stand_storm(trial: Trial) -> None:
    """Many entries, a quarter of all answers lost, others broken or reset: what the guarantee says, for each."""
    weather = storm(trial.desk.seed)
    trial.desk.weather.choose = lambda _: next(weather)
    entries = [trial.new_entry() for _ in range(trial.desk.volume)]
    waiting = iter(entries)

    async def send() -> None:
        for entry in waiting:
            await trial.file(entry)

    await asyncio.gather(*(send() for _ in range(AT_ONCE)))
    trial.desk.weather.choose = fair
    await trial.expect_tickets(*entries)


async def tell_trouble(trial: Trial) -> None:
    """Whatever passes is told as trouble that passes: an entry is refused for good only by the desk itself."""
    for fault in PASSING:
        trial.desk.weather.choose = _always(fault)
        if isinstance(await _meet(trial.connector.submit(trial.new_entry())), Refused):
            raise NotKept(f"{fault} made a dead letter of a request.")


async def go_away(trial: Trial) -> None:
    """A desk that cannot be reached is told as such, and is used again when it is back."""
    await trial.desk.weather.down()
    try:
        met = await _meet(trial.connector.submit(trial.new_entry()))
    finally:
        await trial.desk.weather.up()
    if met is None or met.fault is not DeskFault.UNREACHABLE:
        raise NotKept(f"It said {met or 'that all is well'}.")
    await trial.file(trial.new_entry())


async def take_no_wrong_token(trial: Trial) -> None:
    """A refused token is told as such: that pauses the kiosk and calls staff, and buries no request."""
    if not trial.desk.has_token:
        raise CannotTry("This desk does not ask who calls.")
    async with trial.another(wrong_token=True) as stranger:
        for met in (await _meet(stranger.submit(trial.new_entry())), await _meet(stranger.health())):
            if not isinstance(met, AuthenticationFailed):
                raise NotKept(f"It said {met or 'that all is well'}.")


async def restart_desk(trial: Trial) -> None:
    """The desk's power fails while entries are under way, and comes back."""
    if trial.desk.restart is None:
        raise CannotTry("Nobody may switch this desk off from here.")
    entries = [trial.new_entry() for _ in range(2 * AT_ONCE)]
    filing = [asyncio.create_task(trial.file(entry)) for entry in entries[:AT_ONCE]]
    try:
        await asyncio.wait(filing, return_when=asyncio.FIRST_COMPLETED)
        filing += [asyncio.create_task(trial.file(entry)) for entry in entries[AT_ONCE:]]
        await trial.desk.restart()
        await asyncio.gather(*filing)
    finally:
        for task in filing:
            task.cancel()
        await asyncio.gather(*filing, return_exceptions=True)
    await trial.expect_tickets(*entries)


async def find_filed(trial: Trial) -> None:
    """What was filed is found by its reference, and what was not is not."""
    entries = [trial.new_entry() for _ in range(3)]
    tickets = {entry.id: (await trial.file(entry)).id for entry in entries}
    _, never_filed = next_reference(trial.desk.kiosk, "Y", trial.desk.seed % 500_000)
    found = await trial.connector.find([*(entry.request.reference for entry in entries), never_filed])
    seen = {news.request: news.ticket.id for news in found if news.request in tickets}
    if seen != tickets:
        raise NotKept(f"{len(entries)} were filed, {len(seen)} of them found with their tickets.")
    if any(news.reference == never_filed for news in found):
        raise NotKept("It found a reference that was never filed.")


async def tell_changes(trial: Trial) -> None:
    """A new ticket is among the news after the cursor, and news end."""
    cursor, _ = await _read_news(trial, "")
    entry = trial.new_entry()
    ticket = await trial.file(entry)
    _, news = await _read_news(trial, cursor)
    if (entry.id, ticket.id) not in {(each.request, each.ticket.id) for each in news}:
        raise NotKept("A new ticket was not among the news.")


async def tell_work(trial: Trial) -> None:
    """What agents do and write for the customer is told through bad weather; what they write for colleagues never."""
    agent, entry = _agent(trial), trial.new_entry()
    ticket = (await trial.file(entry)).id
    cursor, _ = await _read_news(trial, "")
    await agent.write(ticket, _FOR_COLLEAGUES, public=False)
    await agent.write(ticket, _FOR_CUSTOMERS, public=True)
    await agent.solve(ticket)
    weather = shower(trial.desk.seed)
    trial.desk.weather.choose = lambda _: next(weather)
    _, news = await _read_news(trial, cursor)
    told = [each for each in news if each.request == entry.id]
    if not told or told[-1].state not in OVER:
        raise NotKept(f"A solved ticket was told as {told[-1].state if told else 'nothing'}.")
    words = [note.text for note in told[-1].notes]
    if _FOR_CUSTOMERS not in words:
        raise NotKept(f"What was written for the customer was not among the {len(words)} notes.")
    if any(_FOR_COLLEAGUES in note.text for each in news for note in each.notes):
        raise NotKept("It told what was written for colleagues alone.")


async def resume_news(trial: Trial) -> None:
    """Read page by page through bad weather, each from the cursor of the one before, news miss nothing."""
    cursor, _ = await _read_news(trial, "")
    entries = [trial.new_entry() for _ in range(2 * AT_ONCE)]
    for entry in entries:
        await trial.file(entry)
    weather = shower(trial.desk.seed)
    trial.desk.weather.choose = lambda _: next(weather)
    after, news = await _read_news(trial, cursor)
    if missed := {entry.id for entry in entries} - {each.request for each in news}:
        raise NotKept(f"{len(missed)} of {len(entries)} new tickets were not among the news.")
    _, again = await _read_news(trial, cursor)
    if {each.request for each in news} - {each.request for each in again}:
        raise NotKept("Read again from the same cursor, news were missing.")
    await _read_news(trial, after)


async def follow_merge(trial: Trial) -> None:
    """A ticket that agents merged is told as the one that is worked on, and notes of the other customer are not."""
    agent, ours, theirs = _agent(trial), trial.new_entry(), trial.new_entry()
    lost, kept = (await trial.file(ours)).id, (await trial.file(theirs)).id
    await agent.write(kept, _FOR_CUSTOMERS, public=True)
    await agent.merge(lost, kept)
    await agent.solve(kept)
    told = [each for each in await trial.connector.find([ours.request.reference]) if each.request == ours.id]
    if not told or told[-1].ticket.id != kept:
        raise NotKept(f"It was merged into {kept}, and told as {told[-1].ticket.id if told else 'nothing'}.")
    if told[-1].state not in OVER:
        raise NotKept(f"The ticket it was merged into is solved, and it was told as {told[-1].state}.")
    if any(note.text == _FOR_CUSTOMERS for note in told[-1].notes):
        raise NotKept("It told what was written to the other customer before the merge.")


async def refuse_undeclared(trial: Trial) -> None:
    """What a connector does not declare it refuses, so that staff learn of it at once."""
    connector, entry = trial.connector, trial.new_entry()
    undeclared = frozenset(Ability) - connector.abilities
    for ability, kind in _KINDS.items():
        if ability in undeclared:
            met = await _meet(connector.submit(msgspec.structs.replace(entry, kind=kind, body="-")))
            if not isinstance(met, Refused):
                raise NotKept(f"It took a {kind}, which it does not declare.")
    if Ability.FIND in undeclared and not isinstance(await _meet(connector.find([entry.request.reference])), Refused):
        raise NotKept("It looked for a ticket, which it does not declare.")
    if Ability.CHANGES in undeclared and not isinstance(await _meet(connector.changes("")), Refused):
        raise NotKept("It told news, which it does not declare.")


CHECKS: tuple[Check, ...] = (
    Check("health", "The desk says that it is well, and what it is.", tell_health),
    Check("filed", "A request becomes a ticket with a number.", file_one),
    Check("filed_again", "The same request again is the same ticket.", file_again, guarantee=Guarantee.EXACTLY_ONCE),
    Check(
        "filed_from_many",
        "One request from many senders at once is one ticket.",
        file_from_many,
        guarantee=Guarantee.EXACTLY_ONCE,
    ),
    *(
        Check(
            str(fault),
            f"{seen} loses no request and doubles none beyond the guarantee.",
            partial(lose_answer, fault=fault),
        )
        for fault, seen in (
            (Fault.LOST_ANSWER, "A lost answer"),
            (Fault.TRUNCATED, "An answer cut short"),
            (Fault.HALF_JSON, "Half an answer that says it is whole"),
            (Fault.SILENCE, "An answer that never comes"),
            (Fault.RESET, "A connection that is reset"),
        )
    ),
    Check("late", "A call that arrives after it was given up does no harm beyond the guarantee.", arrive_late),
    Check("storm", "With a quarter of all answers lost, every request arrives as often as declared.", stand_storm),
    Check("trouble", "Trouble that passes never makes a dead letter.", tell_trouble),
    Check("away", "A desk out of reach is told as such, and used again when it is back.", go_away),
    Check("wrong_token", "A refused token is told as such.", take_no_wrong_token),
    Check("restarted", "A power cut at the desk loses and doubles nothing beyond the guarantee.", restart_desk),
    Check("found", "Tickets are found by reference.", find_filed, ability=Ability.FIND),
    Check("news", "New tickets are among the news, and news end.", tell_changes, ability=Ability.CHANGES),
    Check(
        "work",
        "What agents do and write for the customer is told, and nothing that they write for colleagues.",
        tell_work,
        ability=Ability.CHANGES,
    ),
    Check(
        "resumed",
        "News go on from their cursor and miss nothing, in any weather.",
        resume_news,
        ability=Ability.CHANGES,
    ),
    Check(
        "merged",
        "A merged ticket is followed, without the notes of the other customer.",
        follow_merge,
        ability=Ability.FIND,
    ),
    Check("undeclared", "What is not declared is refused.", refuse_undeclared),
)
"""All of them, in the order they run."""

_KINDS = {Ability.NOTES: EntryKind.NOTE, Ability.CANCELS: EntryKind.CANCEL, Ability.FEEDBACK: EntryKind.FEEDBACK}
_PAGES = 10_000
"""Pages of news that no desk has."""


_FOR_CUSTOMERS = "We replaced the part. Please try again."
_FOR_COLLEAGUES = "Third time this year, order a new one."


def _agent(trial: Trial) -> AgentAtDesk:
    if trial.desk.agent is None:
        raise CannotTry("Nobody works at this desk for the checks.")
    return trial.desk.agent


async def _read_news(trial: Trial, cursor: str) -> tuple[str, list[TicketNews]]:
    """All news after `cursor`, with the next cursor, in any weather. Raises NotKept."""
    told: list[TicketNews] = []
    for _ in range(_PAGES):
        changes = await trial.insist(partial(trial.connector.changes, cursor))
        told += changes.news
        if changes.more and changes.cursor == cursor:
            raise NotKept("It says there is more news, and its cursor stands still.")
        cursor = changes.cursor
        if not changes.more:
            return cursor, told
    raise NotKept(f"News did not end after {_PAGES} pages.")


async def _meet(call: Awaitable[object]) -> DeskTrouble | None:
    """The trouble that a call ends in; None where all is well."""
    try:
        await call
    except DeskTrouble as trouble:
        return trouble
    return None


def _always(fault: Fault) -> Callable[[Asked], Fault]:
    return lambda _: fault


def _when_filing(fault: Fault) -> Callable[[Asked], Fault]:
    return lambda asked: fault if asked.files else Fault.NONE
