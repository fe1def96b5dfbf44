"""`kiosk outbox`: what waits for the desk, and what to do with dead letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias
from uuid import UUID

import msgspec
import typer

from kiosk.domain.delivery_words import explain
from kiosk.domain.reference import parse_reference
from kiosk.domain.request import EntryState, OutboxRow
from kiosk.store.command_place import EXIT_FAILED, WAIT_S, JsonOption, SettingsOption, find_place, joined

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

    from kiosk.store.store import Store

    Decision: TypeAlias = Callable[[Store, UUID], Future[bool]]
    """What staff decide of a dead entry; whether it was dead."""

outbox_app = typer.Typer(name="outbox", help="See and mend what waits for the desk.", no_args_is_help=True)

_Which = Annotated[str, typer.Argument(metavar="WHICH", help="A reference, or the id of an entry.")]


@outbox_app.command("list")
def list_command(
    every: Annotated[bool, typer.Option("--all", help="Also entries that are settled.")] = False,
    settings: SettingsOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the entries, oldest first. Exit code 0: listed. 1: the store cannot be used."""
    with joined(find_place(settings)) as store:
        rows = list_entries(store, finished=every)
    if as_json:
        typer.echo(msgspec.json.encode({"entries": rows}))
        return
    if not rows:
        typer.echo("Nothing waits for the desk.")
        return

    from rich.console import Console
    from rich.table import Table

    table = Table("Reference", "Kind", "State", "Attempts", "Last error", "Id")
    for row in rows:
        table.add_row(row.reference, row.kind, row.state, str(row.attempts), explain(row.error).what, str(row.id))
    Console().print(table)


@outbox_app.command("show")
def show_command(which: _Which, settings: SettingsOption = None, as_json: JsonOption = False) -> None:
    """Show the entries of one request, or one entry. Exit code 0: shown. 1: there is none, or no usable store."""
    with joined(find_place(settings)) as store:
        rows = show_entries(store, which)
    if as_json:
        typer.echo(msgspec.json.encode({"entries": rows}))
    for row in () if as_json else rows:
        typer.echo(f"{row.reference}  {row.kind}  {row.state}  id {row.id}")
        typer.echo(f"  attempts {row.attempts}, crashes in a row {row.crashes}, last error {row.error or 'none'}")
        if row.error:
            typer.echo(f"  {explain(row.error)}")
        if row.state is EntryState.LEASED:
            typer.echo(f"  under way, by {row.leased_by}")
    if not rows:
        typer.echo(f"There is no entry for {which}. See `kiosk outbox list --all`.", err=True)
        raise typer.Exit(EXIT_FAILED)


@outbox_app.command("retry")
def retry_command(which: _Which, settings: SettingsOption = None, as_json: JsonOption = False) -> None:
    """Make the dead entries of one request, or one dead entry, due again.

    Exit code 0: they are due. 1: there is none, none of them is dead, or no usable store.
    """
    _decide(which, settings, _retry, "{reference}: the {kind} is due again.", "retried" if as_json else "")


@outbox_app.command("settle")
def settle_command(which: _Which, settings: SettingsOption = None, as_json: JsonOption = False) -> None:
    """Say that somebody has told the desk by hand what the dead entries say. They are never sent then.

    Exit code 0: they are settled. 1: there is none, none of them is dead, or no usable store.
    """
    _decide(which, settings, _settle, "{reference}: the {kind} is settled.", "settled" if as_json else "")


@outbox_app.command("void")
def void_command(which: _Which, settings: SettingsOption = None, as_json: JsonOption = False) -> None:
    """Say that the desk need not know what the dead entries say. They are never sent then.

    Exit code 0: they are void. 1: there is none, none of them is dead, or no usable store.
    """
    _decide(which, settings, _void, "{reference}: the {kind} is void.", "voided" if as_json else "")


def _retry(store: Store, entry: UUID) -> Future[bool]:
    return store.retry(entry)


def _settle(store: Store, entry: UUID) -> Future[bool]:
    return store.settle_by_hand(entry)


def _void(store: Store, entry: UUID) -> Future[bool]:
    return store.void(entry)


def _decide(which: str, settings: Path | None, decision: Decision, words: str, json_name: str) -> None:
    """Do with what is dead of `which` what staff decided, and tell people in `words` or programs under `json_name`."""
    with joined(find_place(settings)) as store:
        decided = decide_entries(store, which, decision)
    if json_name:
        typer.echo(msgspec.json.encode({json_name: decided}))
    else:
        for row in decided:
            typer.echo(words.format(reference=row.reference, kind=row.kind))
    if not decided:
        typer.echo(f"There is no dead entry for {which}. See `kiosk outbox list`.", err=True)
        raise typer.Exit(EXIT_FAILED)


def list_entries(store: Store, *, finished: bool = False) -> tuple[OutboxRow, ...]:
    """Entries that wait, oldest first; with `finished` all of them."""
    return store.outbox(finished=finished)


def show_entries(store: Store, which: str) -> tuple[OutboxRow, ...]:
    """The entries of the request with the reference `which` (as a person may type it), or the entry with that id."""
    try:
        row = store.outbox_entry(UUID(which))
    except ValueError:
        reference = parse_reference(which)
        return tuple(row for row in store.outbox(finished=True) if row.reference == reference)
    return () if row is None else (row,)


def decide_entries(store: Store, which: str, decision: Decision) -> tuple[OutboxRow, ...]:
    """Do with what is dead of `show_entries` what staff decided; the entries as they are then."""
    dead = [row for row in show_entries(store, which) if row.state is EntryState.DEAD]
    decided = [row.id for row in dead if decision(store, row.id).result(WAIT_S)]
    return tuple(row for entry_id in decided if (row := store.outbox_entry(entry_id)) is not None)
