"""`kiosk devices`: what is there, how it is, and a test slip on any printer.

What is configured comes from a provider that the composition root sets with `use_configuration`, because settings are
read there alone; without one, `list` shows the kinds of URL and the other commands need `--url`.
"""

from __future__ import annotations

import json
import queue
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated, NoReturn, TypeAlias
from uuid import uuid4

import typer

from kiosk.clock import SystemClock
from kiosk.devices.opening import open_printer
from kiosk.devices.profiles import PROFILES
from kiosk.devices.trial_slip import make_test_slip
from kiosk.domain.device import (
    DeviceEvent,
    DeviceHealth,
    DeviceState,
    Printer,
    PrintFinished,
    PrintHeld,
    PrintProgressed,
)
from kiosk.domain.printing import PrinterProfile, PrintState
from kiosk.errors import DeviceError

STATUS_S = 6.0
"""Longest wait for a printer to say how it is: a connection, a round of questions, and the silence that ends both."""

TEST_S = 60.0
"""Longest wait for a test slip by default: somebody may have to put paper in."""


class ExitCode(IntEnum):
    """What the commands end with; documented in docs/devices/index.md."""

    FINE = 0
    FAILED = 1
    """`status`: blocked or absent. `test`: failed or never begun."""
    USAGE = 2
    """A URL or profile that cannot be read."""
    UNCERTAIN = 3
    """`status`: the printer says nothing. `test`: the slip may be on paper (`probable` or `unknown`)."""


@dataclass(frozen=True, slots=True)
class ConfiguredDevice:
    """A device as the settings name it."""

    name: str
    url: str
    profile: str


Configuration: TypeAlias = Callable[[], tuple[ConfiguredDevice, ...]]

_configuration: list[Configuration] = []

devices_app = typer.Typer(name="devices", help="Look at the devices and try them.", no_args_is_help=True)

UrlOption = Annotated[str | None, typer.Option("--url", help="Device URL; the configured printer if left out.")]
ProfileOption = Annotated[str | None, typer.Option("--profile", help=f"Printer model: {', '.join(PROFILES)}.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer as one JSON object.")]


def use_configuration(provider: Configuration) -> None:
    """Where the commands learn what is configured; called once by the composition root."""
    _configuration[:] = [provider]


def _configured() -> tuple[ConfiguredDevice, ...]:
    return _configuration[0]() if _configuration else ()


@devices_app.command("list")
def list_devices(as_json: JsonOption = False) -> None:
    """List the configured devices and the simulators."""
    devices = (*_configured(), ConfiguredDevice("simulator", "sim://printer", "epson-80"))
    if as_json:
        rows = [{"name": device.name, "url": device.url, "profile": device.profile} for device in devices]
        typer.echo(json.dumps({"devices": rows}))
        return
    for device in devices:
        typer.echo(f"{device.name:<12} {device.url or '(none)':<44} {device.profile}")


@devices_app.command()
def status(url: UrlOption = None, profile: ProfileOption = None, as_json: JsonOption = False) -> None:
    """Ask a printer how it is."""
    events: queue.Queue[DeviceEvent] = queue.Queue()
    address, printer = _open(url, profile, events, questions_only=True)
    health = DeviceHealth("printer", DeviceState.UNKNOWN)
    ends_s = time.monotonic() + STATUS_S
    try:
        while (left_s := ends_s - time.monotonic()) > 0:
            event = events.get(timeout=left_s)
            if isinstance(event, DeviceHealth):
                health = event
                break
    except queue.Empty:
        pass
    finally:
        printer.close()
    faults = sorted(health.faults)
    if as_json:
        typer.echo(json.dumps({"url": address, "state": health.state, "faults": faults}))
    else:
        typer.echo(f"{address}: {health.state}{' (' + ', '.join(faults) + ')' if faults else ''}")
    match health.state:
        case DeviceState.READY | DeviceState.ATTENTION:
            code = ExitCode.FINE
        case DeviceState.UNKNOWN:
            code = ExitCode.UNCERTAIN
        case DeviceState.BLOCKED | DeviceState.ABSENT:
            code = ExitCode.FAILED
    raise typer.Exit(code)


@devices_app.command("test")
def print_trial(
    url: UrlOption = None,
    profile: ProfileOption = None,
    wait_s: Annotated[float, typer.Option("--wait", help="Seconds to wait for the outcome.")] = TEST_S,
    as_json: JsonOption = False,
) -> None:
    """Print a short test slip and say what became of it."""
    events: queue.Queue[DeviceEvent] = queue.Queue()
    address, printer = _open(url, profile, events)
    job = uuid4()
    printer.print_slip(job, make_test_slip(printer.profile))
    try:
        outcome = _follow(printer, job_events=events, wait_s=wait_s, quiet=as_json)
        if outcome is None:
            printer.abandon(job)
            outcome = _follow(printer, job_events=events, wait_s=STATUS_S, quiet=as_json)
    finally:
        printer.close()
    state = outcome.state if outcome is not None else PrintState.UNKNOWN
    reason = outcome.reason if outcome is not None else None
    if as_json:
        typer.echo(json.dumps({"url": address, "state": state, "reason": reason}))
    else:
        typer.echo(f"{address}: {state}{f' ({reason})' if reason else ''}")
    match state:
        case PrintState.PRINTED:
            raise typer.Exit(ExitCode.FINE)
        case PrintState.PROBABLE | PrintState.UNKNOWN:
            raise typer.Exit(ExitCode.UNCERTAIN)
        case _:
            raise typer.Exit(ExitCode.FAILED)


def _follow(
    printer: Printer, *, job_events: queue.Queue[DeviceEvent], wait_s: float, quiet: bool
) -> PrintFinished | None:
    """The outcome, or None when it does not come in time. Says on stderr what it waits for."""
    ends_s = time.monotonic() + wait_s
    while (left_s := ends_s - time.monotonic()) > 0:
        try:
            event = job_events.get(timeout=left_s)
        except queue.Empty:
            return None
        match event:
            case PrintFinished():
                return event
            case PrintHeld(_, fault) if not quiet:
                typer.echo(f"waiting: {fault or 'the printer does not answer'}", err=True)
            case DeviceHealth(_, state, faults) if not quiet:
                typer.echo(f"printer: {state} {', '.join(sorted(faults))}".rstrip(), err=True)
            case PrintProgressed(_, sent, total) if not quiet:
                typer.echo(f"sent {sent} of {total} bytes", err=True)
    return None


def _open(
    url: str | None, profile: str | None, events: queue.Queue[DeviceEvent], *, questions_only: bool = False
) -> tuple[str, Printer]:
    configured = next(iter(_configured()), None)
    address = url if url is not None else configured.url if configured is not None else ""
    if not address:
        _refuse("No printer is configured.", "Name one with --url, for example --url sim://printer")
    try:
        model = _profile(profile or (configured.profile if configured is not None and url is None else "epson-80"))
        printer = open_printer(address, model, listener=events.put, clock=SystemClock(), questions_only=questions_only)
        return address, printer
    except DeviceError as error:
        _refuse(error.what, error.remedy)


def _profile(name: str) -> PrinterProfile:
    if name not in PROFILES:
        raise DeviceError(f"There is no printer profile “{name}”.", remedy=f"Known: {', '.join(PROFILES)}")
    return PROFILES[name]


def _refuse(what: str, remedy: str) -> NoReturn:
    typer.echo(f"{what} {remedy}".strip(), err=True)
    raise typer.Exit(ExitCode.USAGE)
