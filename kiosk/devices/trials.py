"""Trying devices from the command line: how they are, a test slip, a card or code held to a reader."""

from __future__ import annotations

import logging
import queue
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias
from uuid import uuid4

from kiosk.clock import SystemClock
from kiosk.devices.configuration import ConfiguredDevice
from kiosk.devices.manager import AnyEvent, DeviceManager
from kiosk.devices.trial_slip import make_test_slip
from kiosk.domain.device import DeviceHealth, PrintFinished, PrintHeld, PrintProgressed
from kiosk.domain.device_history import DeviceCondition
from kiosk.domain.reader import CardRead, CardUnreadable, CodeScanned
from kiosk.domain.signals import CuePlayed, HeadsetChanged

STATUS_S = 6.0
"""Longest wait for a device to say how it is: a connection, a round of questions, and the silence that ends both."""

Say = Callable[[str], None]
Heard: TypeAlias = "queue.Queue[AnyEvent | DeviceCondition]"


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What came of holding something to a reader; never what was read."""

    read: bool
    what: str


@contextmanager
def opened(
    devices: Iterable[ConfiguredDevice], *, questions_only: bool = False
) -> Iterator[tuple[DeviceManager, Heard]]:
    """The devices, opened as the kiosk opens them, and everything they say."""
    log = logging.getLogger("kiosk")
    if not log.hasHandlers():
        # Nobody set up a log: what it would say on the terminal, the commands say themselves.
        log.addHandler(logging.NullHandler())
    said: Heard = queue.Queue()
    manager = DeviceManager(
        devices, clock=SystemClock(), on_event=said.put, on_change=said.put, questions_only=questions_only
    )
    try:
        yield manager, said
    finally:
        manager.close()


def look(devices: tuple[ConfiguredDevice, ...]) -> tuple[DeviceCondition, ...]:
    """How each of `devices` is: the first thing known of it. Sends questions for status and nothing else."""
    known: set[str] = set()
    ends_s = time.monotonic() + STATUS_S
    with opened(devices, questions_only=True) as (manager, said):
        while len(known) < len(devices):
            heard = next_heard(said, ends_s)
            if heard is None:
                break
            if isinstance(heard, DeviceCondition):
                known.add(heard.device)
        return manager.health()


def print_trial(device: ConfiguredDevice, *, wait_s: float, say: Say) -> PrintFinished | None:
    """Print a short slip; the outcome, None when not even giving up was confirmed. `say` hears what it waits for."""
    with opened((device,)) as (manager, said):
        printer = manager.printer
        if printer is None:
            raise ValueError(f"{device.name} is no printer")
        job = uuid4()
        printer.print_slip(job, make_test_slip(printer.profile))
        outcome = _follow(said, time.monotonic() + wait_s, say)
        if outcome is None:
            printer.abandon(job)
            outcome = _follow(said, time.monotonic() + STATUS_S, say)
        return outcome


def read_trial(device: ConfiguredDevice, *, wait_s: float, say: Say) -> ReadOutcome:
    """Wait for a card or code. What was read stays where it is."""
    ends_s = time.monotonic() + wait_s
    say("Hold a card or a code to it.")
    with opened((device,)) as (_, said):
        while (heard := next_heard(said, ends_s)) is not None:
            words = describe(heard)
            match heard:
                case CardRead() | CodeScanned():
                    return ReadOutcome(True, words)
                case CardUnreadable() | DeviceCondition():
                    say(words)
    return ReadOutcome(False, "Nothing was read.")


def describe(heard: AnyEvent | DeviceCondition) -> str:
    """An event in words, without what was read."""
    match heard:
        case CardRead(kind, _, device):
            return f"{device}: a card was read ({kind})"
        case CardUnreadable(device):
            return f"{device}: a card is there that gives no number"
        case CodeScanned(symbology, _, device):
            return f"{device}: a code was scanned ({symbology})"
        case DeviceCondition():
            why = f" ({heard.reason.replace('_', ' ')})" if heard.reason else ""
            return " ".join(filter(None, (f"{heard.device}: {heard.state}{why}", heard.what, heard.remedy)))
        case DeviceHealth(device, state, faults):
            return f"{device}: {state} {', '.join(sorted(faults))}".rstrip()
        case PrintProgressed(_, sent, total):
            return f"sent {sent} of {total} bytes"
        case PrintHeld(_, fault):
            return f"waiting: {fault or 'the printer does not answer'}"
        case PrintFinished(_, state, reason):
            return f"slip: {state}{f' ({reason})' if reason else ''}"
        case HeadsetChanged(device, plugged):
            return f"{device}: a headset was {'plugged in' if plugged else 'pulled out'}"
        case CuePlayed(device, cue):
            return f"{device}: played “{cue}”"


def _follow(said: Heard, ends_s: float, say: Say) -> PrintFinished | None:
    while (heard := next_heard(said, ends_s)) is not None:
        if isinstance(heard, PrintFinished):
            return heard
        if not isinstance(heard, DeviceHealth):
            say(describe(heard))
    return None


def next_heard(said: Heard, ends_s: float) -> AnyEvent | DeviceCondition | None:
    """The next that is said before `ends_s`, by the clock of the machine; None when nothing is."""
    left_s = ends_s - time.monotonic()
    if left_s <= 0:
        return None
    try:
        return said.get(timeout=left_s)
    except queue.Empty:
        return None
