"""The sample pack is without faults, uses the whole format, and is a catalog that an organisation would put up."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kiosk.content.check import Checked, check_pack
from kiosk.domain.catalog import FieldKind, Pack, RequestKind, Service, Severity

FOLDER = Path(__file__).parents[3] / "assets" / "content"
LANGUAGES = ("en", "ar", "fa", "el", "zh")
DEPARTMENTS = ["it", "hr", "finance", "facilities", "registry"]


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check_pack(FOLDER)


@pytest.fixture(scope="module")
def pack(checked: Checked) -> Pack:
    assert checked.pack is not None, checked.faults
    return checked.pack


def service(pack: Pack, name: str) -> Service:
    return next(service for service in pack.services if service.id == name)


def test_it_has_no_fault(checked: Checked) -> None:
    assert checked.faults == ()


def test_it_offers_a_catalog_over_five_departments_in_five_languages(pack: Pack) -> None:
    assert pack.languages == LANGUAGES
    assert pack.desk_language == "en"
    assert [department.id for department in pack.departments] == DEPARTMENTS
    assert len({department.queue for department in pack.departments}) == 5
    assert len(pack.services) >= 24
    offered = Counter(service.department for service in pack.services)
    assert all(offered[department] >= 4 for department in DEPARTMENTS), offered


def test_it_is_the_organisation_of_the_mock_pictures(pack: Pack) -> None:
    assert pack.brand.desk["en"] == "Northbridge Service Desk"
    assert pack.brand.desk["ar"] == "مكتب خدمات نورثبريدج"
    places = {place.id: place.title for place in pack.places}
    assert (places["main-hall"]["en"], places["main-hall"]["ar"]) == ("Main Hall", "القاعة الرئيسية")
    assert "C-001" in places[pack.desk_place]["en"]
    assert pack.hours.weekly[0] == (("08:00", "17:00"),)
    outage = next(entry for entry in pack.announcements if entry.severity is Severity.OUTAGE)
    assert outage.title["en"] == "E-mail is slow in Building C. Expected back at 14:30."
    laptop = service(pack, "replacement-laptop")
    assert (laptop.title["en"], laptop.title["ar"]) == ("Replacement laptop", "حاسوب محمول بديل")
    assert laptop.expected_working_days == 3
    assert [step.title["en"] for step in laptop.steps][:2] == [
        "We have it and send it to the IT desk",
        "Your manager agrees",
    ]


def test_its_forms_use_every_kind_of_question_and_conditions(pack: Pack) -> None:
    fields = [field for service in pack.services for field in service.fields()]
    assert {field.kind for field in fields} == set(FieldKind)
    asked_on_condition = [s for s in pack.services if any(field.only_if for field in s.fields())]
    assert len(asked_on_condition) > len(pack.services) / 2, "most forms ask only what matters"
    assert all(1 <= len(s.form) <= 4 for s in pack.services)
    for each in pack.services:
        confidential = each.restricted or each.kind is RequestKind.COMPLAINT
        on_paper = any(field.slip_label for field in each.fields())
        assert on_paper is not confidential, "a slip says what was asked, unless nobody who finds it may know"


def test_it_tells_times_costs_needs_and_who_may_ask(pack: Pack) -> None:
    assert all(service.expected_time for service in pack.services)
    assert all(service.keywords[language] for service in pack.services for language in LANGUAGES)
    assert sum(service.cost.minor > 0 for service in pack.services) >= 5
    assert sum(bool(service.needs) for service in pack.services) >= 12
    assert sum(bool(service.eligibility) for service in pack.services) >= 12
    assert {RequestKind.SERVICE_REQUEST, RequestKind.INCIDENT} <= {service.kind for service in pack.services}


def test_every_service_says_how_it_is_fulfilled(pack: Pack) -> None:
    assert all(3 <= len(service.steps) <= 9 for service in pack.services)
    assert all(service.steps[0].automatic for service in pack.services), "the kiosk sends it by itself"


def test_a_password_is_reset_centrally_in_nine_steps_and_handed_over_once(pack: Pack) -> None:
    reset = service(pack, "password-reset")
    assert reset.popularity == max(service.popularity for service in pack.services)
    assert [(step.title["en"], step.automatic) for step in reset.steps] == [
        ("We have it and send it to the IT desk", True),
        ("We confirm who you are", False),
        ("We confirm that the account is yours to reset", True),
        ("We confirm your user id", False),
        ("The central system starts the reset", True),
        ("It makes a random temporary password", True),
        ("It expires when you next sign in", True),
        ("We hand it to you once", False),
        ("You sign in and choose your own", False),
    ]


def test_it_has_knowledge_and_guidance_in_full(pack: Pack) -> None:
    assert len(pack.articles) >= 2
    assert len(pack.troubleshooters) >= 1
    assert len(pack.announcements) >= 3
    assert all(set(article.body) == set(LANGUAGES) for article in pack.articles)
