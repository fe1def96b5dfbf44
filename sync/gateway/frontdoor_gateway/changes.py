"""Numbers the changes of tickets that came from kiosks, and says how such a ticket stands in public words."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from helpdesk.models import Ticket

from frontdoor_gateway.models import ChangeCounter, KioskEntry

RECEIVED, IN_WORK, WAITING, SOLVED, CLOSED = "received", "in_work", "waiting_for_you", "solved", "closed"
"""Frontdoor's public states."""

_MERGES_FOLLOWED = 20
"""Longer chains of merged tickets are a loop."""


def watch() -> None:
    """Hear of every saved and deleted ticket."""
    post_save.connect(_ticket_saved, sender=Ticket, dispatch_uid="frontdoor-ticket-saved")
    post_delete.connect(_ticket_deleted, sender=Ticket, dispatch_uid="frontdoor-ticket-deleted")


def public_state(ticket: Ticket | None) -> str:
    """How the ticket of an entry stands; a deleted ticket is closed."""
    if ticket is None:
        return CLOSED
    if ticket.status in (Ticket.CLOSED_STATUS, Ticket.DUPLICATE_STATUS):
        return CLOSED
    if ticket.status == Ticket.RESOLVED_STATUS:
        return SOLVED
    if ticket.on_hold:
        return WAITING
    if ticket.assigned_to_id is not None or ticket.status == Ticket.REOPENED_STATUS:
        return IN_WORK
    return RECEIVED


def follow_merges(ticket: Ticket | None) -> Ticket | None:
    """The ticket that `ticket` was merged into, however often."""
    for _ in range(_MERGES_FOLLOWED):
        if ticket is None or ticket.merged_to_id is None:
            break
        ticket = ticket.merged_to
    return ticket


def next_change() -> int:
    """The number of a change being made now. Call it inside the transaction that makes the change."""
    counter, _ = ChangeCounter.objects.select_for_update().get_or_create(pk=1)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _ticket_saved(instance: Ticket, *, created: bool, **_: Any) -> None:
    if created:
        return  # its entry is numbered by the view that files it
    tickets = {instance.pk}
    fresh = tickets
    while fresh:  # tickets merged into this one are told of what happens to it
        fresh = set(Ticket.objects.filter(merged_to__in=fresh).values_list("pk", flat=True)) - tickets
        tickets |= fresh
    _number(KioskEntry.objects.filter(ticket__in=tickets))


def _ticket_deleted(instance: Ticket, **_: Any) -> None:
    _number(KioskEntry.objects.filter(ticket_number=instance.pk))


def _number(entries: Any) -> None:
    with transaction.atomic():
        keys = list(entries.values_list("pk", flat=True))
        if keys:
            KioskEntry.objects.filter(pk__in=keys).update(change=next_change())
