"""A kiosk and its desk on two hosts: the programs in them, and what was seen of both."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.crash.stand import Run, read_tickets
from tests.network.desk_host import HELPDESK, REQUEST_TRACKER
from tests.network.namespaces import DESK_ADDRESS, DESK_NAME, ROOT, TestNetwork
from tests.network.pulse import BEAT_S
from tests.network.weathers import TIMES
from tests.system.kiosk_folder import KioskFolder

LONGEST_STILL_S = 3.0
"""How long the interface thread may stand still: a change of screens takes a tenth of a second where nothing else runs,
and whatever waits for the network waits for five seconds or fifteen."""

MANY = 1000
"""More requests than anybody sends here: the limits of a visit are another test's matter."""

RECOVERY_S = 120.0 + 60.0 * TIMES
"""By when everything is delivered once the network is in order again: the longest back-off is two minutes
(`sync/delivery.py`), a call that hears nothing ends after half of one, and more has gathered in a longer weather. A
connection that waits for TCP itself to give up takes fifteen minutes (tcp_retries2 of tcp(7)), and fails here."""


def make_certificates(folder: Path) -> tuple[Path, Path]:
    """The organisation's CA, and the desk's certificate with its key."""
    authority, key, desk = (folder / name for name in ("ca.pem", "ca.key", "desk.pem"))
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    names = f"subjectAltName=DNS:{DESK_NAME},IP:{DESK_ADDRESS}"
    for more in (
        ["-subj", "/CN=Northbridge", "-keyout", key, "-out", authority],
        [
            *("-subj", f"/CN={DESK_NAME}", "-addext", names, "-addext", "basicConstraints=critical,CA:FALSE"),
            *("-CA", authority, "-CAkey", key, "-keyout", folder / "desk.key", "-out", desk),
        ],
    ):
        command = ["openssl", "req", "-x509", *curve, "-days", "30", *more]
        subprocess.run(command, check=True, capture_output=True, timeout=30)
    desk.write_text(desk.read_text() + (folder / "desk.key").read_text())
    return authority, desk


class NetworkStand:
    """Use as a context manager: the desk runs meanwhile, and the network is fair at first."""

    def __init__(self, network: TestNetwork, folder: KioskFolder, path: Path, *, connector: str, seed: str) -> None:
        """`path` is where the desk keeps everything, in `desk`."""
        self.network = network
        self.folder = folder
        self.connector = connector
        self.seed = seed
        self._desk_folder = path / "desk"
        self._enough = path / "enough"
        self._runs: list[Run] = []
        authority, certificate = make_certificates(path)
        self._desk, token = self._start_desk(certificate, path / "desk.log")
        folder.write(
            token=token,
            desk={"connector": connector, "url": f"https://{DESK_NAME}", "ca_file": str(authority)},
            limits={f"{what}_per_{span}": MANY for what in ("requests", "slips") for span in ("visit", "hour")},
        )

    def __enter__(self) -> NetworkStand:
        return self

    def __exit__(self, *_: object) -> None:
        for run in self._runs:
            run.cut_power()
            run.read_to_end()
        self._close_desk(self._desk)

    # -- the kiosk

    @property
    def run(self) -> Run:
        """The life of the program that is on, or was the last."""
        return self._runs[-1]

    def start(self) -> None:
        """Switch the kiosk on; somebody comes at once."""
        self._enough.unlink(missing_ok=True)
        seed = f"{self.seed}:{len(self._runs)}"
        command = ["-m", "tests.network.visiting_kiosk", str(self.folder.settings), str(self._enough), seed]
        self._runs.append(Run(command, {}, within=self.network.kiosk.enter))

    def wait(self, until: Callable[[], object], what: str) -> None:
        """Until `until` holds or the program ends, which it must not."""
        self.run.wait(lambda: until() or self.run.ended, what, within_s=RECOVERY_S)
        assert not self.run.ended, "the program ended by itself:\n" + "\n".join(self.run.log)

    def accepted(self) -> dict[str, str]:
        """Each reference that ever stood on the glass, with its request."""
        told = [line.split() for run in self._runs for line in run.said if line.startswith("accepted ")]
        assert len({reference for _, reference, _ in told}) == len(told), "a reference was given out twice"
        return {reference: request for _, reference, request in told}

    def desk_states(self) -> list[str]:
        """What operators were told of the desk since the kiosk was switched on, in order."""
        return [line.split("state=")[1].split()[0] for line in self.run.log if "event=desk_changed" in line]

    def postponed(self) -> Counter[str]:
        """How often a delivery had to wait, by the reason."""
        lines = (line for run in self._runs for line in run.log if "event=delivery_postponed" in line)
        return Counter(found[1] for line in lines if (found := re.search(r"reason=(\S+)", line)) is not None)

    def end_visit(self) -> None:
        """Let the visitor send a last request and finish, and judge what was measured meanwhile in the program."""
        self._enough.touch()
        self.wait(lambda: any(line.startswith("measured ") for line in self.run.said), "the end of the visit")
        measured = json.loads(self.run.said[-1].removeprefix("measured "))
        print(measured)  # noqa: T201 - read where a test fails
        assert not measured["ended_by_itself"], "the visit was ended"
        assert not measured["strayed"], "a screen came that nobody had asked for"
        assert measured["network_calls"] == [], "the interface thread asked the network"
        assert measured["still_beats"] * BEAT_S < LONGEST_STILL_S, "the interface thread stood still"

    # -- the network

    def weather(self, command: str, lasting_s: float) -> None:
        """Have the switch do that, and leave it so for so long."""
        self.network.switch.tell(command)
        deadline_s = time.monotonic() + lasting_s
        self.wait(lambda: time.monotonic() >= deadline_s, "the weather to pass")

    # -- the desk

    def tickets(self) -> dict[str, list[str]]:
        """The desk's numbers of each reference, read from the desk's own files."""
        return TICKETS[self.connector](self._desk_folder)

    def _start_desk(self, certificate: Path, log: Path) -> tuple[subprocess.Popen[str], str]:
        """The program on the desk's host, and the kiosk's token."""
        self._desk_folder.mkdir(exist_ok=True)
        with log.open("wb") as errors:
            desk = subprocess.Popen(
                [
                    *(*self.network.desk.enter, sys.executable, "-m", "tests.network.desk_host"),
                    *(self.connector, self._desk_folder, certificate),
                ],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert desk.stdout is not None
        said = desk.stdout.readline()
        if not said:
            self._close_desk(desk)
            raise AssertionError(f"the desk did not start: {log.read_text()}")
        token: str = json.loads(said)["token"]
        return desk, token

    def _close_desk(self, desk: subprocess.Popen[str]) -> None:
        for pipe in (desk.stdin, desk.stdout):
            if pipe is not None:
                pipe.close()
        desk.wait(30)


def read_tracker_tickets(folder: Path) -> dict[str, list[str]]:
    """The numbers of each reference at Request Tracker, as agents see them: merged tickets are one."""
    found: dict[str, list[str]] = {}
    with contextlib.closing(sqlite3.connect(folder / "rt.sqlite3", timeout=30)) as connection:
        rows = connection.execute(
            "SELECT id, Subject FROM Tickets WHERE EffectiveId = id AND Status NOT IN ('rejected', 'deleted')"
        )
        for number, subject in rows:
            found.setdefault(subject.split()[0], []).append(str(number))
    return found


TICKETS = {HELPDESK: read_tickets, REQUEST_TRACKER: read_tracker_tickets}
