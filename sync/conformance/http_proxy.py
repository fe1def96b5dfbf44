"""A proxy between a connector and a real desk that misbehaves on command: the network's bad days.

It understands just enough HTTP/1.1 (RFC 9112) to know where a request ends, so that it can pass it on and lose the
answer. It listens on loopback without TLS, and speaks TLS to a desk that wants it.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Callable

from sync.conformance.loopback import LoopbackServer, close_line
from sync.conformance.weather import Asked, Fault, fair

_CANNED = {
    Fault.HTML: ("200 OK", "text/html", "<html><title>Please accept our terms</title></html>", ""),
    Fault.REDIRECT: ("302 Found", "text/html", "", "Location: http://portal.example/\r\n"),
    Fault.UNAUTHORIZED: ("401 Unauthorized", "application/json", '{"error":"unknown_token"}', ""),
    Fault.TOO_LARGE: ("413 Content Too Large", "text/html", "<h1>413</h1>", ""),
    Fault.TOO_MANY: ("429 Too Many Requests", "text/plain", "later", "Retry-After: 1\r\n"),
    Fault.FAILED: ("500 Internal Server Error", "text/html", "<h1>Server Error (500)</h1>", ""),
    Fault.UNAVAILABLE: ("503 Service Unavailable", "text/html", "<h1>Back soon</h1>", ""),
}


class FaultyProxy(LoopbackServer):
    """A `Weather` over HTTP: listens on loopback for `async with`, `choose` names the fault of each request."""

    def __init__(
        self,
        target: int,
        *,
        choose: Callable[[Asked], Fault] = fair,
        tls: ssl.SSLContext | None = None,
        host: str = "127.0.0.1",
        desk_tls: ssl.SSLContext | None = None,
    ) -> None:
        """`target` is the desk's port at `host`; it may change while the proxy runs, as a desk's address may. `tls` is
        for those who call the proxy, `desk_tls` for the desk."""
        super().__init__(tls=tls)
        self.target = target
        self.choose = choose
        self.latency_s = 0.0
        self.met: list[tuple[Asked, Fault]] = []
        """Every request with what was done to it."""
        self._host = host
        self._desk_tls = desk_tls
        self._late: list[tuple[bytes, bytes]] = []

    @property
    def url(self) -> str:
        """Base address for the connector; the same after `up`."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self._port}"

    async def release(self) -> None:
        """Pass on what `Fault.LATE` kept, and wait until the desk has answered."""
        late, self._late = self._late, []
        for head, body in late:
            await self._pass_on(head, body)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        method, path, _ = head.split(b"\r\n", 1)[0].decode().split(" ", 2)
        asked = Asked(method, path)
        fault = self.choose(asked)
        self.met.append((asked, fault))
        await asyncio.sleep(self.latency_s)
        if fault is Fault.RESET:
            writer.transport.abort()
            return
        body = await reader.readexactly(body_length(head))
        if fault in _CANNED:
            status, kind, text, more = _CANNED[fault]
            writer.write(
                f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(text)}\r\n"
                f"Connection: close\r\n\r\n{text}".encode()
            )
            await writer.drain()
            return
        if fault is Fault.LATE:
            self._late.append((head, body))
            await reader.read()
            return
        answer = await self._pass_on(head, body)
        answer_head, _, answer_body = answer.partition(b"\r\n\r\n")
        match fault:
            case Fault.LOST_ANSWER:
                return
            case Fault.SILENCE:
                await reader.read()
                return
            case Fault.TRUNCATED:
                answer = answer[: len(answer) - len(answer_body) // 2 - 1]
            case Fault.HALF_JSON:
                half = answer_body[: len(answer_body) // 2]
                answer_head = re.sub(rb"(?i)content-length: \d+", b"Content-Length: %d" % len(half), answer_head)
                answer = answer_head + b"\r\n\r\n" + half
        writer.write(answer)
        await writer.drain()

    async def _pass_on(self, head: bytes, body: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(self._host, self.target, ssl=self._desk_tls)
        try:
            line, _, headers = head.partition(b"\r\n")
            headers = re.sub(rb"(?im)^(?:connection|host):.*\r\n", b"", headers)
            host = f"Host: {self._host}:{self.target}\r\nConnection: close\r\n"
            writer.write(line + b"\r\n" + host.encode() + headers + body)
            await writer.drain()
            return await reader.read()
        finally:
            await close_line(writer)


def body_length(head: bytes) -> int:
    """Bytes of the body that follows this head of a request."""
    found = re.search(rb"(?im)^content-length:\s*(\d+)", head)
    return int(found[1]) if found else 0
