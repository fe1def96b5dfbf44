"""The sync process with the desks that are not django-helpdesk: settings, store and desk are real."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kiosk.domain.request import Request
from tests.desks.kiosk_stand import KioskStand, start_agent
from tests.desks.redmine_server import Redmine
from tests.desks.rt_server import RequestTracker
from tests.desks.smtp_server import MAILBOX, PASSWORD, USER, MailServer


def deliver(folder: Path, *, url: str, token: str, more: str) -> tuple[Request, str]:
    """A request that a kiosk with these settings accepted and delivered, and its ticket as the kiosk knows it."""

    async def main() -> tuple[Request, str]:
        with KioskStand(folder, desk_url=url, token=token) as kiosk:
            kiosk.settings.write_text(kiosk.settings.read_text() + more)
            async with await start_agent(kiosk.settings) as agent:
                await agent.until_told("desk", state="reachable")
                request = kiosk.accept(1)[0]
                agent.wake()
                await agent.until_told("delivered", request=str(request.id))
                assert await agent.close_input() == 0
            return request, kiosk.ticket_of(request)

    return asyncio.run(main())


@pytest.mark.timeout(180)
def test_a_request_reaches_request_tracker(request_tracker: RequestTracker, tmp_path: Path) -> None:
    more = 'connector = "rt"\nqueue = "General"\n'
    request, ticket = deliver(tmp_path, url=request_tracker.url, token=request_tracker.token, more=more)
    assert str(request_tracker.as_root("GET", f"ticket/{ticket}")["Subject"]).startswith(request.reference)
    assert request_tracker.tickets_by_key()[request.id] == 1


@pytest.mark.timeout(180)
def test_a_request_reaches_redmine(redmine: Redmine, tmp_path: Path) -> None:
    more = 'connector = "redmine"\nqueue = "General"\ntracker = "Support"\n[desk.statuses]\nsolved = ["Closed"]\n'
    request, ticket = deliver(tmp_path, url=redmine.url, token=redmine.token, more=more)
    issue = redmine.issue(ticket)
    assert issue["subject"].startswith(request.reference)
    assert issue["tracker"]["name"] == "Support"
    assert redmine.issues_by_key()[request.id] == 1


@pytest.mark.timeout(180)
def test_a_request_reaches_a_mailbox(mail_server: MailServer, tmp_path: Path) -> None:
    more = f'connector = "email"\nmailbox = "{MAILBOX}"\nsender = "k7@example.org"\nuser = "{USER}"\n'
    url = f"smtp://127.0.0.1:{mail_server.port}"
    request, ticket = deliver(tmp_path, url=url, token=PASSWORD, more=more)
    assert ticket == request.reference
    assert mail_server.copies_by_key()[request.id] == 1
