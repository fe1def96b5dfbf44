"""The sample pack is without faults, uses the whole format, and keeps to the words of UI.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.content.check import Checked, check_pack
from kiosk.domain.catalog import FieldKind, Pack, RequestKind, Severity

FOLDER = Path(__file__).parents[3] / "assets" / "content"


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check_pack(FOLDER)


@pytest.fixture(scope="module")
def pack(checked: Checked) -> Pack:
    assert checked.pack is not None
    return checked.pack


def texts(value: Any, language: str) -> Iterator[str]:
    """Every text in `language` anywhere within."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == language and isinstance(inner, str):
                yield inner
            else:
                yield from texts(inner, language)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner, language)


def test_it_has_no_fault(checked: Checked) -> None:
    assert checked.faults == ()


def test_it_offers_five_services_in_three_departments_in_two_languages(pack: Pack) -> None:
    assert len(pack.services) == 5
    assert [department.id for department in pack.departments] == ["it", "hr", "facilities"]
    assert {service.department for service in pack.services} == {"it", "hr", "facilities"}
    assert pack.languages == ("en", "ar")
    assert pack.desk_language == "en"


def test_it_is_the_organisation_of_the_mock_pictures(pack: Pack) -> None:
    assert pack.brand.desk == {"en": "Northbridge Service Desk", "ar": "مكتب خدمات نورثبريدج"}
    places = {place.id: place.title for place in pack.places}
    assert places["main-hall"] == {"en": "Main Hall", "ar": "القاعة الرئيسية"}
    assert "C-001" in places[pack.desk_place]["en"]
    assert pack.hours.weekly[0] == (("08:00", "17:00"),)
    outage = next(entry for entry in pack.announcements if entry.severity is Severity.OUTAGE)
    assert outage.title["en"] == "E-mail is slow in Building C. Expected back at 14:30."
    laptop = next(service for service in pack.services if service.id == "replacement-laptop")
    assert laptop.title == {"en": "Replacement laptop", "ar": "حاسوب محمول بديل"}
    assert laptop.expected_working_days == 3
    assert [step.title["en"] for step in laptop.steps][:2] == [
        "We have it and send it to the IT desk",
        "Your manager agrees",
    ]


def test_its_forms_use_every_kind_of_question_and_conditions(pack: Pack) -> None:
    fields = [field for service in pack.services for field in service.fields()]
    assert {field.kind for field in fields} == set(FieldKind)
    assert any(field.only_if for field in fields)
    assert all(2 <= len(service.form) <= 4 for service in pack.services)
    assert any(service.kind is RequestKind.INCIDENT for service in pack.services)
    assert any(service.needs for service in pack.services)
    assert any(service.cost.minor == 1000 for service in pack.services)
    assert any(service.eligibility for service in pack.services)
    assert all(any(field.slip_label for field in s.fields()) for s in pack.services if s.id == "replacement-laptop")


def test_it_has_knowledge_and_guidance_in_full(pack: Pack) -> None:
    assert len(pack.articles) == 2
    assert len(pack.troubleshooters) == 1
    assert len(pack.announcements) == 3
    assert all(set(article.body) == {"en", "ar"} for article in pack.articles)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_its_sentences_are_short_and_calm(pack: Pack, language: str) -> None:
    found = list(texts(msgspec.to_builtins(pack), language))
    assert len(found) > 150
    for text in found:
        assert "!" not in text
        assert "！" not in text
        for sentence in re.split(r"[.?؟\n]+(?:\s|$)", text):
            assert len(sentence.split()) <= 12, sentence


def test_its_arabic_is_arabic(pack: Pack) -> None:
    names = {"Northbridge Guest", "C-001"}
    for text in texts(msgspec.to_builtins(pack), "ar"):
        for name in names:
            text = text.replace(name, "")
        assert re.search("[\u0600-\u06ff]", text), text
        assert not re.search("[A-Za-z]{2,}", text), text
        assert "?" not in text, "the Arabic question mark is ؟"
        assert ", " not in text, "the Arabic comma is ،"
