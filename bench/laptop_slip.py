"""The slip of one real request: the demo's pack, journey and catalogues, the same taps in each language."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from kiosk.clock import ManualClock
from kiosk.content.check import build_pack
from kiosk.domain.catalog import Pack
from kiosk.domain.receipt import Receipt
from kiosk.domain.reference import Reference
from kiosk.domain.request import Issued, Submission
from kiosk.i18n import Wording
from kiosk.journeys.browse import CatalogView
from kiosk.journeys.place import KioskPlace
from kiosk.journeys.request import ContactField, RequestJourney

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
NOBODY = UUID(int=7)
PLACE = KioskPlace(
    code="K7",
    name={
        "en": "Main Hall kiosk",
        "ar": "كشك القاعة الرئيسية",
        "fa": "کیوسک سالن اصلی",
        "el": "Σταθμός κεντρικής αίθουσας",
        "zh": "主大厅自助机",
    },
    time_zone="Europe/Athens",
    desk_language="en",
    status_url="https://desk.northbridge.example/s",
)
ANSWERS = {
    "reason": "broken",
    "old_tag": "NB-20417",
    "laptop": "light",
    "needed_on": "2026-12-03",
    "room": "C-214",
    "manager": "Νίκος Παπαδόπουλος",
}


class _Keeper:
    """Keeps nothing and hands the submission back: what the store would have kept."""

    def __init__(self) -> None:
        self.kept: Submission | None = None

    def accept(self, compose: Callable[[Issued], Submission]) -> Future[Submission]:
        issued = Issued(
            request_id=NOBODY,
            reference=Reference("K7-0042M-9"),
            tracking_code="418205",
            token="q4Zr8mVx2LwT0bNcYh5K1A",  # noqa: S106 - as long as a real one, and opens nothing
            accepted_at=NOW,
            job_id=NOBODY,
        )
        submission = compose(issued)
        self.kept = Submission(request=submission.request, receipt=submission.receipt, job_id=issued.job_id)
        done: Future[Submission] = Future()
        done.set_result(self.kept)
        return done


@lru_cache(maxsize=1)
def demo_pack() -> Pack:
    """The pack that ships with the program."""
    return build_pack(Path(__file__).resolve().parent.parent / "assets" / "content")


@lru_cache
def wording_of(language: str) -> Wording:
    """As a kiosk in Athens with Persian dates and digits for Persian readers."""
    persian = language == "fa"
    return Wording(
        language,
        time_zone=PLACE.time_zone,
        calendar="jalali" if persian else "gregorian",
        digits="native" if persian else "latin",
    )


def ask_for_a_laptop(language: str) -> Receipt:
    """The receipt of a request for a replacement laptop, asked for in `language`."""
    keeper = _Keeper()
    journey = RequestJourney(
        catalog=CatalogView(demo_pack()), requests=keeper, place=PLACE, wordings=wording_of, clock=ManualClock(NOW)
    )
    draft = journey.draft("replacement-laptop")
    if draft is None:
        raise SystemExit("The demo's pack has no service replacement-laptop any more.")
    draft.raw |= ANSWERS
    draft.contact |= {ContactField.NAME: "Maria Rossi", ContactField.EMAIL: "maria.rossi@northbridge.example"}
    outcome = journey.submit(draft, NOBODY, language).result(timeout=0)
    if keeper.kept is None or keeper.kept.receipt is None:
        raise SystemExit(f"The request was not accepted: {outcome}")
    return keeper.kept.receipt
