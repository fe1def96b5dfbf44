"""A real HTTP server on loopback over a folder, that cuts, swells or refuses its answers on command."""

from __future__ import annotations

import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class FolderServer(ThreadingHTTPServer):
    """Serves a folder. `faults` names what is done to the answer for a file, by the end of its name."""

    daemon_threads = True

    def __init__(self, folder: Path, certificate: tuple[Path, Path] | None) -> None:
        """`certificate` and its key make it a server with TLS."""
        self.faults: dict[str, str] = {}
        self.asked: list[str] = []
        self.stalled = threading.Event()
        """Half of an answer has left."""
        self._resumed = threading.Event()
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
        self._scheme = "http"
        if certificate is not None:
            self._scheme = "https"
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(*certificate)
            # The handshake is left to the thread that reads: a caller who breaks it off ends that one alone.
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """A caller who does not trust the certificate leaves in the middle of the handshake."""
        if not isinstance(sys.exc_info()[1], ssl.SSLError | ConnectionError):
            raise

    def resume(self) -> None:
        """No faults any more; what stalls ends."""
        self.faults.clear()
        self._resumed.set()

    def stall(self) -> None:
        """Wait until somebody has seen enough."""
        self.stalled.set()
        self._resumed.wait(60)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        assert isinstance(self.server, FolderServer)
        self.server.asked.append(self.path)
        fault = next((what for end, what in self.server.faults.items() if self.path.endswith(end)), "")
        if not fault:
            super().do_GET()
            return
        if fault.isdecimal():
            self.send_error(int(fault))
            return
        body = Path(self.translate_path(self.path)).read_bytes()
        self.close_connection = True
        self.send_response(200)
        if fault == "cut":  # promises all of it
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2])
        elif fault == "cut_quietly":  # promises nothing
            self.end_headers()
            self.wfile.write(body[: len(body) // 2])
        elif fault == "stall":
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2])
            self.server.stall()
        elif fault == "swell":
            self.end_headers()
            self.wfile.write(body * 3)
        else:
            raise AssertionError(fault)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextmanager
def serve_folder(folder: Path, *, certificate: tuple[Path, Path] | None = None) -> Iterator[FolderServer]:
    """A server over `folder` while the block runs."""
    with FolderServer(folder, certificate) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join(20)
