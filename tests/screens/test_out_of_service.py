"""OutOfService: a plain sentence, a place to go, a code, and no way past it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication

from kiosk.domain.flow import Move
from kiosk.domain.text import isolate
from kiosk.errors import ContentError, FrontdoorError, SettingsError, StoreFull, StoreTooNew
from kiosk.screens.out_of_service import OutOfServiceModel, bare_pack
from tests.screens.stage import KioskStage


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (StoreTooNew("x"), "Its data was written by a newer version. Nothing was changed."),
        (StoreFull("x"), "Its disk is full."),
        (SettingsError("x"), "It is not set up correctly."),
        (ContentError("x"), "Its content cannot be read."),
        (FrontdoorError("x"), "Something it needs is missing."),
    ],
)
def test_each_fault_has_its_sentence_and_code(stage: KioskStage, error: FrontdoorError, sentence: str) -> None:
    stage.out_of_service.fail(error)
    stage.settle()
    assert stage.screen == "OutOfService"
    texts = stage.texts()
    assert sentence in texts
    assert any(error.code in text for text in texts)
    assert "Please go to: Room C-001" in texts
    assert f"Another kiosk is here: {isolate('Floor 2, by the lifts')}" in texts


def test_fault_ends_the_visit(home: KioskStage) -> None:
    home.out_of_service.fail(StoreFull("x"))
    home.settle()
    assert home.session.visit is None
    assert len(home.ended) == 1


@pytest.mark.parametrize("other", [{}, {"en": "Floor 2"}])
def test_another_kiosk_is_named_where_there_is_one(stage: KioskStage, other: dict[str, str]) -> None:
    model = OutOfServiceModel(stage.session, stage.wording, other_kiosk=other)
    assert all(bool(said["elsewhere"]) == bool(other) for said in model.sentences)


def test_no_touch_leads_past_it(stage: KioskStage) -> None:
    stage.out_of_service.fail(StoreFull("x"))
    stage.settle()
    for y in range(100, 1900, 300):
        stage.touch_at(QPoint(540, y))
    stage.settle()
    assert stage.screen == "OutOfService"
    assert stage.touchables() == []


def test_kiosk_without_content_still_says_who_it_is(qapp: QGuiApplication) -> None:
    stage = KioskStage(pack=bare_pack())
    stage.out_of_service.fail(SettingsError("x"))
    stage.settle()
    assert "Please go to: Service desk" in stage.texts()
    stage.close()


def test_nothing_a_customer_does_leads_out_of_it(stage: KioskStage) -> None:
    stage.out_of_service.fail(StoreFull("x"))
    stage.settle()
    assert not any(stage.session.moves.make(move) for move in (Move.START, Move.HOME, Move.BACK, Move.HELP))
    assert stage.screen == "OutOfService"


def test_fault_known_before_the_window_is_its_first_screen(qapp: QGuiApplication) -> None:
    stage = KioskStage(pack=bare_pack(), fault=SettingsError("x"))
    assert stage.screen == "OutOfService"
    assert "It is not set up correctly." in stage.texts()
    stage.close()
