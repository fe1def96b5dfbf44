"""Catalog: what there is, and the shortest way to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from tests.screens.every_field import large_pack
from tests.screens.stage import KioskStage
from tests.screens.walk import Walk


@pytest.fixture
def large(qapp: QGuiApplication) -> Iterator[Walk]:
    """Somebody at Home of a kiosk with many services."""
    stage = KioskStage(pack=large_pack())
    stage.go("start")
    yield Walk(stage)
    stage.close()


def test_few_services_are_all_shown_under_their_departments(walk: Walk) -> None:
    walk.stage.go("browse")
    texts = walk.stage.texts()
    for shown in ("Computers and networks", "Replacement laptop", "Wi-Fi for guests", "Buildings"):
        assert shown in texts
    assert texts.index("Replacement laptop") < texts.index("Wi-Fi for guests"), "the most wanted first"


def test_a_service_is_opened_by_a_touch(walk: Walk) -> None:
    walk.stage.go("browse")
    walk.tap("service.wifi")
    assert walk.stage.screen == "Service"
    assert "Wi-Fi for guests" in walk.stage.texts()


def test_report_a_problem_shows_problems_only(walk: Walk) -> None:
    walk.stage.touch("Report a problem. Broken, slow or missing")
    assert walk.stage.screen == "Catalog"
    assert "What is the problem?" in walk.stage.texts()
    assert walk.named("service.repair") is not None
    assert walk.named("service.laptop") is None


def test_many_services_are_found_by_their_department_and_back_leads_to_it(large: Walk) -> None:
    large.stage.go("browse")
    assert large.named("service.laptop") is None
    large.tap("department.it")
    assert large.named("service.laptop") is not None
    assert large.named("service.repair") is None
    assert large.named("department.it") is None
    large.stage.touch("Back")
    assert large.stage.screen == "Catalog"
    assert large.named("department.it") is not None
    large.stage.touch("Back")
    assert large.stage.screen == "Home"


def test_a_double_tap_on_a_department_opens_no_service(large: Walk) -> None:
    large.stage.go("browse")
    large.tap("department.it", wait=False)
    point = large.stage.centre(large.item("service.laptop29"))
    large.stage.touch_at(point)
    large.stage.settle()
    assert large.stage.screen == "Catalog"


def test_what_does_not_fit_says_that_there_is_more(large: Walk) -> None:
    large.stage.go("browse")
    large.tap("department.it")
    assert "More" in large.stage.texts()


def test_the_catalog_speaks_the_language_chosen_last(walk: Walk) -> None:
    walk.stage.go("browse")
    walk.stage.session.setLanguage("ar")
    walk.stage.settle()
    assert "حاسوب محمول بديل" in walk.stage.texts()
