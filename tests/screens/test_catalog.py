"""Catalog: what there is, and the shortest way to it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QInputMethodEvent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.screens.every_field import large_pack
from tests.screens.sample_pack import sample_pack
from tests.screens.stage import KioskStage
from tests.screens.walk import Walk


@pytest.fixture
def large(qapp: QGuiApplication) -> Iterator[Walk]:
    """Somebody at Home of a kiosk with many services."""
    stage = KioskStage(pack=large_pack())
    stage.go("start")
    yield Walk(stage)
    stage.close()


def typed(walk: Walk, text: str) -> None:
    """Touch the search field and enter `text` behind what stands there."""
    walk.tap("search")
    event = QInputMethodEvent()
    event.setCommitString(text)
    QGuiApplication.sendEvent(walk.item("search"), event)
    walk.stage.settle()


def services(walk: Walk) -> list[str]:
    """The services that are seen."""
    return [item.objectName() for item in walk.stage.items() if item.objectName().startswith("service.")]


def drawn(item: QQuickItem) -> Iterator[QQuickItem]:
    """Every item below `item`, seen or not."""
    for child in item.childItems():
        yield child
        yield from drawn(child)


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
    assert "Most requested" in large.stage.texts()
    large.tap("department.buildings")
    assert large.named("service.repair") is not None
    assert large.named("service.laptop29") is None
    assert large.named("department.it") is None
    assert "Buildings" in large.stage.texts()
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


def test_what_does_not_fit_says_that_there_is_more_and_leads_there(large: Walk) -> None:
    large.stage.go("browse")
    while "More" in large.stage.texts():
        large.stage.touch("More")
    assert large.named("service.repair") is not None, "the last service of all"


def test_typing_narrows_and_back_takes_it_off(large: Walk) -> None:
    large.stage.go("browse")
    typed(large, "wi-fi")
    assert services(large) == ["service.wifi"]
    assert "1 service" in large.stage.texts()
    large.stage.touch("Back")
    assert large.stage.screen == "Catalog"
    assert large.item("search").property("text") == ""
    assert len(services(large)) > 1


def test_each_letter_counts_at_once(large: Walk) -> None:
    large.stage.go("browse")
    for so_far, number in (("l", "12 services"), ("la", "11 services"), ("lax", None)):
        typed(large, so_far[-1])
        assert large.item("search").property("text") == so_far
        assert number is None or number in large.stage.texts()
    assert large.named("clearFilter") is not None


def test_what_is_found_is_opened_and_found_again_on_the_way_back(large: Walk) -> None:
    large.stage.go("browse")
    typed(large, "wifi")
    large.tap("service.wifi")
    assert large.stage.screen == "Service"
    large.stage.touch("Back")
    assert services(large) == ["service.wifi"]
    assert large.item("search").property("text") == "wifi"


@pytest.mark.parametrize("way_out", ["clearFilter", "clearSearch"])
def test_nothing_found_says_so_and_is_no_dead_end(large: Walk, way_out: str) -> None:
    large.stage.go("browse")
    typed(large, "zzzz")
    assert "We found no service for that." in large.stage.texts()
    assert services(large) == []
    large.tap(way_out)
    assert "We found no service for that." not in large.stage.texts()
    assert services(large)


def test_nothing_found_leads_to_a_person(large: Walk) -> None:
    large.stage.go("browse")
    typed(large, "zzzz")
    large.tap("callFromSearch")
    assert large.stage.screen == "Help"


def test_what_was_looked_for_is_gone_with_the_visit(large: Walk) -> None:
    large.stage.go("browse")
    typed(large, "divorce papers")
    large.stage.go("finish")
    large.stage.go("start")
    large.stage.go("browse")
    assert large.item("search").property("text") == ""
    assert services(large)


def test_what_was_typed_is_looked_for_in_the_language_chosen_later(large: Walk) -> None:
    large.stage.go("browse")
    typed(large, "حاسوب")
    assert services(large) == []
    large.stage.session.setLanguage("ar")
    large.stage.settle()
    assert len(services(large)) > 1


def test_services_say_their_place_to_ears(large: Walk) -> None:
    large.stage.go("browse")
    large.tap("department.it")
    said = QAccessible.queryAccessibleInterface(large.item("service.laptop28"))
    assert said.text(QAccessible.Text.Description) == "2 of 12"


def test_keys_walk_through_every_service_and_out_again(large: Walk) -> None:
    large.stage.go("browse")
    large.item("search").forceActiveFocus()
    seen = []
    for _step in range(40):
        QTest.keyClick(large.stage.window, Qt.Key.Key_Tab)
        large.stage.settle()
        seen.append(large.focused())
        if seen[-1] == "service.repair":
            break
    everything = [service.id for service in large.stage.pack.services]
    assert {f"service.{service_id}" for service_id in everything} <= set(seen)
    QTest.keyClick(large.stage.window, Qt.Key.Key_Backtab)
    assert large.focused() == seen[-2]


def test_of_five_hundred_services_only_those_in_sight_are_drawn(qapp: QGuiApplication) -> None:
    pack = sample_pack()
    many = tuple(msgspec.structs.replace(pack.services[n % 2], id=f"n{n}", popularity=n) for n in range(500))
    stage = KioskStage(pack=msgspec.structs.replace(pack, services=many))
    stage.go("start")
    stage.go("browse")
    cards = [child for child in drawn(stage.page()) if child.objectName().startswith("service.")]
    assert 4 < len(cards) < 40
    stage.close()


def test_the_catalog_speaks_the_language_chosen_last(walk: Walk) -> None:
    walk.stage.go("browse")
    walk.stage.session.setLanguage("ar")
    walk.stage.settle()
    assert "حاسوب محمول بديل" in walk.stage.texts()
