"""A real mail server (aiosmtpd) in a process of its own, which keeps every mail as a file before it says so.

Run as a program it is the server: `smtp_server.py HOST PORT FOLDER [CERTIFICATE KEY]`; with these it wants STARTTLS.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import uuid
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

USER, PASSWORD = "kiosk-K7", "let-me-write"
MAILBOX = "desk@example.org"
FEW = "few@example.org"
"""The mailbox that few read."""
READY_S = 30.0


class MailServer:
    """Its folder has one file for each mail. Blocking."""

    def __init__(self, folder: Path, *, certificate: tuple[Path, Path] | None = None, host: str = "127.0.0.1") -> None:
        self._folder = folder
        (folder / "mails").mkdir(parents=True)
        from tests.desks.ports import free_port  # the server itself runs outside of the tree

        self.port = free_port(host)
        self._host = host
        self._more = [str(path) for path in certificate or ()]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, __file__, self._host, str(self.port), str(self._folder / "mails"), *self._more],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline_s = time.monotonic() + READY_S
        while True:
            with contextlib.suppress(OSError), socket.create_connection((self._host, self.port), timeout=READY_S):
                return
            assert self._process.poll() is None, (self._folder / "log").read_text()
            assert time.monotonic() < deadline_s, "the mail server did not come up"
            time.sleep(0.05)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(signal.SIGKILL)
            process.wait()

    def mails(self) -> list[EmailMessage]:
        """What has arrived."""
        files = (self._folder / "mails").glob("*.eml")
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in files]

    def copies_by_key(self) -> Counter[uuid.UUID]:
        """How many mails there are for each entry, told by their Message-ID as a desk would."""
        return Counter(uuid.UUID(mail["Message-ID"].strip("<>").partition("@")[0]) for mail in self.mails())


def serve(host: str, port: int, folder: Path, certificate: list[str]) -> None:
    from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

    class Keeper:
        async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
            self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
        ) -> str:
            if address not in (MAILBOX, FEW):
                return "550 5.1.1 There is no such mailbox"
            envelope.rcpt_tos.append(address)
            return "250 OK"

        async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
            assert isinstance(envelope.content, bytes)
            if b"poison" in envelope.content:
                return "554 5.6.0 Not this one"
            part = folder / f"{uuid.uuid4()}.part"
            with part.open("wb") as file:
                file.write(envelope.content)
                file.flush()
                os.fsync(file.fileno())
            part.rename(part.with_suffix(".eml"))
            return "250 2.0.0 Kept"

    def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object) -> AuthResult:
        good = LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=given == good, handled=False)

    tls = None
    if certificate:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(*certificate)

    def factory() -> SMTP:
        return SMTP(
            Keeper(),
            hostname="mail.example.org",
            authenticator=authenticate,
            auth_required=True,
            auth_require_tls=tls is not None,
            require_starttls=tls is not None,
            tls_context=tls,
        )

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(factory, host, port)
        await server.serve_forever()

    asyncio.run(main())


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])
