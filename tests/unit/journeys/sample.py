"""A whole kiosk without a screen: a real store, a small catalog, a clock that is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from kiosk.clock import ManualClock
from kiosk.domain.catalog import (
    Announcement,
    Audience,
    Brand,
    Condition,
    Department,
    Field,
    FieldKind,
    FormGroup,
    OpeningHours,
    Option,
    Pack,
    Place,
    RequestKind,
    Service,
    Severity,
    Step,
)
from kiosk.i18n import Wording
from kiosk.journeys.browse import CatalogView
from kiosk.journeys.place import KioskPlace
from kiosk.store import Store

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)


def both(en: str, ar: str) -> dict[str, str]:
    return {"en": en, "ar": ar}


LAPTOP = Service(
    id="laptop",
    department="it",
    title=both("Replacement laptop", "حاسوب محمول بديل"),
    summary=both("When yours is broken", "إذا تعطّل حاسوبك"),
    popularity=9,
    form=(
        FormGroup(
            title=both("What happened?", "ماذا حدث؟"),
            fields=(
                Field(
                    id="reason",
                    kind=FieldKind.CHOICE,
                    label=both("What happened?", "ماذا حدث؟"),
                    options=(
                        Option(id="broken", label=both("It is broken", "تعطّل")),
                        Option(id="lost", label=both("It is lost", "فُقد")),
                    ),
                ),
                Field(
                    id="where",
                    kind=FieldKind.SHORT_TEXT,
                    label=both("Where did you last have it?", "أين كان آخر مرة؟"),
                    only_if=(Condition(field="reason", is_any_of=("lost",)),),
                ),
            ),
        ),
        FormGroup(
            title=both("When and where?", "متى وأين؟"),
            fields=(
                Field(id="day", kind=FieldKind.DATE, label=both("When?", "متى؟"), earliest_days=1),
                Field(
                    id="room",
                    kind=FieldKind.ROOM,
                    label=both("Where shall we bring it?", "إلى أين نوصله؟"),
                    slip_label=both("Deliver to", "مكان التسليم"),
                ),
            ),
        ),
    ),
    steps=(
        Step(title=both("We have it", "استلمنا طلبك"), automatic=True),
        Step(title=both("Your manager agrees", "موافقة مديرك"), detail=both("Usually the same day", "في اليوم نفسه")),
    ),
)
HEATING = Service(
    id="heating",
    department="facilities",
    kind=RequestKind.INCIDENT,
    title=both("Too cold", "برد شديد"),
    summary=both("Heating", "التدفئة"),
    popularity=5,
    form=LAPTOP.form,
    steps=LAPTOP.steps,
)
STAFF_ONLY = Service(
    id="pay-slip",
    department="hr",
    audience=Audience.IDENTIFIED,
    title=both("Pay slip", "قسيمة راتب"),
    summary=both("Yours", "لك"),
    popularity=99,
    form=LAPTOP.form,
    steps=LAPTOP.steps,
)
WEEKDAY = (("08:00", "17:00"),)
PACK = Pack(
    id="test",
    version="1",
    languages=("en", "ar"),
    brand=Brand(organisation=both("Northbridge", "نورثبريدج"), desk=both("Service Desk", "مكتب الخدمات")),
    departments=(
        Department(id="it", title=both("IT", "تقنية المعلومات"), queue="IT Desk"),
        Department(id="hr", title=both("HR", "الموارد البشرية"), queue="HR Desk"),
        Department(id="facilities", title=both("Facilities", "المرافق"), queue="Facilities Desk"),
    ),
    services=(HEATING, LAPTOP, STAFF_ONLY),
    announcements=(
        Announcement(id="always", severity=Severity.INFORMATION, title=both("Hello", "مرحبًا")),
        Announcement(
            id="mail",
            severity=Severity.OUTAGE,
            title=both("E-mail is slow", "البريد بطيء"),
            starts="2026-11-23T10:00+00:00",
            ends="2026-11-23T12:00+00:00",
        ),
    ),
    hours=OpeningHours(weekly=(*(WEEKDAY,) * 5, (), ())),
    places=(Place(id="desk", title=both("Desk C-001", "مكتب C-001")),),
    desk_place="desk",
)


@lru_cache
def wording(language: str) -> Wording:
    return Wording(language)


@dataclass(frozen=True)
class Bench:
    """What the journeys are given."""

    clock: ManualClock
    store: Store
    catalog: CatalogView
    place: KioskPlace
