"""A real Request Tracker of Debian on SQLite, set up by the files of `docs/desks`; port and folder are its own."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from pathlib import Path
from uuid import UUID

import httpx

from tests.desks.ports import free_port

DOCS = Path(__file__).parents[2] / "docs" / "desks"
READY_S = 45.0
"""2 s on an idle machine; several times that beside other tests."""

WORKERS = 4
"""As many as the agent has calls under way."""

_CONFIG = """
Set($rtname, 'desk.test');
Set($Organization, 'desk.test');
Set($WebDomain, '127.0.0.1');
Set($WebPort, {port});
Set($WebPath, '');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '{folder}/rt.sqlite3');
Set($DatabaseUser, '');
Set($DatabasePassword, '');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'error');
Set($MailCommand, 'testfile');
Set($Timezone, 'America/New_York');
Set($BcryptCost, 4);  # 12 takes 0.25 s of the processor for each call of a token
Set($MasonDataDir, '{folder}/mason');
Set($MasonSessionDir, '{folder}/session');
1;
"""


class RequestTracker:
    """Set up by `__init__` (about 6 s), running between `start` and `stop` or `kill`. Blocking."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name in ("mason", "session"):
            (folder / name).mkdir(parents=True)
        self.port = free_port("127.0.0.1")
        config = _CONFIG.replace("{folder}", str(folder)).replace("{port}", str(self.port))
        (folder / "RT_SiteConfig.pm").write_text(config)
        self._process: subprocess.Popen[bytes] | None = None
        self._manage("--action", "init")
        (folder / "queue.initialdata").write_text(
            "our @Queues = ( { Name => 'IT service' }, { Name => 'Confidential' } ); 1;"
        )
        self._manage("--action", "insert", "--datafile", str(folder / "queue.initialdata"))
        self._manage("--action", "insert", "--datafile", str(DOCS / "request-tracker.initialdata"))
        told = self._manage("--action", "insert", "--datafile", str(DOCS / "request-tracker-kiosk.initialdata"))
        found = re.search(r"^Token of kiosk K7: (\S+)$", told, re.MULTILINE)
        assert found is not None, told
        self.token = found[1]

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self._folder / "rt.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    "/usr/share/request-tracker5/libexec/rt-server",
                    *("--server", "Starlet", "--max-workers", str(WORKERS)),
                    *("--host", "127.0.0.1", "--port", str(self.port)),
                ],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
            )
        deadline_s = time.monotonic() + READY_S
        while True:
            with contextlib.suppress(httpx.TransportError):
                httpx.get(f"{self.url}/REST/2.0/rt", timeout=READY_S, trust_env=False)
                return
            assert self._process.poll() is None, (self._folder / "rt.log").read_text()
            assert time.monotonic() < deadline_s, "Request Tracker did not come up"
            time.sleep(0.2)

    def kill(self) -> None:
        """End it and its workers at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it."""
        self._end(signal.SIGTERM)

    def tickets_by_key(self) -> Counter[UUID]:
        """How many tickets there are for each key, as the database has them: merged and rejected ones do not count."""
        with contextlib.closing(self._open()) as database:
            rows = database.execute(
                "SELECT v.Content FROM Tickets t JOIN ObjectCustomFieldValues v"
                " ON v.ObjectType = 'RT::Ticket' AND v.ObjectId = t.id AND v.Disabled = 0"
                " JOIN CustomFields f ON f.id = v.CustomField AND f.Name = 'KioskUUID'"
                " WHERE t.EffectiveId = t.id AND t.Status NOT IN ('rejected', 'deleted')"
            ).fetchall()
        return Counter(UUID(content) for (content,) in rows)

    def text_of(self, number: str) -> str:
        """What an agent reads on ticket `number`."""
        found = self.as_root("GET", f"ticket/{number}/attachments?fields=Content")["items"]
        assert isinstance(found, list)
        return "\n".join(each["Content"] for each in found)

    def as_root(self, method: str, path: str, **body: object) -> dict[str, object]:
        """Do something as an administrator, over the interface that agents' tools use."""
        root = ("root", "password")
        answer = httpx.request(
            method, f"{self.url}/REST/2.0/{path}", json=body or None, auth=root, timeout=READY_S, trust_env=False
        )
        told: dict[str, object] | list[object] = answer.raise_for_status().json()
        return told if isinstance(told, dict) else {"messages": told}

    def execute(self, statement: str, *values: object) -> None:
        """Change the database behind RT's back, as an administrator's mistake would."""
        with contextlib.closing(self._open()) as database, database:
            database.execute(statement, values)

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._folder / "rt.sqlite3", timeout=30)

    def _end(self, number: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is not None:
            os.killpg(process.pid, number)
            process.wait(30)

    @property
    def _environment(self) -> dict[str, str]:
        config = {"RT_SITE_CONFIG": str(self._folder / "RT_SiteConfig.pm"), "RT_SITE_CONFIG_DIR": os.devnull}
        return os.environ | config | {"KIOSK": "K7"}

    def _manage(self, *arguments: str) -> str:
        done = subprocess.run(
            ["/usr/sbin/rt-setup-database-5", *arguments, "--skip-create", "--dba", "root"],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
            timeout=READY_S,
        )
        return done.stdout
