"""The conformance kit on a real mail server; its folder says how many mails there are."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from uuid import UUID

from kiosk.clock import SystemClock
from kiosk.domain.request import OutboxEntry
from kiosk.i18n import Wording
from sync.conformance.kit import Check
from sync.conformance.mail_proxy import FaultyMailProxy
from sync.desks.address import DeskAddress
from sync.desks.mail import Envelope, MailConnector
from sync.desks.patience import PATIENCE, Patience
from sync.routing import Routing
from tests.desks.conformance_stand import assert_kept, each_check, time_limit, try_check
from tests.desks.smtp_server import MAILBOX, PASSWORD, USER, MailServer


@each_check
@time_limit
def test_e_mail_keeps_its_word(mail_server: MailServer, check: Check) -> None:
    def opener(url: str, *, patience: Patience = PATIENCE, wrong_token: bool = False) -> MailConnector:
        return MailConnector(
            DeskAddress(
                url=url,
                read_token=lambda: "guessed" if wrong_token else PASSWORD,
                clock=SystemClock(),
                patience=patience,
            ),
            envelope=Envelope(sender="kiosk-k7@example.org", mailbox=MAILBOX, user=USER),
            routing=Routing(ordinary_queue=MAILBOX),
            wording=Wording("en"),
        )

    async def witness(entries: Sequence[OutboxEntry]) -> Mapping[UUID, int]:
        return await asyncio.to_thread(mail_server.copies_by_key)

    async def restart() -> None:
        await asyncio.to_thread(mail_server.kill)
        await asyncio.to_thread(mail_server.start)

    finding = try_check(
        check,
        weather=lambda: FaultyMailProxy(mail_server.port),
        opener=opener,
        queue="IT service",
        witness=witness,
        restart=restart,
        volume=40,
    )
    assert_kept(finding)
