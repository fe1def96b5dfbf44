"""A desk for `sync.py` to deliver to: our gateway's wire, and the least that any desk does with what it is given.

Each entry is committed (SQLite, `synchronous=FULL`) before it is answered. Prints its address, serves until its
standard input ends. `GET /filed` tells how many it has; `POST /open` and `POST /close` let it take entries or ask for
patience. It gives way to the other programs, because it stands for another machine.
"""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import sys
import tempfile
from pathlib import Path

PATIENCE_S = 10
"""What a closed desk asks for."""


class Desk:
    """What the desk has, and how it answers."""

    def __init__(self, folder: Path) -> None:
        self._kept = sqlite3.connect(folder / "desk.db", isolation_level=None)
        self._kept.execute("PRAGMA journal_mode=WAL")
        self._kept.execute("PRAGMA synchronous=FULL")
        self._kept.execute("CREATE TABLE entry (number INTEGER PRIMARY KEY, id TEXT UNIQUE, body BLOB)")
        self._is_open = True
        self._filed = 0

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, dict[str, object]]:
        """Status and JSON for a call."""
        match method, path:
            case "PUT", _ if not self._is_open:
                return 503, {"error": "closed"}
            case "PUT", _:
                return 201, self._file(path.rpartition("/")[2], body)
            case "GET", "/filed":
                return 200, {"filed": self._filed}
            case "POST", _:
                self._is_open = path == "/open"
        return 200, {"desk": "stub", "api": 1}

    def _file(self, entry: str, body: bytes) -> dict[str, object]:
        reference = json.loads(body)["request"]["reference"]
        self._kept.execute("INSERT OR IGNORE INTO entry (id, body) VALUES (?, ?)", (entry, body))
        (number,) = self._kept.execute("SELECT number FROM entry WHERE id = ?", (entry,)).fetchone()
        self._filed += 1
        ticket = {"id": str(number), "url": f"http://desk.example/{number}"}
        return {"entry": entry, "reference": reference, "ticket": ticket, "state": "received"}


async def serve(desk: Desk) -> None:
    """Answer until standard input ends."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                method, path, _ = head[0].split(" ")
                fields = dict(line.lower().split(": ", 1) for line in head[1:] if line)
                body = await reader.readexactly(int(fields.get("content-length", "0")))
                status, said = desk.answer(method, path, body)
                content = json.dumps(said).encode()
                patience = f"Retry-After: {PATIENCE_S}\r\n" if status == 503 else ""
                writer.write(
                    f"HTTP/1.1 {status} .\r\nContent-Type: application/json\r\n{patience}"
                    f"Content-Length: {len(content)}\r\n\r\n".encode()
                    + content
                )
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    os._exit(0)  # connections may still be open; nothing of this desk is kept


if __name__ == "__main__":
    os.nice(10)
    asyncio.run(serve(Desk(Path(tempfile.mkdtemp(prefix="frontdoor-desk-", dir=sys.argv[1])))))
