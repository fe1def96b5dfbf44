"""A proxy between a connector and a real mail server that misbehaves on command.

It understands just enough SMTP (RFC 5321) to know where a text ends, so that it can pass it on and lose the answer. It
listens on loopback without TLS, and speaks TLS to a server that wants it.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from typing import TypeAlias

from sync.conformance.loopback import LoopbackServer, close_line
from sync.conformance.weather import Asked, Fault, fair

_Line: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]

_CANNED = {
    Fault.HTML: b"<html><title>Please accept our terms</title></html>\r\n",
    Fault.REDIRECT: b"351 Elsewhere\r\n",
    Fault.UNAUTHORIZED: b"530 5.7.0 Log in first\r\n",
    Fault.TOO_LARGE: b"552 5.3.4 Too large\r\n",
    Fault.TOO_MANY: b"450 4.7.1 Later\r\n",
    Fault.FAILED: b"451 4.3.0 Something broke\r\n",
    Fault.UNAVAILABLE: b"421 4.3.2 Back soon\r\n",
}
_END = b"\r\n.\r\n"


class FaultyMailProxy(LoopbackServer):
    """A `Weather` over SMTP. `choose` is asked once in a connection: when a mail begins, or at a NOOP."""

    def __init__(
        self,
        target: int,
        *,
        choose: Callable[[Asked], Fault] = fair,
        host: str = "127.0.0.1",
        desk_tls: ssl.SSLContext | None = None,
        starttls: bool = False,
    ) -> None:
        """`target` is the server's port at `host`; `desk_tls` is for the server, from the first byte or, with
        `starttls`, when it has agreed."""
        super().__init__()
        self.target = target
        self.choose = choose
        self.latency_s = 0.0
        self._host = host
        self._desk_tls = desk_tls
        self._starttls = starttls
        self._late: list[tuple[_Line, bytes]] = []

    @property
    def url(self) -> str:
        """Address for the connector; the same after `up`."""
        return f"smtp://127.0.0.1:{self._port}"

    async def release(self) -> None:
        """Pass on what `Fault.LATE` kept, and wait until the server has answered."""
        late, self._late = self._late, []
        for (from_server, to_server), text in late:
            to_server.write(text)
            await to_server.drain()
            await _read_reply(from_server)
            await close_line(to_server)

    async def __aexit__(self, *_: object) -> None:
        await self.down()
        for late in self._late:
            await close_line(late[0][1])

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server, greeting = await self._reach_server()
        kept = False
        try:
            writer.write(greeting)
            kept = await self._pass_lines((reader, writer), server)
        finally:
            if not kept:
                await close_line(server[1])

    async def _pass_lines(self, client: _Line, server: _Line) -> bool:
        """Pass lines on until either end leaves. True when the line to the server is kept for later."""
        fault: Fault | None = None
        from_client, to_client = client
        while line := await from_client.readline():
            word = line[:4].upper()
            if fault is None and word in (b"MAIL", b"NOOP"):
                await asyncio.sleep(self.latency_s)
                fault = self.choose(Asked("GET" if word == b"NOOP" else "MAIL", ""))
                if fault is Fault.RESET:
                    to_client.transport.abort()
                    return False
                if fault in _CANNED:
                    to_client.write(_CANNED[fault])
                    await to_client.drain()
                    return False
            reply = await _say(server, line)
            if word == b"DATA" and reply.startswith(b"354"):
                to_client.write(reply)
                text = await from_client.readuntil(_END)
                if fault is Fault.LATE:
                    self._late.append((server, text))
                    await from_client.read()
                    return True
                reply = await _say(server, text)
            if word in (b"NOOP", b"DATA"):
                match fault:
                    case Fault.LOST_ANSWER:
                        return False
                    case Fault.SILENCE:
                        await from_client.read()
                        return False
                    case Fault.TRUNCATED | Fault.HALF_JSON:
                        to_client.write(reply[:2])
                        await to_client.drain()
                        return False
            to_client.write(reply)
            await to_client.drain()
        return False

    async def _reach_server(self) -> tuple[_Line, bytes]:
        """A line to the server, encrypted where it is to be, and what the server said first."""
        tls = None if self._starttls else self._desk_tls
        server = await asyncio.open_connection(self._host, self.target, ssl=tls)
        greeting = await _read_reply(server[0])
        if self._starttls and self._desk_tls is not None:
            await _say(server, b"EHLO kiosk.invalid\r\n")
            await _say(server, b"STARTTLS\r\n")
            await server[1].start_tls(self._desk_tls, server_hostname=self._host)
        return server, greeting


async def _say(server: _Line, line: bytes) -> bytes:
    server[1].write(line)
    await server[1].drain()
    return await _read_reply(server[0])


async def _read_reply(reader: asyncio.StreamReader) -> bytes:
    """A whole reply: every line but the last has a hyphen after its code (RFC 5321 section 4.2.1)."""
    reply = b""
    while True:
        line = await reader.readuntil(b"\r\n")
        reply += line
        if line[3:4] != b"-":
            return reply
