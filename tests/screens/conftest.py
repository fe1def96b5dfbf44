"""One application for all screen tests, offscreen, with fontconfig emptied: the fonts must come by path."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.screens.window import prepare_process
from tests.screens.stage import KioskStage
from tests.screens.walk import Walk

os.environ["QT_QPA_PLATFORM"] = "offscreen"
prepare_process()


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The kiosk has no widgets."""
    return QGuiApplication


@pytest.fixture
def stage(qapp: QGuiApplication) -> Iterator[KioskStage]:
    """A kiosk standing at Attract on a Monday morning."""
    made = KioskStage()
    yield made
    made.close()


@pytest.fixture
def home(stage: KioskStage) -> KioskStage:
    """A kiosk whose visit has just begun."""
    stage.touch("Touch to start")
    assert stage.screen == "Home"
    return stage


@pytest.fixture
def walk(stage: KioskStage) -> Walk:
    """Somebody standing at Home."""
    stage.go("start")
    return Walk(stage)
