"""`kiosk outbox`: what waits for the desk, and what to do with dead letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import msgspec
import typer

from kiosk.domain.delivery_words import explain
from kiosk.domain.reference import parse_reference
from kiosk.domain.request import EntryState, OutboxRow
from kiosk.store.command_place import EXIT_FAILED, WAIT_S, JsonOption, SettingsOption, find_place, joined

if TYPE_CHECKING:
    from kiosk.store.store import Store

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
    with joined(find_place(settings)) as store:
        retried = retry_entries(store, which)
    if as_json:
        typer.echo(msgspec.json.encode({"retried": retried}))
    else:
        for row in retried:
            typer.echo(f"{row.reference}: the {row.kind} is due again.")
    if not retried:
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


def retry_entries(store: Store, which: str) -> tuple[OutboxRow, ...]:
    """Make what is dead of `show_entries` due again; the entries as they are then."""
    dead = [row for row in show_entries(store, which) if row.state is EntryState.DEAD]
    retried = [row.id for row in dead if store.retry(row.id).result(WAIT_S)]
    return tuple(row for entry_id in retried if (row := store.outbox_entry(entry_id)) is not None)
