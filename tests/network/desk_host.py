"""The desk's host: a real desk on its loopback address, TLS in front of it as a web server would, and the name server.

Says a JSON line once the desk takes requests; the end of standard input ends everything.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.conformance.http_proxy import body_length
from sync.conformance.loopback import close_line
from sync.desks.embedded import EmbeddedDesk, desk_python
from tests.desks.rt_server import RequestTracker
from tests.network.name_server import NameServer
from tests.network.namespaces import DESK_ADDRESS, DESK_NAME

HTTPS = 443
HELPDESK, REQUEST_TRACKER = "helpdesk", "rt"
"""As `desk.connector` calls them."""


class TlsFront:
    """Ends TLS and passes requests on, connection by connection, so that they stay open as long as the kiosk wants."""

    def __init__(self, port: int, context: ssl.SSLContext) -> None:
        """`port` is the desk's own."""
        self._port = port
        self._context = context
        self._host = b"Host: 127.0.0.1:%d\r\n" % port

    async def start(self) -> None:
        """Take connections."""
        await asyncio.start_server(self._serve, DESK_ADDRESS, HTTPS, ssl=self._context)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            from_desk, to_desk = await asyncio.open_connection("127.0.0.1", self._port)
            answers = asyncio.create_task(_pass_on(from_desk, writer))
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                while True:
                    head = await reader.readuntil(b"\r\n\r\n")
                    # What the desk is called outside is none of its business, as with any proxy.
                    head = re.sub(rb"(?im)^host:.*\r\n", self._host, head, count=1)
                    to_desk.write(head + await reader.readexactly(body_length(head)))
                    await to_desk.drain()
            await close_line(to_desk)
            await answers
        await close_line(writer)


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()


@contextmanager
def running_desk(kind: str, folder: Path) -> Iterator[tuple[int, str]]:
    """A desk in `folder`; its port at 127.0.0.1 and the kiosk's token."""
    if kind == HELPDESK:
        with EmbeddedDesk(desk_python(), folder) as desk:
            yield int(desk.url.rpartition(":")[2]), desk.token
        return
    tracker = RequestTracker(folder)
    tracker.start()
    try:
        yield tracker.port, tracker.token
    finally:
        tracker.kill()


async def serve(kind: str, folder: Path, certificate: Path) -> None:
    """Until the input ends."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with running_desk(kind, folder) as (port, token):
        await TlsFront(port, context).start()
        await NameServer(DESK_NAME, DESK_ADDRESS).start()
        print(json.dumps({"token": token}), flush=True)  # noqa: T201 - for who started us
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
