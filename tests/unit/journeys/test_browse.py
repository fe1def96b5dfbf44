"""What a guest sees of the catalog."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest

from kiosk.domain.catalog import Article, ArticleSource, RequestKind
from kiosk.journeys.browse import CatalogView
from tests.unit.journeys.sample import PACK

CATALOG = CatalogView(PACK)


def test_services_come_most_wanted_first_and_only_those_a_guest_may_ask_for() -> None:
    assert [service.id for service in CATALOG.services()] == ["laptop", "heating"]


def test_departments_without_an_offer_are_left_out() -> None:
    assert [department.id for department in CATALOG.departments()] == ["it", "facilities"]


def test_problems_are_the_incidents() -> None:
    assert [service.id for service in CATALOG.services(kind=RequestKind.INCIDENT)] == ["heating"]
    assert [department.id for department in CATALOG.departments(kind=RequestKind.INCIDENT)] == ["facilities"]


def test_services_of_one_department() -> None:
    assert [service.id for service in CATALOG.services("it")] == ["laptop"]


def test_popular_is_a_beginning_of_the_list() -> None:
    assert [service.id for service in CATALOG.popular(1)] == ["laptop"]


def test_popular_leaves_out_what_nobody_says_is_popular() -> None:
    plain = tuple(msgspec.structs.replace(service, popularity=0) for service in PACK.services)
    assert CatalogView(msgspec.structs.replace(PACK, services=plain)).popular(3) == ()


def test_examples_are_words_of_different_departments() -> None:
    services = tuple(
        msgspec.structs.replace(
            CATALOG.services(department)[0],
            id=f"{department}{popularity}",
            popularity=popularity,
            keywords={"en": (word, "more")},
        )
        for department, popularity, word in (("it", 9, "password"), ("it", 8, "laptop"), ("facilities", 7, "badge"))
    )
    catalog = CatalogView(msgspec.structs.replace(PACK, services=services))
    assert catalog.examples(3, "en") == ("password", "badge")
    assert catalog.examples(1, "en") == ("password",)
    assert catalog.examples(3, "ar") == ()


def test_what_is_typed_finds_services_of_any_kind_but_none_that_a_guest_may_not_ask_for() -> None:
    assert {service.id for service in CATALOG.find("", "en")} == {"laptop", "heating"}
    assert [service.id for service in CATALOG.find("حاسوب", "ar")] == ["laptop"]


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (datetime(2026, 11, 23, 10, 0, tzinfo=UTC), ["mail", "always"]),
        (datetime(2026, 11, 23, 9, 59, tzinfo=UTC), ["always"]),
        (datetime(2026, 11, 23, 12, 0, tzinfo=UTC), ["always"]),
        (None, ["always"]),
    ],
)
def test_announcements_in_force_outages_first(now: datetime | None, shown: list[str]) -> None:
    assert [announcement.id for announcement in CATALOG.announcements(now)] == shown


def _article(name: str, review_by: str, source: ArticleSource = ArticleSource.PACK) -> Article:
    return Article(
        id=name,
        title={"en": name},
        body={"en": "Text."},
        department="it",
        owner="IT",
        updated="2026-01-01",
        review_by=review_by,
        source=source,
    )


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2026, 11, 21), ["old", "new", "desk:1"]),
        (date(2026, 11, 22), ["old", "new", "desk:1"]),
        (date(2026, 11, 23), ["new", "desk:1"]),
        (None, ["old", "new", "desk:1"]),
    ],
)
def test_an_article_past_its_review_is_withheld_and_the_desks_have_none(today: date | None, shown: list[str]) -> None:
    articles = (
        _article("old", "2026-11-22"),
        _article("new", "2027-01-01"),
        _article("desk:1", "", ArticleSource.DESK),
    )
    view = CatalogView(msgspec.structs.replace(PACK, articles=articles))
    assert [article.id for article in view.articles(today)] == shown
