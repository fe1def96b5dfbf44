"""`kiosk requests`: how a request stands, here and at the desk, and how old that is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, assert_never

import msgspec
import typer

from kiosk.domain.ages import AgeUnit, age_between, told_in
from kiosk.domain.delivery_words import explain
from kiosk.domain.news import KnownTicket, PublicNote
from kiosk.domain.reference import Reference, parse_reference
from kiosk.domain.request import PublicState, RequestState, Ticket
from kiosk.store.command_place import EXIT_FAILED, JsonOption, SettingsOption, find_place, joined

if TYPE_CHECKING:
    from kiosk.store.store import Store

requests_app = typer.Typer(name="requests", help="See how requests stand.", no_args_is_help=True)


@requests_app.callback()
def requests_callback() -> None:
    """See how requests stand."""


class AtDesk(msgspec.Struct, frozen=True, kw_only=True):
    """How a request stands at the desk."""

    ticket: Ticket
    state: PublicState
    as_of: datetime | None
    """None: at a time that the kiosk's clock did not know."""
    since: datetime | None
    age_s: int | None
    """Seconds from `as_of` to now; None where either is not known."""
    notes: int
    """How many notes for the customer are kept."""


class RequestStatus(msgspec.Struct, frozen=True, kw_only=True):
    """How a request stands. Nothing personal, unless `notes` was asked for."""

    reference: Reference
    state: RequestState
    accepted_at: datetime | None
    ticket: Ticket | None
    """As it was filed; `desk` has the one that is worked on."""
    last_error: str
    desk: AtDesk | None
    """None while the desk has said nothing."""
    notes: tuple[PublicNote, ...] | None = None
    """What agents wrote for the customer, the oldest first; None unless asked for."""


@requests_app.command("show")
def show_command(
    reference: Annotated[str, typer.Argument(metavar="REFERENCE", help="As it stands on the slip.")],
    notes: Annotated[
        bool, typer.Option("--notes", help="Also what agents wrote for the customer. It may be personal.")
    ] = False,
    settings: SettingsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show how one request stands, here and at the desk. Exit code 0: shown. 1: there is none, or no usable store."""
    with joined(find_place(settings)) as store:
        status = read_status(store, reference, notes=notes)
    if status is None:
        typer.echo(f"There is no request {reference}.", err=True)
        raise typer.Exit(EXIT_FAILED)
    if as_json:
        typer.echo(msgspec.json.encode(status))
        return
    for line in describe(status):
        typer.echo(line)


def read_status(store: Store, typed: str, *, notes: bool) -> RequestStatus | None:
    """How the request stands whose reference somebody `typed`; None where there is none. With `notes` their texts."""
    reference = parse_reference(typed)
    stored = store.request(reference) if reference is not None else None
    if stored is None:
        return None
    known = store.known_ticket(stored.request.id)
    return RequestStatus(
        reference=stored.request.reference,
        state=stored.state,
        accepted_at=stored.request.accepted_at,
        ticket=stored.ticket,
        last_error=stored.last_error,
        desk=None if known is None else _at_desk(known, store.trusted_now()),
        notes=(known.notes if known is not None else ()) if notes else None,
    )


def describe(status: RequestStatus) -> list[str]:
    """`status` in lines for people."""
    lines = [f"{status.reference}  {status.state}"]
    if status.accepted_at is not None:
        lines.append(f"  accepted {_moment(status.accepted_at)}")
    if status.last_error:
        lines.append(f"  last error {status.last_error}: {explain(status.last_error)}")
    desk = status.desk
    if desk is None:
        filed = f"filed as ticket {status.ticket.id}; " if status.ticket is not None else ""
        lines.append(f"  at the desk: {filed}it has said nothing yet")
        return lines
    filed_as = status.ticket.id if status.ticket is not None else desk.ticket.id
    merged = f", which {filed_as} was merged into" if filed_as != desk.ticket.id else ""
    lines.append(f"  at the desk: {desk.state}, ticket {desk.ticket.id}{merged}")
    lines.append(f"  as of {_age(desk.as_of, desk.age_s)}")
    if desk.since is not None:
        lines.append(f"  so since {_moment(desk.since)}, as far as we know")
    lines.append(f"  notes for the customer: {desk.notes}")
    for note in status.notes or ():
        when = _moment(note.at) if note.at is not None else "undated"
        lines.append(f"  - {when}{', the solution' if note.resolves else ''}")
        lines += [f"    {line}" for line in note.text.splitlines()]
    return lines


def _at_desk(known: KnownTicket, now: datetime | None) -> AtDesk:
    age = age_between(known.as_of, now)
    return AtDesk(
        ticket=known.ticket,
        state=known.state,
        as_of=known.as_of,
        since=known.since,
        age_s=None if age is None else int(age.total_seconds()),
        notes=len(known.notes),
    )


def _age(as_of: datetime | None, age_s: int | None) -> str:
    if as_of is None:
        return "a time that the kiosk's clock did not know"
    if age_s is None:
        return f"{_moment(as_of)}, which this clock cannot place"
    return f"{_moment(as_of)}, {_ago(age_s)}"


def _ago(age_s: int) -> str:
    unit, count = told_in(timedelta(seconds=age_s))
    match unit:
        case AgeUnit.MOMENT:
            return "a moment ago"
        case AgeUnit.MINUTES | AgeUnit.HOURS | AgeUnit.DAYS:
            return f"{count} {unit if count != 1 else unit.removesuffix('s')} ago"
        case _:
            assert_never(unit)


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
