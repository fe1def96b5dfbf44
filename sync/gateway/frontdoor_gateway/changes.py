"""Numbers the changes of tickets that came from kiosks, and says how such a ticket stands in public words."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from helpdesk.models import FollowUp, Ticket

from frontdoor_gateway.merges import follow_merges, merged_into
from frontdoor_gateway.models import ChangeCounter, KioskEntry
from frontdoor_gateway.notes import remember_merge

RECEIVED, IN_WORK, WAITING, SOLVED, CLOSED = "received", "in_work", "waiting_for_you", "solved", "closed"
"""Frontdoor's public states."""


def watch() -> None:
    """Hear of every saved and deleted ticket and follow-up."""
    post_save.connect(_ticket_saved, sender=Ticket, dispatch_uid="frontdoor-ticket-saved")
    post_delete.connect(_ticket_deleted, sender=Ticket, dispatch_uid="frontdoor-ticket-deleted")
    post_save.connect(_note_changed, sender=FollowUp, dispatch_uid="frontdoor-note-saved")
    post_delete.connect(_note_changed, sender=FollowUp, dispatch_uid="frontdoor-note-deleted")


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


def next_change() -> int:
    """The number of a change being made now. Call it inside the transaction that makes the change."""
    counter, _ = ChangeCounter.objects.select_for_update().get_or_create(pk=1)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def last_change() -> int:
    """The number of the last change that was made."""
    return ChangeCounter.objects.filter(pk=1).values_list("last", flat=True).first() or 0


def _ticket_saved(instance: Ticket, *, created: bool, **_: Any) -> None:
    if created:
        return  # its entry is numbered by the view that files it
    entries = KioskEntry.objects.filter(ticket__in=merged_into(instance.pk))
    for filed in entries.filter(ticket__merged_to__isnull=False).select_related("ticket__merged_to"):
        goal = follow_merges(filed.ticket)
        if goal is not None and goal.pk != filed.worked_on:
            remember_merge(filed, goal.pk)
    _number(entries)


def _ticket_deleted(instance: Ticket, **_: Any) -> None:
    _number(KioskEntry.objects.filter(ticket_number=instance.pk))


def _note_changed(instance: FollowUp, **_: Any) -> None:
    _number(KioskEntry.objects.filter(ticket__in=merged_into(instance.ticket_id)))


def _number(entries: Any) -> None:
    with transaction.atomic():
        keys = list(entries.values_list("pk", flat=True))
        if keys:
            KioskEntry.objects.filter(pk__in=keys).update(change=next_change())
