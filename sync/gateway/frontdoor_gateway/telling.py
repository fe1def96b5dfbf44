"""What the gateway tells kiosks of their entries: the ticket that is worked on, its state, and notes for customers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from frontdoor_gateway.changes import last_change, public_state
from frontdoor_gateway.merges import follow_merges
from frontdoor_gateway.models import Kiosk, KioskEntry
from frontdoor_gateway.notes import PAGE_CHARACTERS, notes_of

PAGE = 100
"""Entries told at a time."""

Told = dict[str, Any]


def tell_entry(request: HttpRequest, filed: KioskEntry) -> Told:
    """How the ticket of `filed` stands."""
    ticket = follow_merges(filed.ticket)
    number = ticket.pk if ticket is not None else filed.ticket_number
    return {
        "entry": str(filed.pk),
        "reference": filed.reference,
        "ticket": {
            "id": str(number),
            "url": request.build_absolute_uri(reverse("helpdesk:view", args=[number])),
            "subject": ticket.title if ticket is not None else "",
        },
        "state": public_state(ticket),
    }


def tell_entries(request: HttpRequest, entries: Sequence[KioskEntry], *, together: int | None = None) -> list[Told]:
    """`entries` with what agents wrote for their customers; `together` of them, or all, have to fit into one answer."""
    notes = notes_of(entries, together=len(entries) if together is None else together)
    return [{**tell_entry(request, filed), "notes": notes[filed.pk]} for filed in entries]


def tell_changes(request: HttpRequest, kiosk: Kiosk, cursor: int) -> Told:
    """What changed of `kiosk`'s entries after `cursor`, as many as fit, and the cursor to go on with.

    A cursor beyond the last change is of a life that a restored backup took back: then everything is told again.
    """
    after = cursor if cursor <= last_change() else 0
    mine = kiosk.entries.select_related("ticket__merged_to")
    found = list(mine.filter(change__gt=after).order_by("change", "pk")[:PAGE])
    if len(found) == PAGE:  # merged tickets share a number: never stop in the middle of one
        last = found[-1].change
        found = [filed for filed in found if filed.change < last]
        found += mine.filter(change=last).order_by("pk")
    together = max(Counter(filed.change for filed in found).values(), default=1)
    page = _fitting(tell_entries(request, found, together=together), found)
    newest = found[len(page) - 1].change if page else after
    return {
        "entries": page,
        "cursor": str(newest),
        "more": bool(page) and kiosk.entries.filter(change__gt=newest).exists(),
    }


def _fitting(told: list[Told], entries: Sequence[KioskEntry]) -> list[Told]:
    """As many of `told` as a kiosk reads at once: at least those of one change, whose notes were cut to that end."""
    page: list[Told] = []
    room = PAGE_CHARACTERS
    pairs = zip(told, entries, strict=True)
    for _, changed in groupby(pairs, key=lambda pair: pair[1].change):
        group = [entry for entry, _ in changed]
        room -= sum(len(note["text"]) for entry in group for note in entry["notes"])
        if page and room < 0:
            break
        page += group
    return page
