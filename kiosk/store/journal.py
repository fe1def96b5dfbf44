"""The print journal: each attempt to bring a receipt to paper, written down before its first byte leaves.

Each function runs inside the transaction of `connection`.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, insert, select, text, update

from kiosk.domain.printing import OUTCOMES, PRINT_MOVES, PrinterFault, PrintJob, PrintState
from kiosk.errors import StoreError
from kiosk.store.schema import OPEN_JOB, print_job, request

_CUT = frozenset({PrintState.PRINTED, PrintState.PROBABLE})
_OPEN = frozenset({PrintState.QUEUED, PrintState.PRINTING})


def move_job(connection: Connection, job_id: UUID, to: PrintState, *, reason: PrinterFault | None = None) -> PrintJob:
    """Bring a job into another state.

    Raises RuntimeError for a move that `PRINT_MOVES` does not know, LookupError for an unknown job.
    """
    job = find_job(connection, job_id)
    if job is None:
        raise LookupError(f"there is no print job {job_id}")
    if to not in PRINT_MOVES[job.state]:
        raise RuntimeError(f"a print job cannot go from {job.state} to {to}")
    connection.execute(
        update(print_job)
        .where(print_job.c.id == job_id)
        .values(state=to.value, reason=None if reason is None else reason.value)
    )
    return PrintJob(job.id, job.request, job.visit, to, reason)


def finish_job(connection: Connection, job_id: UUID, to: PrintState, reason: PrinterFault | None) -> PrintJob:
    """Write down what an attempt came to; does nothing where it is written already, even if it was superseded since.

    A disk that failed at a commit may have kept it all the same, and who heard of the failure writes it again. Raises
    ValueError unless `to` is an outcome or `abandoned`, and as above.
    """
    if to not in OUTCOMES and to is not PrintState.ABANDONED:
        raise ValueError(f"{to} is not what an attempt can come to")
    kept = find_job(connection, job_id)
    if kept is not None and kept.reason == reason and kept.state in (to, PrintState.SUPERSEDED):
        return kept
    return move_job(connection, job_id, to, reason=reason)


def reprint(connection: Connection, request_id: UUID, visit: UUID | None) -> PrintJob:
    """A new job for a request's receipt, superseding the last; the open one where there is one.

    Raises StoreError when the request has been forgotten meanwhile, LookupError when it never had a receipt.
    """
    found = connection.execute(select(request.c.receipt).where(request.c.id == request_id)).one_or_none()
    if found is None:
        # A clock that was put right by years makes what somebody has just sent old enough.
        raise StoreError("The request is kept no longer.", remedy="Look for it at the desk.")
    if found.receipt is None:
        raise LookupError(f"there is no receipt of request {request_id}")
    jobs = list_jobs(connection, request_id)
    for job in jobs:
        if job.state in _OPEN:
            return job
    for job in jobs:
        if PrintState.SUPERSEDED in PRINT_MOVES[job.state]:
            move_job(connection, job.id, PrintState.SUPERSEDED, reason=job.reason)
    if visit is None:
        if not jobs:
            raise LookupError(f"request {request_id} was never to be printed: name the visit")
        visit = jobs[0].visit
    new = PrintJob(uuid4(), request_id, visit, PrintState.QUEUED)
    connection.execute(insert(print_job).values(id=new.id, request=request_id, visit=visit, state=new.state.value))
    return new


def abandon(connection: Connection, under_way: frozenset[UUID]) -> int:
    """Give up every open job but those `under_way`, of which the outcome is still to come. How many."""
    found = select(print_job.c.id).where(text(f"({OPEN_JOB})"))
    given_up = [job_id for job_id in connection.execute(found).scalars() if job_id not in under_way]
    for job_id in given_up:
        move_job(connection, job_id, PrintState.ABANDONED)
    return len(given_up)


def recover(connection: Connection) -> int:
    """Settle what the last run left open: what was printing is unknown, what waited is abandoned. Returns how many."""
    count = 0
    for state, to in ((PrintState.PRINTING, PrintState.UNKNOWN), (PrintState.QUEUED, PrintState.ABANDONED)):
        moved = connection.execute(
            update(print_job).where(print_job.c.state == state.value).values(state=to.value, reason=None)
        )
        count += moved.rowcount
    return count


def is_paper_clean(connection: Connection) -> bool:
    """Whether the last slip is known to have come out whole: else a part of it may lie uncut in the printer."""
    last = select(print_job.c.state).order_by(print_job.c.position.desc()).limit(1)
    state = connection.execute(last).scalar()
    return state is None or PrintState(state) in _CUT


def find_job(connection: Connection, job_id: UUID) -> PrintJob | None:
    """The job with `job_id`."""
    row = connection.execute(select(print_job).where(print_job.c.id == job_id)).first()
    return None if row is None else _job(row)


def list_jobs(connection: Connection, request_id: UUID) -> tuple[PrintJob, ...]:
    """Every job of a request, oldest first."""
    rows = select(print_job).where(print_job.c.request == request_id).order_by(print_job.c.position)
    return tuple(_job(row) for row in connection.execute(rows))


def _job(row: Row[tuple[object, ...]]) -> PrintJob:
    reason = None if row.reason is None else PrinterFault(row.reason)
    return PrintJob(row.id, row.request, row.visit, PrintState(row.state), reason)
