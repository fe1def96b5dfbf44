"""`kiosk content keygen`, `publish`, `pull`, `installed` and `rollback`: packs on their way to kiosks.

A composition root like `app`: it reads the settings and may know the sync room.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.errors import ContentError
from kiosk.lifecycle import ExitCode

if TYPE_CHECKING:
    from kiosk.article_commands import ArticlesHere
    from kiosk.content.delivered import DeliveredPacks, Installed, Record
    from kiosk.settings import Settings
    from sync.content import Puller

EXIT_USAGE = 2

_Settings = Annotated[Path | None, typer.Option("--settings", metavar="FILE", help="The kiosk's settings file.")]
_Json = Annotated[bool, typer.Option("--json", help="Print one JSON object for programs.")]


def add_delivery_commands(content_app: typer.Typer) -> None:
    """Add them to `kiosk content`."""
    for command in (keygen, publish, pull, installed, rollback):
        content_app.command()(command)


def keygen(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the secret key goes; must not be there yet.")],
) -> None:
    """Draw a key to sign packs with, and print the public key for the kiosks' settings.

    Exit code 0: done. 2: the file cannot be written, or is there already.
    """
    from kiosk.content.signing import SigningKey

    key = SigningKey.draw()
    try:
        key.write(file)
    except OSError as error:
        typer.echo(f"{file} cannot be written: {error.strerror}. Name a new file.", err=True)
        raise typer.Exit(EXIT_USAGE) from error
    typer.echo(f'keys = ["{key.public}"]')
    typer.echo(f"Put this line into [content] of each kiosk. Keep {file} secret, where packs are published.", err=True)


def publish(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder of the pack.", exists=True, file_okay=False)
    ],
    key: Annotated[Path, typer.Option("--key", metavar="FILE", help="The secret key of `kiosk content keygen`.")],
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="The folder that a web server hands out.")],
    sequence: Annotated[
        int | None, typer.Option("--sequence", metavar="N", min=1, help="The number of this pack; default: the next.")
    ] = None,
) -> None:
    """Check a pack, sign it, and put it where kiosks pull it. A pack with faults is refused as a whole.

    Exit code 0: published. 1: faults, or the folder holds what this key did not sign. 2: FOLDER cannot be written.
    """
    from kiosk.content import publishing
    from kiosk.content.check import check_source
    from kiosk.content.faults import BrokenPack
    from kiosk.content.signing import SigningKey
    from kiosk.content.source import read_source

    signing = SigningKey.read(key)
    source = read_source(folder)
    checked = check_source(source)
    if checked.pack is None:
        raise BrokenPack(checked.faults)
    if sequence is None:
        before = publishing.published(to, signing)
        sequence = before.sequence + 1 if before is not None else 1
    try:
        manifest = publishing.publish(source, checked.pack, signing, to, sequence=sequence)
    except OSError as error:
        typer.echo(f"{to} cannot be written: {error.strerror}. What was published stays.", err=True)
        raise typer.Exit(EXIT_USAGE) from error
    size = f"{manifest.size / 1024:.0f} KB"
    typer.echo(f"{manifest.pack} {manifest.version} is published as number {manifest.sequence} ({size}).")


def pull(settings: _Settings = None) -> None:
    """Look for a new pack, and for articles of the desk, now. A kiosk shows them as soon as nobody stands before it.

    Exit code 0: taken, or nothing new. 1: refused or not reached; the sentence says why.
    """
    from kiosk.article_commands import pull_articles
    from sync.connecting import open_article_puller, open_puller

    read = _read(settings)
    packs, articles = open_puller(read, tasks=None), open_article_puller(read, tasks=None)
    if packs is None and articles is None:
        remedy = "Set content.url and content.keys, or content.desk_articles."
        raise ContentError("The settings name no source of content.", remedy=remedy)
    good = packs is None or _pull_packs(read, packs)
    if articles is not None:
        good = pull_articles(read, articles) and good
    if not good:
        raise typer.Exit(ExitCode.FAILED)


def _pull_packs(settings: Settings, puller: Puller) -> bool:
    from sync.content import Pulled
    from sync.looking import look_once

    match asyncio.run(look_once(puller)):
        case Pulled.INSTALLED | Pulled.UNCHANGED as outcome:
            words = "New." if outcome is Pulled.INSTALLED else "Nothing new."
            typer.echo(f"{words} {_in_use(_delivered(settings).record())}")
            return True
        case _:
            problem = puller.refusal or puller.trouble
            typer.echo(f"{problem} {_in_use(_delivered(settings).record())}", err=True)
            return False


def installed(settings: _Settings = None, as_json: _Json = False) -> None:
    """Show the pack in use, where it came from, since when, what was refused and why, and the articles of the desk.

    Exit code 0: shown. 1: the settings or the folder cannot be read.
    """
    import msgspec

    from kiosk.article_commands import articles_here

    read = _read(settings)
    record, articles = _delivered(read).record(), articles_here(read)
    if as_json:
        told = {**msgspec.to_builtins(record), "articles": articles}
        typer.echo(msgspec.json.encode(told).decode())
        return
    _tell_people(record, articles)


def rollback(settings: _Settings = None) -> None:
    """Go back to the pack before. A second time undoes it. Only a newer publication replaces what was gone back to.

    Exit code 0: done. 1: no pack came over sync yet.
    """
    typer.echo(_in_use(_delivered(_read(settings)).roll_back()))


def _read(path: Path | None) -> Settings:
    from kiosk.setting_rules import SETTINGS_CHECKS
    from kiosk.settings import load_settings

    return load_settings(path, checks=SETTINGS_CHECKS)


def _delivered(settings: Settings) -> DeliveredPacks:
    from kiosk.content.delivered import DeliveredPacks

    return DeliveredPacks(settings.delivered)


def _in_use(record: Record) -> str:
    return f"In use: {_named(record.current)}."


def _named(pack: Installed | None) -> str:
    return f"{pack.pack} {pack.version}, number {pack.sequence}" if pack is not None else "the kiosk's own folder"


def _tell_people(record: Record, articles: ArticlesHere | None) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kiosk.article_commands import sentence_of as sentence_of_articles
    from kiosk.content.refusal import sentence_of

    console = Console()
    table = Table.grid(padding=(0, 2))
    for name, pack in (("In use", record.current), ("Before", record.previous)):
        table.add_row(name, Text(_named(pack)))
        if pack is not None:
            table.add_row("", Text(f"from {pack.source} since {_moment(pack.since)}, signed by {pack.key}"))
    table.add_row("Source", Text(f"last gave a good answer: {_moment(record.asked)}"))
    if articles is not None:
        table.add_row("Articles", Text(sentence_of_articles(articles)))
        if articles.source:
            table.add_row("", Text(f"from {articles.source}, which last told of them: {_moment(articles.asked)}"))
    console.print(table, soft_wrap=True)
    for each in reversed(record.refused):
        what = (
            f"number {each.sequence}, {each.version}" if each.version else f"{each.digest[:8]} without a good signature"
        )
        times = f", {each.times} times since {_moment(each.first)}" if each.times > 1 else ""
        console.print(Text(f"Refused {_moment(each.last)}{times}: {what} from {each.source}"), soft_wrap=True)
        console.print(Text(f"  {sentence_of(each.reason)} {each.detail}".rstrip()), soft_wrap=True)


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment is not None else "never, or by an unset clock"
