"""The far ends of the lines: a pseudo-terminal under a name that stays, and a TCP port."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import tty
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from kiosk.devices.urls import SerialUrl, TcpUrl


class SimPort(Protocol):
    """A simulator's end of a line. One thread owns it; nothing blocks and a lost peer is no error."""

    @property
    def url(self) -> SerialUrl | TcpUrl:
        """The device URL to open the other end with; the same before and after a replug."""
        ...

    def plug(self) -> None:
        """Put the cable in."""
        ...

    def unplug(self) -> None:
        """Pull the cable."""
        ...

    def forget_connection(self) -> None:
        """Lose the connection without telling the other end, and take a new one. Nothing on a line without any."""
        ...

    def fileno(self) -> int | None:
        """What to poll for input; None while unplugged."""
        ...

    def read(self, limit: int) -> bytes:
        """What has come, at most `limit` bytes."""
        ...

    def write(self, data: bytes) -> None:
        """Answer; what nobody takes is lost, as on a real line."""
        ...

    def close(self) -> None:
        """Unplug and remove every trace."""
        ...


class PtyPort:
    """A pseudo-terminal behind a symlink, like a serial port that udev named."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="frontdoor-sim-"))
        self._link = self._folder / "printer"
        self._master: int | None = None
        self._slave = -1
        self.plug()

    @property
    def url(self) -> SerialUrl:
        return SerialUrl(str(self._link))

    def plug(self) -> None:
        if self._master is not None:
            return
        self._master, self._slave = os.openpty()
        # Held open, so that a driver that closes and opens again hangs nothing up; raw, so that nothing echoes.
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self._link.symlink_to(os.ttyname(self._slave))

    def unplug(self) -> None:
        if self._master is None:
            return
        self._link.unlink(missing_ok=True)
        os.close(self._master)
        os.close(self._slave)
        self._master = None

    def forget_connection(self) -> None:
        return

    def fileno(self) -> int | None:
        return self._master

    def read(self, limit: int) -> bytes:
        if self._master is None:
            return b""
        try:
            return os.read(self._master, limit)
        except OSError:
            return b""

    def write(self, data: bytes) -> None:
        if self._master is not None:
            with suppress(OSError):
                os.write(self._master, data)

    def close(self) -> None:
        self.unplug()
        shutil.rmtree(self._folder, ignore_errors=True)


class TcpPort:
    """A listening port on this machine that serves one client at a time, as printers do."""

    def __init__(self) -> None:
        self._port = 0
        self._listener: socket.socket | None = None
        self._client: socket.socket | None = None
        self._forgotten: list[socket.socket] = []
        self.plug()

    @property
    def url(self) -> TcpUrl:
        return TcpUrl("127.0.0.1", self._port)

    def plug(self) -> None:
        if self._listener is not None:
            return
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self._port))
        listener.listen(1)
        listener.setblocking(False)
        self._listener = listener
        self._port = listener.getsockname()[1]

    def unplug(self) -> None:
        self._drop_client()
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        while self._forgotten:
            self._forgotten.pop().close()

    def forget_connection(self) -> None:
        if self._client is not None:
            self._forgotten.append(self._client)
            self._client = None

    def fileno(self) -> int | None:
        line = self._client or self._listener
        return None if line is None else line.fileno()

    def read(self, limit: int) -> bytes:
        if self._client is None:
            self._accept()
            return b""
        try:
            data = self._client.recv(limit)
        except BlockingIOError:
            return b""
        except OSError:
            data = b""
        if not data:
            self._drop_client()
        return data

    def write(self, data: bytes) -> None:
        if self._client is not None:
            with suppress(OSError):
                self._client.send(data)

    def close(self) -> None:
        self.unplug()

    def _accept(self) -> None:
        if self._listener is None:
            return
        with suppress(OSError):
            self._client, _ = self._listener.accept()
            self._client.setblocking(False)
            # Answers are a byte or four: gathered up they would come 40 ms late.
            self._client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _drop_client(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None
