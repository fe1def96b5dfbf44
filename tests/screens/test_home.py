"""Home: a card for everything that has a journey, and for nothing else."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.catalog import RequestKind
from tests.screens.sample_pack import sample_pack
from tests.screens.stage import KioskStage


@pytest.mark.parametrize(
    ("card", "screen"), [("Request something", "Catalog"), ("Report a problem", "Catalog"), ("See a person", "Help")]
)
def test_each_card_leads_somewhere(home: KioskStage, card: str, screen: str) -> None:
    home.touch(card)
    assert home.screen == screen


def test_popular_service_opens_at_once(home: KioskStage) -> None:
    home.touch("Wi-Fi for guests")
    assert home.screen == "Service"
    assert "Wi-Fi for guests" in home.texts()


def test_no_problem_card_without_incidents(qapp: QGuiApplication) -> None:
    pack = sample_pack()
    without = tuple(service for service in pack.services if service.kind is not RequestKind.INCIDENT)
    stage = KioskStage(pack=msgspec.structs.replace(pack, services=without))
    stage.touch("Touch to start")
    assert "Request something" in stage.texts()
    assert "Report a problem" not in stage.texts()
    stage.close()


def test_outage_is_told(home: KioskStage) -> None:
    assert "E-mail is slow in Building C. Expected back at 14:30." in home.texts()


def test_back_from_home_ends_the_visit(home: KioskStage) -> None:
    home.touch("Back")
    assert home.screen == "Attract"
    assert len(home.ended) == 1


def test_the_search_box_shows_what_can_be_typed_and_leads_to_typing_it(home: KioskStage) -> None:
    box = next(item for item in home.items() if item.objectName() == "searchBox")
    home.touch_at(home.centre(box))
    home.settle()
    assert home.screen == "Catalog"
    focused = home.window.activeFocusItem()
    assert focused is not None
    assert focused.objectName() == "search", "one types at once"
    assert home.touchables()
