"""A reader opened in a process of its own, for benches that set up a whole environment around it.

`python -m tests.devices.reader_process URL` prints an event a line, what was read in the clear: for tests alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.devices.reader_opening import open_reader
from kiosk.domain.device import DeviceState
from kiosk.domain.reader import (
    CardKind,
    CardRead,
    CardUnreadable,
    CodeScanned,
    ReaderHealth,
    ReaderNote,
    Symbology,
)
from kiosk.domain.secret import Secret
from tests.devices.reader_stand import QUICK, Ear

ROOT = Path(__file__).parents[2]
END_S = 10.0


class ReaderProcess:
    """The process, and what it hears."""

    def __init__(self, url, environment):
        self.ear = Ear()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.devices.reader_process", url],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._thread = threading.Thread(target=self._hear, daemon=True)
        self._thread.start()

    def close(self):
        """End it; it must end by itself when asked to, and in good order."""
        self._process.stdin.close()
        try:
            assert self._process.wait(END_S) == 0
        finally:
            self._process.kill()
            self._process.wait()
            self._thread.join()
            self._process.stdout.close()

    def _hear(self):
        for line in self._process.stdout:
            self.ear(_from_line(line))


def _to_line(event):
    match event:
        case ReaderHealth(device, state, _, note):
            told = ["health", device, state, note]
        case CardRead(kind, secret, device):
            told = ["card", device, kind, secret.reveal()]
        case CodeScanned(symbology, secret, device):
            told = ["code", device, symbology, secret.reveal()]
        case CardUnreadable(device):
            told = ["unreadable", device]
    return json.dumps(told)


def _from_line(line):
    match json.loads(line):
        case ["health", device, state, note]:
            return ReaderHealth(device, DeviceState(state), note=ReaderNote(note))
        case ["card", device, kind, text]:
            return CardRead(CardKind(kind), Secret(text), device)
        case ["code", device, symbology, text]:
            return CodeScanned(Symbology(symbology), Secret(text), device)
        case ["unreadable", device]:
            return CardUnreadable(device)
    raise AssertionError(line)


def _say(event):
    sys.stdout.write(_to_line(event) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    reader = open_reader(sys.argv[1], listener=_say, clock=SystemClock(), times=QUICK)
    sys.stdin.read()
    reader.close()
