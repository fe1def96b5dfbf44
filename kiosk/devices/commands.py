"""`kiosk devices`: what is there and plugged in, how it is, what it does, a trial of it, and simulators broken at will.

Nothing that is read from a card or code is ever shown. What is configured and where a demo runs come from providers
that the composition root sets (`targets.use_configuration`, `use_demo_socket`).
"""

from __future__ import annotations

import json
import queue
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from enum import IntEnum
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from kiosk.devices.discovery import discover, discover_signals
from kiosk.devices.profiles import PROFILES
from kiosk.devices.signal_trials import Took, signal_trial
from kiosk.devices.targets import configured, targets
from kiosk.devices.trials import describe, look, opened, print_trial, read_trial
from kiosk.domain.device import DeviceHealth, DeviceState
from kiosk.domain.device_history import DeviceCondition, DeviceKind
from kiosk.domain.printing import PrintState
from kiosk.errors import DeviceAbsent, DeviceError

TEST_S = 60.0
"""Longest wait for a test slip or a card by default: somebody may have to put paper in, or fetch a card."""

UDEV_RULES, POLKIT_RULES = "udev/90-frontdoor.rules", "polkit/50-frontdoor.rules"
"""In assets."""


class ExitCode(IntEnum):
    """What the commands end with; documented in docs/devices/index.md."""

    FINE = 0
    FAILED = 1
    """`status`: one is blocked or absent. `test`: failed, never begun, or nothing was read. `sim`: no demo, refused."""
    USAGE = 2
    """A URL or profile that cannot be read, or nothing configured."""
    UNCERTAIN = 3
    """`status`: one says nothing. `test`: the slip may be on paper (`probable` or `unknown`)."""


_TRIED = {Took.YES: ExitCode.FINE, Took.NO: ExitCode.FAILED, Took.UNSURE: ExitCode.UNCERTAIN}

devices_app = typer.Typer(name="devices", help="Look at the devices and try them.", no_args_is_help=True)

UrlOption = Annotated[str | None, typer.Option("--url", help="Device URL; the configured devices if left out.")]
ProfileOption = Annotated[str | None, typer.Option("--profile", help=f"Printer model: {', '.join(PROFILES)}.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer for programs, as JSON.")]
WaitOption = Annotated[float, typer.Option("--wait", help="Seconds to wait for the outcome.")]

_demo_socket: list[Callable[[], Path]] = []


def use_demo_socket(provider: Callable[[], Path]) -> None:
    """Where a running demo listens; called once by the composition root."""
    _demo_socket[:] = [provider]


@devices_app.command("list")
def list_devices(as_json: JsonOption = False) -> None:
    """List the devices of the settings and what is plugged in. Opens nothing."""
    named, found, signals = _expecting(configured), discover(), discover_signals()
    if as_json:
        plugged = [{"url": each.url, "path": each.path, "usb": str(each.place), "label": each.label} for each in found]
        plugged += [{"url": each.url, "path": "", "usb": "", "label": each.label} for each in signals]
        typer.echo(json.dumps({"configured": [asdict(device) for device in named], "found": plugged}))
        return
    _table("In the settings", [(device.name, device.url, device.profile) for device in named])
    _table("Plugged in", [(each.url, each.path, each.label) for each in found])
    _table("Lamps, sound cards and headset jacks", [(each.url, each.label) for each in signals])


@devices_app.command()
def status(url: UrlOption = None, profile: ProfileOption = None, as_json: JsonOption = False) -> None:
    """Ask each device how it is. Sends questions only, so that no slip is disturbed."""
    conditions = look(_expecting(lambda: targets(url, profile)))
    if as_json:
        typer.echo(json.dumps({"devices": [_as_json(condition) for condition in conditions]}))
    else:
        rows = [
            (each.device, each.state, each.reason.replace("_", " "), f"{each.what} {each.remedy}".strip())
            for each in conditions
        ]
        _table("", rows)
    states = {condition.state for condition in conditions if not condition.rests}
    if states & {DeviceState.BLOCKED, DeviceState.ABSENT}:
        raise typer.Exit(ExitCode.FAILED)
    raise typer.Exit(ExitCode.UNCERTAIN if DeviceState.UNKNOWN in states else ExitCode.FINE)


@devices_app.command()
def watch(
    url: UrlOption = None,
    profile: ProfileOption = None,
    seconds: Annotated[float | None, typer.Option("--for", help="End after so many seconds.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what the devices say until Ctrl-C: states, reasons, cards and codes (never what was read)."""
    ends_s = None if seconds is None else time.monotonic() + seconds
    with opened(_expecting(lambda: targets(url, profile)), questions_only=True) as (_, said):
        try:
            while ends_s is None or time.monotonic() < ends_s:
                heard = said.get(timeout=None if ends_s is None else max(0.0, ends_s - time.monotonic()))
                if isinstance(heard, DeviceHealth):
                    continue  # comes again as a condition, with its reason
                words = describe(heard)
                at = time.strftime("%H:%M:%S")
                told = {"at": at, "event": type(heard).__name__, "what": words}
                typer.echo(json.dumps(told) if as_json else f"{at}  {words}")
        except (KeyboardInterrupt, queue.Empty):
            return


@devices_app.command("test")
def try_device(
    url: UrlOption = None, profile: ProfileOption = None, wait_s: WaitOption = TEST_S, as_json: JsonOption = False
) -> None:
    """Print a test slip, wait for a card, code or headset, or light and sound, and say what became of it."""
    device = _expecting(lambda: targets(url, profile))[0]

    def say(words: str) -> None:
        if not as_json:
            typer.echo(words, err=True)

    if device.kind in (DeviceKind.LIGHT, DeviceKind.SPEAKER, DeviceKind.HEADSET):
        tried = signal_trial(device, wait_s=wait_s, say=say)
        told = {"url": device.url, "took": tried.took, "what": tried.what}
        typer.echo(json.dumps(told) if as_json else tried.what)
        raise typer.Exit(_TRIED[tried.took])
    if device.kind is DeviceKind.READER:
        read = read_trial(device, wait_s=wait_s, say=say)
        typer.echo(json.dumps({"url": device.url, "read": read.read}) if as_json else read.what)
        raise typer.Exit(ExitCode.FINE if read.read else ExitCode.FAILED)
    outcome = print_trial(device, wait_s=wait_s, say=say)
    state = outcome.state if outcome is not None else PrintState.UNKNOWN
    reason = outcome.reason if outcome is not None else None
    if as_json:
        typer.echo(json.dumps({"url": device.url, "state": state, "reason": reason}))
    else:
        typer.echo(f"{device.url}: {state}{f' ({reason})' if reason else ''}")
    match state:
        case PrintState.PRINTED:
            raise typer.Exit(ExitCode.FINE)
        case PrintState.PROBABLE | PrintState.UNKNOWN:
            raise typer.Exit(ExitCode.UNCERTAIN)
        case _:
            raise typer.Exit(ExitCode.FAILED)


@devices_app.command()
def sim(
    device: Annotated[str | None, typer.Argument(help="printer, reader-1, …")] = None,
    action: Annotated[str | None, typer.Argument(help="What to do to it.")] = None,
    text: Annotated[str, typer.Argument(help="A card's number, a code's text, a number of lines.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Break and mend the simulated devices of a running `kiosk demo`. Without an action: list what can be done."""
    from kiosk.devices.simulators.bench_socket import ask_bench

    wish = {"device": device, "do": action, "text": text} if device and action else {}
    try:
        answer: dict[str, Any] = ask_bench(_demo_socket[0](), wish)
    except DeviceAbsent as error:
        answer = {"ok": False, "error": f"{error.what} {error.remedy}"}
    known: dict[str, list[list[str]]] = answer.get("devices", {})
    shows: dict[str, str] = answer.get("shows", {})
    if device and not action:
        known = {name: actions for name, actions in known.items() if name == device}
    if as_json:
        typer.echo(json.dumps(answer | ({"devices": known} if "devices" in answer else {})))
    elif not answer["ok"]:
        typer.echo(answer["error"], err=True)
    for name, actions in known.items() if not as_json else ():
        title = f"{name}: {shows[name]}" if shows.get(name) else name
        _table(title, [(act, f"[{takes}]" if takes else "", what) for act, what, takes in actions])
    raise typer.Exit(ExitCode.FINE if answer["ok"] else ExitCode.FAILED)


@devices_app.command()
def rules(
    polkit: Annotated[
        bool, typer.Option("--polkit", help="The rule of polkit for PC/SC instead, for /etc/polkit-1/rules.d.")
    ] = False,
) -> None:
    """Print the udev rules, to be put into /etc/udev/rules.d (docs/devices/permissions.md)."""
    name = POLKIT_RULES if polkit else UDEV_RULES
    packed = Path(str(files("kiosk"))) / "assets" / name
    path = packed if packed.is_file() else Path(str(files("kiosk"))).parent / "assets" / name
    typer.echo(path.read_text(encoding="utf-8"), nl=False)


def _as_json(condition: DeviceCondition) -> dict[str, Any]:
    return {name: value for name, value in asdict(condition).items() if name != "since"}


def _expecting(find: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...]:
    """What `find` finds, or the end of the command with the reason."""
    try:
        return find()
    except DeviceError as error:
        _refuse(error)


def _refuse(error: DeviceError) -> NoReturn:
    typer.echo(f"{error.what} {error.remedy}".strip(), err=True)
    raise typer.Exit(ExitCode.USAGE)


def _table(title: str, rows: Sequence[tuple[str, ...]]) -> None:
    """For people, on a terminal of any width: long words are broken, never cut off."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if title:
        console.print(Text(title, style="bold"))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for row in rows or [("(none)",)]:
        table.add_row(*(Text(cell, overflow="fold") for cell in row))
    console.print(table)
