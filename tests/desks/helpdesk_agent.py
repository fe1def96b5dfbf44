"""What an agent does to a ticket on django-helpdesk's own pages."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

from sync.desks.embedded import EmbeddedDesk
from tests.desks.agents_view import AgentsView

OPEN, RESOLVED = "1", "3"


def write(agents: AgentsView, ticket: str, words: str, *, public: bool = True, status: str = OPEN) -> None:
    """Add a follow-up to `ticket`; `status` as the page has it."""
    queue = queue_of(agents, ticket)
    fields = {"comment": words, "new_status": status, "title": "Ticket", "queue": queue, "priority": "3"}
    if public:
        fields["public"] = "1"
    agents.post(f"/tickets/{ticket}/update/", form=f"/tickets/{ticket}/", **fields)


def take_back(agents: AgentsView, ticket: str, note: str, words: str) -> None:
    """Make a follow-up internal that was for the customer."""
    form = f"/tickets/{ticket}/followup_edit/{note}/"
    agents.post(form, form=form, title="Ticket", ticket=ticket, comment=words, new_status=OPEN)


def queue_of(agents: AgentsView, ticket: str) -> str:
    """The number of the queue that `ticket` is in."""
    found = re.search(r'name="queue" value="(\d+)"', agents.page(f"/tickets/{ticket}/"))
    assert found is not None
    return found[1]


def merge(agents: AgentsView, lost: str, kept: str) -> None:
    """Merge ticket `lost` into ticket `kept`."""
    agents.post(f"/tickets/merge?tickets={lost}&tickets={kept}", form=f"/tickets/{lost}/", chosen_ticket=kept)


class HelpdeskAgent:
    """An agent for the conformance kit."""

    def __init__(self, desk: EmbeddedDesk) -> None:
        self._desk = desk

    async def write(self, ticket: str, words: str, *, public: bool) -> None:
        await asyncio.to_thread(self._at_work, lambda agents: write(agents, ticket, words, public=public))

    async def solve(self, ticket: str) -> None:
        await asyncio.to_thread(self._at_work, lambda agents: write(agents, ticket, "Solved.", status=RESOLVED))

    async def merge(self, lost: str, kept: str) -> None:
        await asyncio.to_thread(self._at_work, lambda agents: merge(agents, lost, kept))

    def _at_work(self, work: Callable[[AgentsView], None]) -> None:
        with AgentsView(self._desk.announced) as agents:
            work(agents)
