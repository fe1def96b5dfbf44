"""`kiosk desk`: run the embedded desk, or try whether a desk and its connector keep what the connector declares.

A composition root like `app`: it may know the sync room.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.lifecycle import ExitCode

if TYPE_CHECKING:
    from rich.console import Console

    from kiosk.settings import Settings
    from sync.conformance.kit import Finding

desk_app = typer.Typer(name="desk")

_VOLUME = 40
_OUTCOME_WIDTH, _NAME_WIDTH, _TIME_WIDTH = 12, 15, 7
"""Characters of the columns: the longest outcome and name there are, and a time below 1000 s."""


@desk_app.callback(invoke_without_command=True)
def desk_command(
    context: typer.Context,
    data: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="Folder of the desk; default: the demo's.")
    ] = None,
    port: Annotated[int, typer.Option("--port", metavar="N", help="Port on this machine; 0 takes a free one.")] = 8080,
    code: Annotated[str, typer.Option("--kiosk", metavar="CODE", help="Code of the kiosk that may file here.")] = "K7",
    language: Annotated[str, typer.Option("--language", metavar="L", help="Language of the desk.")] = "en",
) -> None:
    """Run the embedded desk (django-helpdesk with the kiosk gateway) until it is interrupted.

    Exit code 0: stopped. 1: it could not be started; the sentence says why.
    """
    if context.invoked_subcommand is not None:
        return
    from rich.console import Console

    from kiosk.demo import DemoFolder, demo_folder
    from sync.desks.embedded import EmbeddedDesk, desk_python

    folder = data or DemoFolder(demo_folder()).desk
    stop = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    with EmbeddedDesk(desk_python(), folder, kiosk=code, port=port, language=language, log=sys.stderr.fileno()) as desk:
        console = Console()
        console.print(f"The desk answers at {desk.url}")
        console.print(f"  agents: log in as {desk.announced.agent}, password in {desk.announced.agent_password_file}")
        console.print(f"  kiosk {code}: token in {desk.announced.token_file}")
        with contextlib.suppress(KeyboardInterrupt):
            desk.wait()
    signal.signal(signal.SIGINT, stop)
    raise typer.Exit(ExitCode.DONE)


@desk_app.command("conformance")
def conformance_command(
    settings: Annotated[Path, typer.Option("--settings", metavar="FILE", help="Settings whose desk is tried.")],
    volume: Annotated[int, typer.Option("--volume", metavar="N", min=1, help="Requests in the storm.")] = _VOLUME,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="Repeat the weather of another run.", min=0)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for programs.")] = False,
) -> None:
    """Try whether the desk of FILE and its connector keep what the connector declares, in bad weather.

    Use a desk for tests: the tickets that it files stay there. Exit code 0: nothing broken. 1: something is, or the
    settings cannot be used. 2: wrong use.
    """
    from kiosk.setting_rules import SETTINGS_CHECKS
    from kiosk.settings import load_settings

    read = load_settings(settings, checks=SETTINGS_CHECKS)
    drawn = secrets.randbelow(2**32) if seed is None else seed
    findings = asyncio.run(_try_desk(read, volume=volume, seed=drawn, console=None if as_json else _console()))
    broken = sum(finding.outcome == "broken" for finding in findings)
    if as_json:
        import msgspec

        told = {"desk": read.desk.connector, "url": read.desk.url, "seed": drawn, "ok": not broken}
        typer.echo(msgspec.json.encode(told | {"findings": findings}))
    elif broken:
        typer.echo(f"{broken} of {len(findings)} checks broken. `--seed {drawn}` repeats the weather.", err=True)
    else:
        typer.echo("The connector and this desk keep what the connector declares.")
    raise typer.Exit(ExitCode.FAILED if broken else ExitCode.DONE)


async def _try_desk(settings: Settings, *, volume: int, seed: int, console: Console | None) -> tuple[Finding, ...]:
    from sync.conformance.checks import CHECKS
    from sync.conformance.kit import DeskUnderTest, run_checks
    from sync.conformance.reach import address_through, stand_before
    from sync.connecting import desk_address, open_connector
    from sync.desks.base import DeskConnector
    from sync.desks.patience import PATIENCE, Patience

    desk, direct = settings.desk, desk_address(settings)

    def open_through(url: str, *, patience: Patience = PATIENCE, wrong_token: bool = False) -> DeskConnector:
        through = replace(direct, url=address_through(url, desk.url), patience=patience)
        if wrong_token:
            through = replace(through, read_token=lambda: "no-token-of-any-desk")
        return open_connector(settings, through)

    # What the settings name for it must be there, before anything is filed.
    await open_connector(settings, direct).close()
    async with stand_before(desk.url, desk.ca_file) as weather:
        under_test = DeskUnderTest(
            open=open_through,
            weather=weather,
            kiosk=settings.kiosk.code,
            queue=desk.queue,
            seed=seed,
            volume=volume,
            has_token=desk.connector != "email" or bool(desk.user),
        )
        if console is None:
            return await run_checks(under_test, CHECKS)
        with console.status("Trying the desk"):
            return await run_checks(under_test, CHECKS, tell=lambda finding: _print(console, finding))


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False)


def _print(console: Console, finding: Finding) -> None:
    from rich.table import Table
    from rich.text import Text

    color = {"kept": "green", "broken": "bold red"}.get(finding.outcome, "yellow")
    line = Table.grid(padding=(0, 1))
    line.add_column(width=_OUTCOME_WIDTH, style=color)
    line.add_column(width=_NAME_WIDTH)
    line.add_column(width=_TIME_WIDTH, justify="right")
    line.add_column()
    told = Text(f"{finding.proves} {finding.detail}".strip())
    line.add_row(finding.outcome.replace("_", " "), finding.check, f"{finding.milliseconds / 1000:.1f} s", told)
    console.print(line)
