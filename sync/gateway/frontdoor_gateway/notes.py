"""What agents wrote for the customer of an entry: public follow-ups with words, by staff. Never internal ones.

A merge moves the follow-ups of a ticket into another customer's, without a trace of where they came from. What was
written to that other customer before is none of ours, so that the gateway remembers at the merge which follow-ups are
(`KioskEntry.own_notes`) and since when agents write to all customers at once (`notes_since`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone
from helpdesk.models import FollowUp, Ticket

from frontdoor_gateway.merges import follow_merges
from frontdoor_gateway.models import KioskEntry

NOTE_CHARACTERS = 4_000
"""Of one note: two pages of paper."""

ENTRY_CHARACTERS = 12_000
"""Of all notes of an entry, the newest first: more than a customer reads."""

PAGE_CHARACTERS = 120_000
"""Of all notes in an answer. A kiosk reads a megabyte, and a character may take eight bytes in it."""

_ENDED = (Ticket.RESOLVED_STATUS, Ticket.CLOSED_STATUS)
_CUT = "…"


def notes_of(entries: Sequence[KioskEntry], *, together: int) -> dict[Any, list[dict[str, Any]]]:
    """The public notes of each entry by its key, the oldest first. One query, whatever their number.

    So many of the newest are told that `together` entries with as many fit into one answer.
    """
    room = min(ENTRY_CHARACTERS, PAGE_CHARACTERS // max(1, together))
    tickets = {filed.pk: follow_merges(filed.ticket) for filed in entries}
    moved = [number for filed in entries for number in filed.own_notes]
    shown = FollowUp.objects.filter(
        Q(ticket__in={ticket.pk for ticket in tickets.values() if ticket is not None}) | Q(pk__in=moved),
        public=True,
        user__is_staff=True,
    ).exclude(Q(comment="") | Q(comment=None))
    by_ticket: dict[int, list[FollowUp]] = defaultdict(list)
    by_number: dict[int, FollowUp] = {}
    for each in shown.order_by("date", "pk"):
        by_ticket[each.ticket_id].append(each)
        by_number[each.pk] = each
    notes = {}
    for filed in entries:
        ticket = tickets[filed.pk]
        told = {number: by_number[number] for number in filed.own_notes if number in by_number}
        # By their dates: an agent who edits a follow-up makes another of the same date.
        told |= {
            each.pk: each
            for each in (by_ticket[ticket.pk] if ticket is not None else ())
            if filed.notes_since is None or each.date >= filed.notes_since
        }
        follow_ups = sorted(told.values(), key=lambda each: (each.date, each.pk))
        notes[filed.pk] = _fitting(_told(follow_ups, ticket, merged=filed.worked_on is not None), room)
    return notes


def remember_merge(filed: KioskEntry, worked_on: int) -> None:
    """The ticket of `filed` was merged into ticket `worked_on` just now; its follow-ups have not moved yet."""
    before = filed.worked_on or filed.ticket_number
    moving = FollowUp.objects.filter(ticket=before)
    if filed.notes_since is not None:
        moving = moving.filter(date__gte=filed.notes_since)
    filed.own_notes = sorted({*filed.own_notes, *moving.values_list("pk", flat=True)})
    filed.notes_since = timezone.now()
    filed.worked_on = worked_on
    filed.save(update_fields=["own_notes", "notes_since", "worked_on"])


def _told(follow_ups: Sequence[FollowUp], ticket: Ticket | None, *, merged: bool) -> list[dict[str, Any]]:
    over = ticket is None or ticket.status not in (*_ENDED, Ticket.DUPLICATE_STATUS)
    ending = [each.pk for each in follow_ups if each.new_status in _ENDED]
    resolving = None if over or not ending else ending[-1]
    notes = [
        {
            "id": str(each.pk),
            "at": each.date.isoformat(),
            "text": _text(each.comment),
            "resolves": each.pk == resolving,
        }
        for each in follow_ups
        if _text(each.comment)
    ]
    if ticket is not None and not merged and (resolution := _resolution_alone(ticket)):
        notes.append({"id": "resolution", "at": None, "text": resolution, "resolves": True})
    return notes


def _resolution_alone(ticket: Ticket) -> str:
    """The ticket's resolution where it was written into its own field, which the desk shows to the customer.

    One that came from a follow-up is told with it, and if that was internal it is not told at all.
    """
    resolution = _text(ticket.resolution)
    if not resolution or ticket.status not in _ENDED:
        return ""
    said = ticket.followup_set.exclude(comment=None).values_list("comment", flat=True)
    return "" if resolution in map(_text, said) else resolution


def _text(words: str | None) -> str:
    text = (words or "").replace("\0", "").replace("\r\n", "\n").strip()
    return text if len(text) <= NOTE_CHARACTERS else text[: NOTE_CHARACTERS - len(_CUT)] + _CUT


def _fitting(notes: list[dict[str, Any]], room: int) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for note in reversed(notes):
        room -= len(note["text"])
        if room < 0:
            break
        kept.insert(0, note)
    return kept
