"""Keeping a request: our commit against a bare SQLite FULL commit of the same bytes, and what a person waits.

The commit is one transaction with sequence, request, outbox entry, receipt and print job, encrypted, through
SQLAlchemy and the writer thread. The other is one INSERT of as many bytes into a plain file, `synchronous=FULL`, WAL.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import msgspec
from harness import ROOT, Row, arguments, interleave, median, percentile, report

sys.path.insert(0, str(ROOT))

from kiosk.clock import SystemClock
from kiosk.domain.answers import TextAnswer
from kiosk.domain.catalog import RequestKind
from kiosk.domain.receipt import Receipt
from kiosk.domain.request import AnsweredQuestion, Contact, Issued, Request, Submission
from kiosk.store import open_store

COMMITS = 50
"""A round: enough for a steady median, few enough that rounds interleave."""

TAPS = 20
"""Whole requests through the screens, for the percentiles of what a person waits."""


def submission(issued: Issued) -> Submission:
    """A request of ordinary size: six answers in Arabic and English."""
    answers = tuple(
        AnsweredQuestion(
            field=f"field-{number}",
            answer=TextAnswer("متى تحتاج إليه؟ " * 3),
            question_shown="إلى أين نوصله؟",
            answer_shown="متى تحتاج إليه؟ " * 3,
            question_for_desk="Where shall we bring it?",
            answer_for_desk="متى تحتاج إليه؟ " * 3,
        )
        for number in range(6)
    )
    request = Request(
        id=issued.request_id,
        reference=issued.reference,
        tracking_code=issued.tracking_code,
        token=issued.token,
        kind=RequestKind.SERVICE_REQUEST,
        language="ar",
        service="replacement-laptop",
        title_shown="حاسوب محمول بديل",
        title_for_desk="Replacement laptop",
        department="it",
        department_for_desk="IT",
        queue="IT Desk",
        contact=Contact(name="مريم", email="maryam@example.org"),
        answers=answers,
        accepted_at=issued.accepted_at,
        kiosk="K7",
        location="Main Hall kiosk",
        pack_version="bench",
        visit=uuid4(),
    )
    receipt = Receipt(
        language="ar",
        desk_name="مكتب خدمات نورثبريدج",
        kiosk_name="كشك القاعة الرئيسية",
        accepted_at=issued.accepted_at,
        time_zone="UTC",
        reference=issued.reference,
        tracking_code=issued.tracking_code,
        title=request.title_shown,
        requester="مريم",
        steps=("استلمنا طلبك", "موافقة مديرك", "حاسوبك جاهز"),
        qr=issued.reference,
        qr_opens_status=False,
        ask="للاستفسار: مكتب C-001",
        line_for_desk="IT · Replacement laptop · en",
    )
    return Submission(request=request, receipt=receipt)


def measure_commits(folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of one commit, ours and bare, a median for each round."""
    store = open_store(folder / "ours", os.urandom(32), kiosk_code="K7", clock=SystemClock()).store
    kept = store.accept(submission).result()
    size = len(msgspec.json.encode(kept.request)) + len(msgspec.json.encode(kept.receipt))
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE kept (number INTEGER PRIMARY KEY, body BLOB NOT NULL)")

    def ours_ms() -> float:
        return median([_timed(lambda: store.accept(submission).result()) for _ in range(COMMITS)])

    def bare_ms() -> float:
        def commit() -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO kept (body) VALUES (?)", (os.urandom(size),))
            bare.execute("COMMIT")

        return median([_timed(commit) for _ in range(COMMITS)])

    try:
        ours, other = interleave(rounds, ours_ms, bare_ms)
    finally:
        bare.close()
        store.close()
    return ours, other


def measure_taps(taps: int) -> list[float]:
    """Milliseconds from the touch on Send until Accepted is drawn, in the real program, for each of `taps` requests."""
    # Drawn in memory, so that the bench runs on any machine; a screen adds its own frame.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from kiosk.tour import time_send

    return time_send(taps)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Measure and report."""
    options = arguments(__doc__ or "")
    folder = Path(tempfile.mkdtemp(prefix="frontdoor-bench-"))
    try:
        ours, bare = measure_commits(folder, options.rounds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    taps = measure_taps(TAPS)
    rows = [
        Row("commit of a request", "ms", median(ours), median(bare), goal=5.0),
        Row("touch on Send to Accepted drawn, p50", "ms", percentile(taps, 0.50)),
        Row("touch on Send to Accepted drawn, p99", "ms", percentile(taps, 0.99)),
    ]
    report("submit", rows, as_json=options.json)


if __name__ == "__main__":
    main()
