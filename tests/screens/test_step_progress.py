"""The bars of the steps stay within their column, and give way to the words where there is no room for them."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtQuick import QQuickItem

from tests.screens.every_field import every_field_pack
from tests.screens.stage import KioskStage
from tests.screens.views import Layout
from tests.screens.walk import Walk

MOST_GROUPS = 9


def progress_of(stage: KioskStage) -> QQuickItem:
    """The line of words and bars above the heading."""
    return next(item for item in stage.items() if item.metaObject().className().startswith("StepProgress_QML"))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("layout", [Layout.PORTRAIT, Layout.LANDSCAPE, Layout.SMALL])
def test_eleven_steps_stay_within_their_column(layout: Layout) -> None:
    pack = every_field_pack()
    services = tuple(
        msgspec.structs.replace(service, form=tuple(service.form[0] for _group in range(MOST_GROUPS)))
        if service.id == "everything"
        else service
        for service in pack.services
    )
    stage = KioskStage(pack=msgspec.structs.replace(pack, services=services), size=layout.window, screen=layout.glass)
    stage.go("start")
    Walk(stage).to_form("everything")
    for language, words in (("en", "Step 1 of 11"), ("el", "Βήμα 1 από 11"), ("zh", "第1步，共11步")):
        stage.session.setLanguage(language)
        for size in range(4):
            stage.session.looks.setTextSize(size)
            stage.settle()
            progress = progress_of(stage)
            assert words in stage.texts()
            bars = [part for part in progress.childItems() if part.property("index") is not None]
            assert all(bar.x() + bar.width() <= progress.width() + 0.5 for bar in bars), (language, size)
            assert all(bar.width() >= bar.height() * 0.9 for bar in bars), (language, size)
    stage.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_few_steps_have_a_bar_each(stage: KioskStage, language: str) -> None:
    stage.go("start")
    Walk(stage).to_form("laptop")
    for size in range(4):
        stage.session.setLanguage(language)
        stage.session.looks.setTextSize(size)
        stage.settle()
        bars = [part for part in progress_of(stage).childItems() if part.property("index") is not None]
        assert len(bars) == 4, size
