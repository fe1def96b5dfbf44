"""Promise 1: once a request is said to be accepted, a power cut at any later moment loses nothing.

A child process accepts requests without pause, with slips and deliveries going on beside, and says each reference only
when the store has said it is accepted. It is killed at a random moment, twelve times, on one and the same store.
"""

from __future__ import annotations

import random
import selectors
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.domain.printing import PrintState
from kiosk.domain.request import EntryState, RequestState
from kiosk.store.opening import open_store

KILLS = 12
LONGEST_RUN_S = 0.35
"""After the first accepted request; some kills hit a checkpoint, some a commit, some the agent's writes."""

START_LIMIT_S = 20.0
KEY = bytes(range(32))
WAIT_S = 10.0

CHILD = """
import sys
from pathlib import Path
from uuid import UUID

from kiosk.clock import SystemClock
from kiosk.domain.catalog import RequestKind
from kiosk.domain.printing import PrintState
from kiosk.domain.receipt import Receipt
from kiosk.domain.request import Contact, Request, Submission, Ticket
from kiosk.store.opening import open_store


def compose(issued):
    request = Request(
        id=issued.request_id, reference=issued.reference, tracking_code=issued.tracking_code, token=issued.token,
        kind=RequestKind.INCIDENT, language="en", title_shown="Lamp", title_for_desk="Lamp", department="IT",
        department_for_desk="IT", queue="it", contact=Contact(name="N" * 500), accepted_at=issued.accepted_at,
        kiosk="K7", location="Hall", pack_version="1", visit=UUID(int=1),
    )
    receipt = Receipt(
        language="en", desk_name="Desk", kiosk_name="Hall", accepted_at=issued.accepted_at, time_zone="UTC",
        reference=issued.reference, tracking_code=issued.tracking_code, title="Lamp", qr=issued.reference,
        qr_opens_status=False, ask="Desk", line_for_desk="Lamp",
    )
    return Submission(request=request, receipt=receipt)


run = sys.argv[2]
store = open_store(Path(sys.argv[1]), bytes(range(32)), kiosk_code="K7", clock=SystemClock()).store
store.recover_prints().result(10)
store.release_leases(run).result(10)
while True:
    submission = store.accept(compose).result(10)
    print(submission.request.reference, submission.request.id, flush=True)
    store.begin_print(submission.job_id)
    store.finish_print(submission.job_id, PrintState.PRINTED)
    entry = store.lease(run).result(10)
    if entry is not None and entry.attempts % 2:
        store.postpone(entry, "timeout")
    elif entry is not None and store.deliver(entry, Ticket(id=str(entry.id))).result(10):
        print("delivered", entry.id, flush=True)
"""


def run_until_killed(folder: Path, name: str, run_s: float) -> list[str]:
    """The lines a child had said when it was killed `run_s` after its first; a line half said does not count."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), name],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        bufsize=0,
    )
    assert child.stdout is not None
    said = b""
    kill_at = time.monotonic() + START_LIMIT_S
    with child, selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while (left_s := kill_at - time.monotonic()) > 0:
            if not selector.select(left_s):
                continue
            chunk = child.stdout.read(65536)
            if not chunk:
                break
            if not said:
                kill_at = time.monotonic() + run_s
            said += chunk
        child.kill()
        said += child.stdout.read()
    return said.decode().split("\n")[:-1]


@pytest.mark.timeout(180)
def test_what_was_accepted_is_there_after_any_kill(tmp_path):
    # Drawn anew each time; the seed is said when it fails.
    seed = random.SystemRandom().randrange(2**32)
    draw = random.Random(seed)  # noqa: S311 # moments, not secrets
    accepted: dict[str, str] = {}
    delivered: set[str] = set()
    for number in range(KILLS):
        lines = run_until_killed(tmp_path / "store", f"run-{number}", draw.uniform(0, LONGEST_RUN_S))
        assert lines, "the child never accepted anything"
        for line in lines:
            what, identity = line.split()
            if what == "delivered":
                delivered.add(identity)
            else:
                assert what not in accepted, f"{what} was given out twice (seed {seed})"
                accepted[what] = identity

        opened = open_store(tmp_path / "store", KEY, kiosk_code="K7", clock=SystemClock())
        store = opened.store
        assert opened.set_aside is None, f"seed {seed}"
        rows = {str(row.reference): row for row in store.outbox(finished=True)}
        missing = accepted.keys() - rows.keys()
        assert not missing, f"seed {seed}"
        for reference, identity in accepted.items():
            assert str(rows[reference].request_id) == identity
        # Said or not: each request is whole, with its entry, its slip and its journal.
        for row in rows.values():
            stored = store.request_by_id(row.request_id)
            assert stored is not None
            assert (stored.state is RequestState.DELIVERED) == (row.state is EntryState.DONE)
            assert (stored.ticket is not None) == (stored.state is RequestState.DELIVERED)
            assert store.receipt(row.request_id) is not None
            (job,) = store.print_jobs(row.request_id)
            assert job.state is not PrintState.SUPERSEDED
        assert {str(row.id) for row in rows.values() if row.state is EntryState.DONE} >= delivered
        store.close()
    assert len(accepted) >= KILLS
