"""`kiosk store purge`, `backup`, `restore` and `rekey`: how the store is kept. They stand in `kiosk store`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from kiosk.clock import SystemClock, plausible
from kiosk.errors import StoreError
from kiosk.store.command_place import JsonOption, SettingsOption, StorePlace, find_place, joined

NEW_KEY = "store-key-new"
"""Name of the secret with the key that the store shall get."""

keeping_app = typer.Typer()


@keeping_app.command()
def purge(settings: SettingsOption = None, as_json: JsonOption = False) -> None:
    """Forget now what is older than the settings allow; a running kiosk does so each hour. It may be running.

    Exit code 0: done, also when there was nothing to forget. 1: it could not be done.
    """
    from kiosk.store.purging import purge as purge_store

    place = find_place(settings)
    with joined(place) as store:
        if store.trusted_now() is None:
            raise StoreError("This machine's clock cannot be right; nothing was forgotten.", remedy="Set the clock.")
        purged = purge_store(store, place.key, place.kept, backups=place.backups)
    if as_json:
        typer.echo(msgspec.json.encode(purged))
        return
    typer.echo(
        f"Forgot who made {purged.contacts} requests; deleted {purged.requests} requests, {purged.tasks} tasks,"
        f" {purged.set_aside} files set aside and {purged.backups} backups."
    )
    if purged.waiting:
        typer.echo(f"{purged.waiting} are older than promised and cannot go yet: see `kiosk store tasks`.")
    if not purged.log_emptied:
        typer.echo("The store was in use: run this again to take the last traces out of its log.")


@keeping_app.command()
def backup(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Where to; default: a new file in the folder of backups.")
    ] = None,
    settings: SettingsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a backup of the store, encrypted with the store's key. The kiosk may be running.

    A backup in the folder of backups is purged with the store. One anywhere else is yours to delete.
    Exit code 0: it is written and was read back. 1: it is not.
    """
    from kiosk.store.copying import back_up
    from kiosk.store.setting_aside import FILE

    place = find_place(settings)
    target = (file or new_backup(place)).absolute()
    with joined(place):
        size = back_up(place.folder / FILE, place.key, target)
    if as_json:
        typer.echo(msgspec.json.encode({"file": str(target), "bytes": size}))
        return
    typer.echo(f"Backed up to {target}, {size} bytes. Only the key of the store opens it.")
    if target.parent != place.backups.absolute():
        typer.echo(f"It holds names that guests gave: delete it within {place.kept.guest_contact} days.")


@keeping_app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `kiosk store backup` wrote.")],
    settings: SettingsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a backup in the place of the store. Stop the kiosk first. What was there is set aside, not lost.

    Exit code 0: done; start the kiosk. 1: nothing was changed, the reason stands on stderr.
    """
    from kiosk.store.restoring import restore as restore_store

    place = find_place(settings)
    aside = restore_store(file, place.folder, place.key, now=SystemClock().now())
    if as_json:
        typer.echo(msgspec.json.encode({"restored": str(file), "set_aside": aside and aside.name}))
        return
    typer.echo("Restored. Start the kiosk: it goes on with references of a new generation and tells the desk.")
    if aside is not None:
        typer.echo(f"What was there is in set-aside/{aside.name}: `kiosk store salvage` brings back what is newer.")


@keeping_app.command()
def rekey(settings: SettingsOption = None, as_json: JsonOption = False) -> None:
    """Put the store under a new key: the secret `store-key-new`, 32 random bytes. Stop the kiosk first.

    Then make `store-key-new` the secret `store-key`. A power cut on the way leaves a store that one of the two opens;
    run it again. Exit code 0: the new key opens the store. 1: the old one still does, the reason stands on stderr.
    """
    from kiosk.store.rekeying import rekey as rekey_store

    place = find_place(settings)
    done = rekey_store(place.folder, place.key, place.read_secret(NEW_KEY), backups=place.backups)
    if as_json:
        typer.echo(msgspec.json.encode(done))
        return
    typer.echo("The new key opens the store." if done.changed else "The new key opened the store already.")
    typer.echo(f"Now give it as the secret store-key in place of the old one, and remove {NEW_KEY}.")
    if done.backups:
        typer.echo(f"{done.backups} backups open with the old key alone. Make a new one, and delete those.")


def new_backup(place: StorePlace) -> Path:
    """A name for a backup in the folder of backups: the moment it is taken."""
    now = SystemClock().now()
    stamp = now.strftime("%Y-%m-%dT%H%M%SZ") if plausible(now) else "undated"
    path, number = place.backups / f"{stamp}.backup", 1
    while path.exists():
        number += 1
        path = place.backups / f"{stamp}-{number}.backup"
    return path
