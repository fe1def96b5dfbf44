"""`kiosk content status`: what translators have to do, and the word that they have done it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kiosk.errors import ContentError

if TYPE_CHECKING:
    from kiosk.content.translation_status import LanguageStatus, Place
    from kiosk.content.translations import PackTexts

EXIT_WORK_LEFT = 1
EXIT_USAGE = 2

_SHOWN = 60
"""Characters of a text beside its place: enough to know it by."""


def status(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder of the pack.", exists=True, file_okay=False, readable=True)
    ],
    language: Annotated[str, typer.Option("--language", metavar="L", help="This language only.")] = "",
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Somebody has read the translations: they are current as they stand.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for programs.")] = False,
) -> None:
    """Name every text that is untranslated, or whose source has changed since. The pack may have any other fault.

    Exit code 0: nothing is untranslated or outdated. 1: something is. 2: wrong use.
    """
    from kiosk.content.ledger import read_ledger, write_ledger
    from kiosk.content.source import read_source
    from kiosk.content.translation_status import confirmed, language_status
    from kiosk.content.translations import pack_texts

    pack = pack_texts(read_source(folder))
    if not pack.languages:
        _refuse("pack.yaml does not say which languages the pack has.", "Run `kiosk content check`.")
    if language and language not in pack.languages:
        _refuse(f"`{language}` is not a language of this pack.", f"It has {', '.join(pack.languages)}.")
    chosen = [language] if language else list(pack.languages)
    try:
        ledger = read_ledger(folder)
        if confirm:
            ledger = frozenset(confirmed(pack, ledger, chosen))
            write_ledger(folder, ledger)
    except ContentError as error:
        _refuse(error.what, error.remedy)
    except OSError as error:
        _refuse(f"The ledger cannot be written: {error.strerror}.", "Check the rights of the folder.")
    found = [language_status(pack, ledger, each) for each in chosen]
    work_left = bool(pack.unreadable) or any(each.missing or each.outdated for each in found)
    if as_json:
        told = {
            "ok": not work_left,
            "written_in": pack.written_in,
            "languages": [asdict(each) for each in found],
            "unreadable": [fault.where for fault in pack.unreadable],
        }
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        _tell_people(pack, found)
    if work_left:
        raise typer.Exit(EXIT_WORK_LEFT)


def _refuse(what: str, remedy: str) -> NoReturn:
    typer.echo(f"{what} {remedy}", err=True)
    raise typer.Exit(EXIT_USAGE)


def _tell_people(pack: PackTexts, found: list[LanguageStatus]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    for each in found:
        for heading, places in (
            (f"Not in {each.language}", each.missing),
            (f"Changed since it was translated to {each.language}", each.outdated),
            (f"The same in {each.language} as in {pack.written_in}: is it translated?", each.same_as_source),
        ):
            if places:
                console.print(Text(f"{heading}:", style="bold"))
            for place in places:
                console.print(Text(f"  {_line(place)}"), soft_wrap=True)
    for fault in pack.unreadable:
        console.print(Text(f"Not read: {fault}", style="bold"), soft_wrap=True)
    table = Table(title=f"Written in {pack.written_in}")
    table.add_column("Language")
    for heading in ("Texts", "Untranslated", "Outdated", "Same as source", "New since confirmed"):
        table.add_column(heading, justify="right")
    for each in found:
        counts = [each.texts, len(each.missing), len(each.outdated), len(each.same_as_source), each.unconfirmed]
        own = each.language == pack.written_in
        table.add_row(each.language, *map(str, counts[:2]), *(["–"] * 3 if own else map(str, counts[2:])))
    console.print(table)


def _line(place: Place) -> str:
    from kiosk.content.faults import printable, quote

    said = f" {quote(printable(' '.join(place.source.split())), _SHOWN)}" if place.source else ""
    return f"{place.where}: {printable(place.key)}{said}"
