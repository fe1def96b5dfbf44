"""Receipts and a fixed wording for the tests of slips: golden files must not move when a translation does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from kiosk.domain.printing import PROFILES
from kiosk.domain.receipt import Receipt
from kiosk.domain.reference import Reference

_ARABIC = {
    "Your reference": "رقمك المرجعي",
    "Request": "الطلب",
    "For": "مقدّم الطلب",
    "Guest": "زائر",
    "Tracking code": "رمز المتابعة",
    "What happens now": "ماذا يحدث الآن",
    "Scan to see where it stands": "امسح الرمز لمتابعة طلبك",
    "This code holds your reference": "هذا الرمز يحمل رقمك المرجعي",
    "No date here: the clock of this kiosk is not set.": "لا تاريخ هنا: ساعة هذا الكشك غير مضبوطة.",
}


class FixedWording:
    """English as it is in the code, Arabic from the table above, one date."""

    def __init__(self, language: str) -> None:
        self.language = language

    def text(self, msgid: str, /, **values: object) -> str:
        assert not values
        return _ARABIC[msgid] if self.language == "ar" else msgid

    def day_and_time(self, moment: datetime) -> str:
        return "21 نوفمبر 2026 11:42" if self.language == "ar" else "21 Nov 2026 11:42"

    def number(self, number: int, /) -> str:
        return str(number)


ENGLISH = Receipt(
    language="en",
    desk_name="Northbridge Service Desk",
    kiosk_name="Main Hall kiosk",
    accepted_at=datetime(2026, 11, 21, 11, 42, tzinfo=UTC),
    time_zone="UTC",
    reference=Reference("K7-0042M-9"),
    tracking_code="418205",
    title="Replacement laptop",
    details=(("Deliver to", "C-214"),),
    steps=(
        "We have it and send it to the IT desk.",
        "Your manager agrees, usually the same day.",
        "Ready about Thu 26 Nov.",
    ),
    qr="https://desk.northbridge.example/s/q4Zr8mVx2LwT0bNcYh5K1A",
    qr_opens_status=True,
    ask="Questions: desk C-001, 08:00 to 17:00",
    line_for_desk="IT · Replacement laptop · en",
)

ARABIC = msgspec.structs.replace(
    ENGLISH,
    language="ar",
    desk_name="مكتب خدمات نورثبريدج",
    kiosk_name="كشك القاعة الرئيسية",
    title="حاسوب محمول بديل",
    details=(("مكان التسليم", "C-214"),),
    steps=(
        "استلمنا طلبك ونرسله إلى مكتب تقنية المعلومات.",
        "موافقة مديرك، عادةً في اليوم نفسه.",
        "جاهز نحو الخميس 26 نوفمبر.",
    ),
    ask="للاستفسار: مكتب \u2066C-001\u2069، من 08:00 إلى 17:00",
    line_for_desk="IT · Replacement laptop · ar",
)


def changed(receipt: Receipt, **fields: Any) -> Receipt:
    """`receipt` with other `fields`."""
    return msgspec.structs.replace(receipt, **fields)


_LONG_NAME = "Maria-Magdalena Philippa Anastasia Konstantina Wolfeschlegelsteinhausenbergerdorff " * 3

SLIPS: dict[str, tuple[Receipt, str]] = {
    "en-80": (ENGLISH, "epson-80"),
    "en-58": (ENGLISH, "epson-58"),
    "en-generic-80": (ENGLISH, "generic-80"),
    "en-generic-58": (ENGLISH, "generic-58"),
    "ar-80": (ARABIC, "epson-80"),
    "ar-58": (ARABIC, "epson-58"),
    "ar-generic-80": (ARABIC, "generic-80"),
    "en-80-no-date": (changed(ENGLISH, accepted_at=None, qr="K7-0042M-9", qr_opens_status=False), "epson-80"),
    "ar-58-no-date": (changed(ARABIC, accepted_at=None, qr="K7-0042M-9", qr_opens_status=False), "epson-58"),
    "en-80-long": (
        changed(
            ENGLISH,
            desk_name="Northbridge Metropolitan Authority Service Desk",
            requester=_LONG_NAME[:200],
            title="Replacement laptop with a docking station and two screens",
            details=(
                ("Deliver to", "Room C-214, second floor, through the glass doors on the left"),
                ("Why", "x" * 90),
            ),
        ),
        "epson-80",
    ),
    "en-58-long": (
        changed(ENGLISH, requester=_LONG_NAME[:200], title="Replacement laptop with a docking station and two screens"),
        "epson-58",
    ),
    "ar-80-long": (
        changed(ARABIC, requester=("عبد الرحمن بن محمد بن عبد العزيز آل سعود الأندلسي " * 5)[:200]),
        "epson-80",
    ),
    "en-80-mixed": (
        changed(
            ENGLISH,
            requester="张伟 (Zhang Wei)",
            details=(
                ("Deliver to", "Café Zoë, 2nd floor"),
                ("Budget", "1 250 €"),
                ("Greek", "Γραφείο 12"),
                ("Note", "Thanks 😀🎉 ✓ 50 %"),
                ("Second name", "محمد علي 7"),
                ("Third name", "शर्मा אבי"),
            ),
        ),
        "epson-80",
    ),
    "ar-80-mixed": (
        changed(
            ARABIC,
            requester="张伟 (Zhang Wei)",
            details=(
                ("مكان التسليم", "Room C-214 (2nd floor)"),
                ("الهاتف", "+49 30 901820"),
                ("ملاحظة", "شكراً 😀 للجميع – Thank you"),
                ("رقم الجهاز", "NB-1047/22"),
            ),
        ),
        "epson-80",
    ),
}
"""What is kept as golden bytes and pictures: name -> receipt and printer profile."""

assert all(profile in PROFILES for _, profile in SLIPS.values())
