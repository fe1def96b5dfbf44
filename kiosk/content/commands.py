"""`kiosk content`: for authors, and for the machines that publish what they write."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from kiosk.content.faults import Fault
from kiosk.content.patience import Patience
from kiosk.content.source import LANGUAGES
from kiosk.content.status_command import status
from kiosk.domain.catalog import Pack
from kiosk.domain.palette import Contrast
from kiosk.errors import ContentError

content_app = typer.Typer(name="content", help="Write, translate and build content packs.", no_args_is_help=True)

content_app.command()(status)

EXIT_FAULTS = 1
EXIT_USAGE = 2
"""Also where the program itself lacks something it needs."""

_Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="The folder of the pack.", exists=True, file_okay=False, readable=True)
]
_Json = Annotated[bool, typer.Option("--json", help="Print one JSON object for programs.")]


@content_app.command()
def check(folder: _Folder, as_json: _Json = False) -> None:
    """Name every fault of a pack by file and line.

    Exit code 0: no fault. 1: faults. 2: wrong use.
    """
    pack, faults, _ = _checked(folder)
    _tell(pack, faults, as_json=as_json)
    if faults:
        raise typer.Exit(EXIT_FAULTS)


class PreviewWish(msgspec.Struct, frozen=True):
    """What an author wants to see."""

    folder: Path
    language: str
    """Empty: the pack's first."""
    size: str
    text_size: int
    contrast: Contrast


_open_preview: list[Callable[[PreviewWish], int]] = []


def use_preview(open_preview: Callable[[PreviewWish], int]) -> None:
    """How a preview is opened; it returns an exit code. Told by the composition root: this room has no screens."""
    _open_preview[:] = [open_preview]


@content_app.command()
def preview(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the pack.")],
    language: Annotated[str, typer.Option("--language", metavar="L", help="Language to begin in.")] = "",
    size: Annotated[str, typer.Option("--size", metavar="WxH", help="Window size in pixels.")] = "1080x1920",
    text_size: Annotated[
        int, typer.Option("--text-size", metavar="N", help="1 (smallest) to 4 (largest).", min=1, max=4)
    ] = 2,
    contrast: Annotated[Contrast, typer.Option("--contrast", help="Theme to begin in.")] = Contrast.LIGHT,
) -> None:
    """Open the kiosk on a pack and follow every save. Nothing is kept or sent.

    While the pack has faults the page stays as it was, and the faults stand above it and on the terminal.

    Exit code 0: closed. 1: no display, or something else is missing. 2: wrong use.
    """
    if language and language not in LANGUAGES:
        raise typer.BadParameter(f"The kiosk speaks {', '.join(LANGUAGES)}.", param_hint="--language")
    (opening,) = _open_preview
    raise typer.Exit(opening(PreviewWish(folder, language, size, text_size - 1, contrast)))


@content_app.command()
def build(
    folder: _Folder,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the compiled pack goes.", dir_okay=False)],
    as_json: _Json = False,
) -> None:
    """Compile a pack into the one file that the kiosk reads. A pack with faults is refused as a whole.

    Exit code 0: built. 1: faults; FILE is as it was. 2: wrong use, or FILE cannot be written.
    """
    pack, faults, digest = _checked(folder)
    if pack is not None:
        from kiosk.content.compiled import Compiled, write_compiled

        try:
            write_compiled(out, Compiled(pack, digest))
        except OSError as error:
            typer.echo(f"{out} cannot be written: {error.strerror}. Name another file.", err=True)
            raise typer.Exit(EXIT_USAGE) from error
    _tell(pack, faults, as_json=as_json, out=out)
    if faults:
        raise typer.Exit(EXIT_FAULTS)


def _checked(folder: Path) -> tuple[Pack | None, tuple[Fault, ...], bytes]:
    from kiosk.content.check import check_pack  # pydantic and YAML: not for `--help`

    try:
        with Patience("Checking") as patience:
            checked = check_pack(folder, patience)
    except ContentError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(EXIT_USAGE) from error
    return checked.pack, checked.faults, checked.digest


def _tell(pack: Pack | None, faults: tuple[Fault, ...], *, as_json: bool, out: Path | None = None) -> None:
    if as_json:
        summary = _summary(pack) if pack else None
        result = {
            "ok": pack is not None,
            "pack": summary,
            "faults": [msgspec.structs.asdict(fault) for fault in faults],
        }
        typer.echo(json.dumps(result, ensure_ascii=False))
        return
    _tell_people(pack, faults, out)


def _summary(pack: Pack) -> dict[str, object]:
    return {
        "id": pack.id,
        "version": pack.version,
        "languages": list(pack.languages),
        "departments": len(pack.departments),
        "services": len(pack.services),
        "articles": len(pack.articles),
        "troubleshooters": len(pack.troubleshooters),
        "announcements": len(pack.announcements),
    }


def _tell_people(pack: Pack | None, faults: tuple[Fault, ...], out: Path | None) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if pack is not None:
        done = f"built into {out}" if out else "has no faults"
        counts = f"{len(pack.services)} services in {len(pack.departments)} departments, {', '.join(pack.languages)}"
        console.print(Text(f"{pack.id} {pack.version} {done}: {counts}."))
        return
    table = Table(title=f"{len(faults)} fault{'' if len(faults) == 1 else 's'}: nothing of this pack is used")
    table.add_column("Where", no_wrap=True)
    for heading in ("What is wrong", "What to do"):
        table.add_column(heading, overflow="fold")
    for fault in faults:
        table.add_row(Text(fault.where), Text(fault.what), Text(fault.remedy))
    console.print(table)
