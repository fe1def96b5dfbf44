"""What an agent does to a ticket on django-helpdesk's own pages."""

from __future__ import annotations

from tests.desks.agents_view import AgentsView

OPEN, RESOLVED = "1", "3"


def write(agents: AgentsView, ticket: str, words: str, *, public: bool = True, status: str = OPEN) -> None:
    """Add a follow-up to `ticket`; `status` as the page has it."""
    fields = {"comment": words, "new_status": status, "title": "Ticket", "queue": "1", "priority": "3"}
    if public:
        fields["public"] = "1"
    agents.post(f"/tickets/{ticket}/update/", form=f"/tickets/{ticket}/", **fields)


def merge(agents: AgentsView, lost: str, kept: str) -> None:
    """Merge ticket `lost` into ticket `kept`."""
    agents.post(f"/tickets/merge?tickets={lost}&tickets={kept}", form=f"/tickets/{lost}/", chosen_ticket=kept)
