"""A real Request Tracker of Debian on SQLite, set up by the files of `docs/desks`; port and folder are its own."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from collections import Counter
from pathlib import Path
from uuid import UUID

import httpx

from tests.desks.served_desk import ServedDesk

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


class RequestTracker(ServedDesk):
    """Set up by `__init__` (about 6 s), running between `start` and `stop` or `kill`. Blocking."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, database="rt.sqlite3", ready_path="REST/2.0/rt", ready_s=READY_S)
        for name in ("mason", "session"):
            (folder / name).mkdir(parents=True)
        config = _CONFIG.replace("{folder}", str(folder)).replace("{port}", str(self.port))
        (folder / "RT_SiteConfig.pm").write_text(config)
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

    @property
    def _command(self) -> list[str]:
        return [
            "/usr/share/request-tracker5/libexec/rt-server",
            *("--server", "Starlet", "--max-workers", str(WORKERS)),
            *("--host", "127.0.0.1", "--port", str(self.port)),
        ]

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
