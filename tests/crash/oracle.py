"""What must hold of a kiosk's store, paper and desk after any kill."""

from __future__ import annotations

import contextlib
import re
from collections import Counter, defaultdict
from collections.abc import Set
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from kiosk.clock import SystemClock
from kiosk.domain.printing import PrintState
from kiosk.domain.request import EntryState, RequestState
from kiosk.journeys.announcing import TITLE
from kiosk.store.connections import connect
from kiosk.store.opening import open_store
from kiosk.store.setting_aside import FILE
from tests.crash.stand import CODE, CrashStand
from tests.system.kiosk_folder import LAST_LINE

REFERENCE = re.compile(r"\b[0-9A-Z]{2}-[0-9A-Z]{5}-[0-9A-Z]\b")


@dataclass(slots=True)
class Kept:
    """One request as the file has it."""

    request: str
    state: RequestState
    entry: EntryState
    ticket: str
    own: bool
    """Whether it is the kiosk's own word that its store was restored: nobody waits for a receipt of it."""
    jobs: list[PrintState] = field(default_factory=list)


def read_kept(store: Path, key: bytes) -> dict[str, Kept]:
    """Every request in the file, by reference; nothing is recovered or changed on the way."""
    if not (store / FILE).exists():
        return {}
    with contextlib.closing(connect(store / FILE, key)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'request'").fetchone():
            return {}  # killed before there were any tables
        rows = connection.execute(
            "SELECT request.reference, request.id, request.state, outbox.state, coalesce(request.ticket_id, ''),"
            " json_extract(request.payload, '$.title_for_desk') = ?"
            " FROM request JOIN outbox ON outbox.id = request.id WHERE request.receipt IS NOT NULL"
            " OR json_extract(request.payload, '$.title_for_desk') = ?",
            (TITLE, TITLE),
        ).fetchall()
        kept = {
            reference: Kept(str(UUID(bytes=key)), RequestState(state), EntryState(entry), ticket, bool(own))
            for reference, key, state, entry, ticket, own in rows
        }
        (count,) = connection.execute("SELECT count(*) FROM request").fetchone()
        assert count == len(rows) == len(kept), "a request without its entry, its receipt or a reference of its own"
        jobs = connection.execute(
            "SELECT request.reference, print_job.state FROM print_job JOIN request ON request.id = print_job.request"
            " ORDER BY print_job.position"
        )
        for reference, state in jobs:
            kept[reference].jobs.append(PrintState(state))
    return kept


def check_image(stand: CrashStand, image: Path) -> None:
    """After a kill: what was shown is in the file, whole; the journal claims nothing that is not on paper."""
    kept = read_kept(image, stand.folder.key)
    _check_kept(stand, kept)
    _check_paper(stand, kept)
    # The next start finds it sound.
    opened = open_store(image, stand.folder.key, kiosk_code=CODE, clock=SystemClock())
    opened.store.close()
    assert opened.set_aside is None, "a kill damaged the file"


def check_rest(stand: CrashStand, *, lost: Set[str] = frozenset()) -> None:
    """After the last life, stopped in order: everything is at the desk exactly once, nothing is open any more.

    `lost` are references that damage took out of the store; the desk may have them, once.
    """
    kept = read_kept(stand.folder.store, stand.folder.key)
    _check_kept(stand, kept)
    _check_paper(stand, kept, lost)
    tickets = stand.tickets()
    for reference in lost & tickets.keys():
        assert len(tickets.pop(reference)) == 1, f"{reference} is at the desk twice"
    assert tickets == {reference: [row.ticket] for reference, row in kept.items()}, "not each once at the desk"
    for reference, row in kept.items():
        assert (row.state, row.entry) == (RequestState.DELIVERED, EntryState.DONE), f"{reference}: {row}"
        assert not {PrintState.QUEUED, PrintState.PRINTING} & set(row.jobs), f"{reference} is open: {row}"


def _check_kept(stand: CrashStand, kept: dict[str, Kept]) -> None:
    for reference, request in stand.accepted.items():
        assert reference in kept, f"{reference} was accepted and is gone"
        assert kept[reference].request == request, f"{reference} is another request than the one accepted"
    for reference, row in kept.items():
        assert (row.state is RequestState.DELIVERED) == (row.entry is EntryState.DONE), f"{reference}: {row}"
        assert bool(row.ticket) == (row.entry is EntryState.DONE), f"{reference}: {row}"
        assert row.jobs or row.own, f"the print journal of {reference} is gone"
        open_jobs = [state for state in row.jobs if state in {PrintState.QUEUED, PrintState.PRINTING}]
        assert len(open_jobs) <= 1, f"{reference} is being printed twice: {row}"


def _check_paper(stand: CrashStand, kept: dict[str, Kept], lost: Set[str] = frozenset()) -> None:
    pieces = list(stand.paper.pieces)
    whole: Counter[str] = Counter()
    touched: defaultdict[str, int] = defaultdict(int)
    for piece in pieces:
        named = set(REFERENCE.findall(piece))
        assert len(named) <= 1, f"two people's slips on one piece of paper:\n{piece}"
        for reference in named:
            assert reference in kept or reference in lost, f"{reference} is on paper and not in the store"
            touched[reference] += 1
            whole[reference] += LAST_LINE in piece
    printed = Counter(stand.printed.values())
    for reference, row in kept.items():
        asked = max(stand.asked[reference], 1)
        assert whole[reference] <= asked, f"{reference} came out {whole[reference]} times, asked for {asked} times"
        assert whole[reference] >= printed[reference], f"{reference} was said to be printed and is not on paper: {row}"
        claimed = sum(state is PrintState.PRINTED for state in row.jobs)
        assert whole[reference] >= claimed, f"the journal says of {reference} that it is printed: {row}"
        if row.jobs == [PrintState.QUEUED]:
            assert not touched[reference], f"{reference} was printed before the journal said so: {row}"
