"""Turns an entry into a ticket, once: the entry's row is written in the same transaction, under its own key."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.text import slugify
from helpdesk.models import Queue, Ticket

from frontdoor_gateway.changes import next_change
from frontdoor_gateway.description import compose_description, compose_title
from frontdoor_gateway.entries import Entry
from frontdoor_gateway.models import Kiosk, KioskEntry

_CRITICAL, _HIGH, _NORMAL, _LOW = 1, 2, 3, 4
_PRIORITIES = {"low": _LOW, "medium": _NORMAL, "high": _HIGH, "critical": _CRITICAL}
"""The numbers of `Ticket.PRIORITY_CHOICES`, which has no names for them."""


class NoRestrictedQueue(Exception):
    """A restricted matter names a queue that is not there. One made now would be open to every agent."""


class KeyTaken(Exception):
    """Another request was filed under this key: a fault of the sender, not a repetition."""


def file_entry(key: UUID, kiosk: Kiosk, entry: Entry) -> tuple[KioskEntry, bool]:
    """The filed entry, and whether it was filed now. Raises KeyTaken and NoRestrictedQueue.

    Two senders of one key may race: the primary key lets one of them through, and the other gets its ticket.
    """
    filed = _find(key, kiosk, entry)
    if filed is not None:
        return filed, False
    queue = find_queue(entry.queue, make=not entry.restricted)
    try:
        with transaction.atomic():
            filed = KioskEntry.objects.create(id=key, kiosk=kiosk, kind=entry.kind, reference=entry.reference)
            ticket = Ticket.objects.create(
                queue=queue,
                title=compose_title(entry),
                description=compose_description(entry, desk_language()),
                submitter_email=_address(entry.email),
                priority=_PRIORITIES.get(entry.priority, _NORMAL),
                assigned_to=_agent(entry.owner),
            )
            filed.ticket = ticket
            filed.ticket_number = ticket.pk
            filed.change = next_change()
            filed.save()
    except IntegrityError:
        filed = _find(key, kiosk, entry)
        if filed is None:
            raise
        return filed, False
    return filed, True


def _find(key: UUID, kiosk: Kiosk, entry: Entry) -> KioskEntry | None:
    filed = KioskEntry.objects.select_related("ticket").filter(pk=key).first()
    if filed is not None and (filed.kiosk_id != kiosk.pk or filed.reference != entry.reference):
        raise KeyTaken
    return filed


def find_queue(name: str, *, make: bool = True) -> Queue:
    """The queue: by its title, else by the short name made of it at first, else a new one.

    Raises NoRestrictedQueue instead where it must not `make` one.
    """
    queue = Queue.objects.filter(title__iexact=name).order_by("pk").first()
    if queue is not None:
        return queue
    # A title in another script has no short name; agents may change titles, so the short name is the anchor.
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    slug = slugify(name)[:40] or f"queue-{digest}"
    if not make:
        queue = Queue.objects.filter(slug=slug).first()
        if queue is None:
            raise NoRestrictedQueue
        return queue
    queue, _ = Queue.objects.get_or_create(slug=slug, defaults={"title": name[:100], "locale": desk_language()})
    return queue


def desk_language() -> str:
    """The language the desk works in: its `LANGUAGE_CODE`, without a region."""
    return (translation.get_language() or "en").partition("-")[0]


def _agent(name: str) -> Any:
    """Who gets it: an agent of that user name who still works here; nobody where there is none."""
    if not name:
        return None
    return get_user_model().objects.filter(username=name, is_active=True, is_staff=True).first()


def _address(email: str) -> str | None:
    try:
        validate_email(email)
    except ValidationError:
        return None
    return email
