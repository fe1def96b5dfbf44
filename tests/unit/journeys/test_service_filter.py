"""Filtering services as somebody types, in five languages and in the way people really write."""

from __future__ import annotations

import pytest

from kiosk.domain.catalog import Department, Service
from kiosk.journeys.service_filter import ServiceFilter

DEPARTMENTS = {
    "it": Department(
        id="it",
        title={"en": "Computers", "ar": "الحاسوب", "fa": "رایانه", "el": "Υπολογιστές", "zh": "信息技术"},
        queue="IT",
    ),
    "hr": Department(
        id="hr",
        title={"en": "People", "ar": "الموظفون", "fa": "کارکنان", "el": "Προσωπικό", "zh": "人事"},
        queue="HR",
    ),
}


def service(ident: str, department: str, title: dict[str, str], summary: str, **keywords: tuple[str, ...]) -> Service:
    return Service(
        id=ident,
        department=department,
        title=title,
        summary={"en": summary},
        keywords=keywords,
        form=(),
        steps=(),
    )


SERVICES = (
    service(
        "password",
        "it",
        {
            "en": "Reset my password",
            "ar": "إعادة تعيين كلمة المرور",
            "fa": "بازنشانی گذرواژه",
            "el": "Νέος κωδικός πρόσβασης",
            "zh": "重置密码",
        },
        "Three questions and you are back in",
        en=("sign in", "locked out"),
        fa=("رمز", "ورود"),
    ),
    service(
        "software",
        "it",
        {"en": "New software", "ar": "برنامج جديد", "fa": "نرم\u200cافزار تازه", "el": "Νέο λογισμικό", "zh": "新软件"},
        "Programs for your laptop",
        en=("program", "licence"),
    ),
    service(
        "wifi",
        "it",
        {
            "en": "Guest Wi-Fi",
            "ar": "واي فاي للزوار",
            "fa": "وای‌فای مهمان",
            "el": "Wi-Fi επισκεπτών",
            "zh": "访客 Wi-Fi",
        },
        "A code for your visitors",
    ),
    service(
        "badge",
        "hr",
        {"en": "Badge", "ar": "بطاقة الدخول", "fa": "کارت شناسایی", "el": "Κάρτα εισόδου", "zh": "工作证"},
        "Lost or broken, with your password-free login",
        en=("card", "lost badge"),
    ),
)


def found(typed: str, language: str = "en") -> list[str]:
    return [hit.id for hit in ServiceFilter(SERVICES, DEPARTMENTS, language).find(typed)]


@pytest.mark.parametrize(
    ("typed", "services"),
    [
        ("pass", ["password", "badge"]),
        ("PASSWORD", ["password", "badge"]),
        ("my pass", ["password"]),
        ("password reset", ["password"]),
        ("wifi", ["wifi"]),
        ("Wi-Fi", ["wifi"]),
        ("wi fi", ["wifi"]),
        ("guestwifi", ["wifi"]),
        ("licence", ["software"]),
        ("badges", ["badge"]),
        ("soft", ["software"]),
        ("ware", ["software"]),
        ("re", ["password"]),
        ("it", []),
        ("computers", ["password", "software", "wifi"]),
        ("lost", ["badge"]),
        ("helicopter", []),
        ("password helicopter", []),
    ],
)
def test_english(typed: str, services: list[str]) -> None:
    assert found(typed) == services


@pytest.mark.parametrize(
    ("language", "typed", "service_id"),
    [
        ("ar", "اعادة تعيين", "password"),
        ("ar", "كَلِمة مرور", "password"),
        ("ar", "المرور", "password"),
        ("ar", "البطاقة", "badge"),
        ("ar", "بطاقه", "badge"),
        ("fa", "گذرواژه", "password"),
        ("fa", "رمز", "password"),
        ("fa", "نرم افزار", "software"),
        ("fa", "نرمافزار", "software"),
        ("fa", "كارت شناسايي", "badge"),
        ("el", "ΚΩΔΙΚΟΣ", "password"),
        ("el", "κωδικου", "password"),
        ("el", "λογισμικα", "software"),
        ("zh", "密码", "password"),
        ("zh", "证", "badge"),
        ("zh", "wifi", "wifi"),
    ],
)
def test_other_languages(language: str, typed: str, service_id: str) -> None:
    assert found(typed, language) == [service_id]


@pytest.mark.parametrize("typed", ["", "   ", "-", "؟"])
def test_nothing_typed_finds_all_in_their_order(typed: str) -> None:
    assert found(typed) == [service.id for service in SERVICES]


def test_a_title_comes_before_a_keyword_and_that_before_a_summary() -> None:
    assert found("password") == ["password", "badge"]
    assert found("lost badge") == ["badge"]
