"""Turns an entry into a ticket, once: the entry's row is written in the same transaction, under its own key."""

from __future__ import annotations

import hashlib
from uuid import UUID

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


class KeyTaken(Exception):
    """Another request was filed under this key: a fault of the sender, not a repetition."""


def file_entry(key: UUID, kiosk: Kiosk, entry: Entry) -> tuple[KioskEntry, bool]:
    """The filed entry, and whether it was filed now. Raises KeyTaken.

    Two senders of one key may race: the primary key lets one of them through, and the other gets its ticket.
    """
    filed = _find(key, kiosk, entry)
    if filed is not None:
        return filed, False
    queue = find_queue(entry.queue)
    try:
        with transaction.atomic():
            filed = KioskEntry.objects.create(id=key, kiosk=kiosk, kind=entry.kind, reference=entry.reference)
            ticket = Ticket.objects.create(
                queue=queue,
                title=compose_title(entry),
                description=compose_description(entry, desk_language()),
                submitter_email=_address(entry.email),
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


def find_queue(name: str) -> Queue:
    """The department's queue: by its title, else by the short name made of it at first, else a new one."""
    queue = Queue.objects.filter(title__iexact=name).order_by("pk").first()
    if queue is None:
        # A title in another script has no short name; agents may change titles, so the short name is the anchor.
        digest = hashlib.sha256(name.encode()).hexdigest()[:8]
        slug = slugify(name)[:40] or f"queue-{digest}"
        queue, _ = Queue.objects.get_or_create(slug=slug, defaults={"title": name[:100], "locale": desk_language()})
    return queue


def desk_language() -> str:
    """The language the desk works in: its `LANGUAGE_CODE`, without a region."""
    return (translation.get_language() or "en").partition("-")[0]


def _address(email: str) -> str | None:
    try:
        validate_email(email)
    except ValidationError:
        return None
    return email
