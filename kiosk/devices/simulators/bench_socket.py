"""The way to the simulators of a running demo from another terminal: a socket in the demo's private folder.

One line of JSON each way: {"device": "printer", "do": "open-cover", "text": ""} is answered by {"ok": true} or
{"ok": false, "error": "…"}, and {} by {"ok": true, "devices": {"printer": [["open-cover", "open the cover", ""], …]},
"shows": {"light": "lit", …}}.
Only `kiosk demo` opens it. What cannot be read is refused, and nothing is executed but the actions of the bench.
"""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kiosk.devices.simulators.bench import BenchError, SimulatorBench
from kiosk.errors import DeviceAbsent, DeviceError

SOCKET = "devices.sock"
"""Its name in the demo's folder."""

LINE_BYTES = 4096
"""Longest line either way, for a code of the largest kind; the list of actions is shorter."""

ANSWER_S = 10.0
"""For one line, in each direction: a simulator takes milliseconds."""

CLOSE_S = 2.0


class BenchSocket:
    """Serves one bench until it is closed. A thread of its own, one client at a time."""

    def __init__(self, path: Path, bench: Callable[[], SimulatorBench | None]) -> None:
        """`bench` is asked for each line, because the devices open after the window. Raises DeviceError where the
        folder takes no socket."""
        self._path = path
        self._bench = bench
        path.unlink(missing_ok=True)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        # The mode before the name, which takes it over (unix(7)): nobody else gets in between.
        os.fchmod(self._listener.fileno(), 0o600)
        try:
            self._listener.bind(str(path))
            self._listener.listen()
        except OSError as error:
            # Most of all a name of more than 107 bytes, unix(7).
            self._listener.close()
            raise DeviceError(
                f"{path} cannot be a socket: {error}.", remedy="Set XDG_STATE_HOME to a shorter path."
            ) from error
        self._closing = False
        self._thread = threading.Thread(target=self._serve, name="bench", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take the socket away."""
        self._closing = True
        self._path.unlink(missing_ok=True)
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join(CLOSE_S)
        self._listener.close()

    def __enter__(self) -> BenchSocket:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _serve(self) -> None:
        while not self._closing:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with client, suppress(OSError):
                client.settimeout(ANSWER_S)
                client.sendall(json.dumps(self._answer(_read_line(client))).encode() + b"\n")

    def _answer(self, line: bytes) -> dict[str, object]:
        bench = self._bench()
        if bench is None:
            return {"ok": False, "error": "The devices are not open yet."}
        try:
            wish = json.loads(line)
        except ValueError:
            wish = None
        match wish:
            case {"device": str(device), "do": str(action), "text": str(text)}:
                try:
                    bench.do(device, action, text)
                except BenchError as error:
                    return {"ok": False, "error": str(error)}
                return {"ok": True}
            case {**rest} if not rest:
                known = {name: bench.actions(name) for name in bench.names}
                return {
                    "ok": True,
                    "devices": {name: [[each.name, each.what, each.takes] for each in known[name]] for name in known},
                    "shows": {name: words for name in known if (words := bench.shows(name))},
                }
        return {"ok": False, "error": "That is no wish."}


def ask_bench(path: Path, wish: dict[str, str]) -> dict[str, Any]:
    """Send one wish to the demo behind `path`; its answer. Raises DeviceAbsent when no demo runs."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(ANSWER_S)
        try:
            line.connect(str(path))
            line.sendall(json.dumps(wish).encode() + b"\n")
            answer: dict[str, Any] = json.loads(_read_line(line))
        except (OSError, ValueError) as error:
            raise DeviceAbsent("No demo answers.", remedy="Start one in another terminal: kiosk demo") from error
    return answer


def _read_line(line: socket.socket) -> bytes:
    """Up to the first line end; what is longer or ends early comes back as it is, and is no JSON."""
    heard = b""
    while b"\n" not in heard and len(heard) < LINE_BYTES:
        if not (more := line.recv(LINE_BYTES)):
            break
        heard += more
    return heard.partition(b"\n")[0]
