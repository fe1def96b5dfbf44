"""Tickets that agents merged into others."""

from __future__ import annotations

from helpdesk.models import Ticket

_MERGES_FOLLOWED = 20
"""Longer chains of merged tickets are a loop."""


def follow_merges(ticket: Ticket | None) -> Ticket | None:
    """The ticket that `ticket` was merged into, however often."""
    for _ in range(_MERGES_FOLLOWED):
        if ticket is None or ticket.merged_to_id is None:
            break
        ticket = ticket.merged_to
    return ticket


def merged_into(number: int) -> set[int]:
    """Ticket `number` and all that were merged into it, however often."""
    tickets = {number}
    fresh = tickets
    while fresh:
        fresh = set(Ticket.objects.filter(merged_to__in=fresh).values_list("pk", flat=True)) - tickets
        tickets |= fresh
    return tickets
