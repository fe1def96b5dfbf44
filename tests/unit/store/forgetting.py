"""What the tests of forgetting share: somebody whose name is easily found again, and days."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.clock import ManualClock
from kiosk.domain.kept_days import KeptDays
from kiosk.domain.news import PublicNote, TicketNews
from kiosk.domain.request import PublicState, Submission, Ticket
from kiosk.store.copying import BACKUP, back_up
from kiosk.store.setting_aside import FILE
from kiosk.store.store import Store

WAIT_S = 10
DAY_S = 86_400.0
MARKER = "Mariella Marker"
KEPT = KeptDays(guest_contact=30, request=365, task=90, set_aside=20, backup=60)


def deliver(store: Store) -> None:
    """The desk has it, and the visit is over."""
    store.abandon_prints()
    entry = store.lease("agent").result(WAIT_S)
    assert entry is not None
    assert store.deliver(entry, Ticket(id="1")).result(WAIT_S)


def hear(store: Store, submission: Submission) -> tuple[str, ...]:
    """The desk tells of a request, with a note to whoever made it; the notes that are known then."""
    news = TicketNews(
        request=submission.request.id,
        reference=submission.request.reference,
        ticket=Ticket(id="1"),
        state=PublicState.IN_WORK,
        notes=(PublicNote(id="1", at=None, text=f"Dear {MARKER}, we look into it."),),
    )
    store.keep_news("desk", [news], after="", cursor="", ended=True, asked_at=None).result(WAIT_S)
    known = store.known_ticket(submission.request.id)
    assert known is not None
    return tuple(note.text for note in known.notes)


def names(store: Store, submission: Submission) -> tuple[str, str]:
    """The name in the request and on its receipt."""
    stored, receipt = store.request_by_id(submission.request.id), store.receipt(submission.request.id)
    assert stored is not None
    assert receipt is not None
    return stored.request.contact.name, receipt.requester


def holders(folder: Path) -> set[str]:
    """The files in which the marker stands."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and MARKER.encode() in path.read_bytes()
    }


def too_long(store: Store) -> list[str]:
    return [task.remedy for task in store.staff_tasks() if task.kind == "kept_too_long"]


def make_backup(folder: Path, key: bytes, clock: ManualClock, name: str = "monday") -> Path:
    backup = folder / "backups" / f"{name}{BACKUP}"
    back_up(folder / FILE, key, backup)
    now = clock.now().timestamp()
    os.utime(backup, (now, now))
    return backup
