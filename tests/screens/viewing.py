"""Puts a kiosk into a state and shows it in view after view, in one process and with as few kiosks as possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby

from PySide6.QtQuick import QQuickItem

from kiosk.domain.catalog import Pack
from kiosk.screens.fonts import load_later_fonts
from tests.screens.stage import KioskStage
from tests.screens.states import STATES, State
from tests.screens.views import Layout, View
from tests.screens.walk import Walk


def in_views(name: str, views: Iterable[View], pack: Pack | None = None) -> Iterator[tuple[View, KioskStage]]:
    """The kiosk in the state called `name`, in one view after the other. `pack` takes the place of the state's own.

    A kiosk is made for each glass only: all else is what a customer can change, too.
    """
    state = STATES[name]
    seen = sorted((view for view in views if view.language in state.languages), key=lambda view: _kiosk(state, view))
    _load_chinese()
    for _key, group in groupby(seen, key=lambda view: _kiosk(state, view)):
        first, *others = group
        stage = state.kiosk(
            pack=pack or state.pack(),
            size=first.layout.window,
            screen=first.layout.glass,
            now=state.now,
            language=first.language if state.turns else "en",
        )
        try:
            state.way(Walk(stage))
            for view in (first, *others):
                show(stage, view)
                if state.again:
                    state.again(Walk(stage))
                    stage.settle()
                if state.from_top:
                    scroll_to_top(stage)
                yield view, stage
        finally:
            stage.close()


def show(stage: KioskStage, view: View) -> None:
    """Look at what is seen in another way."""
    looks = stage.session.looks
    stage.session.setLanguage(view.language)
    looks.setTextSize(view.text_size)
    looks.setContrast(view.contrast)
    looks.setReach(view.layout is Layout.REACH)
    stage.window.resize(view.layout.window.width_px, view.layout.window.height_px)
    stage.settle()


def scroll_to_top(stage: KioskStage) -> None:
    """Everything that scrolls, to where it begins."""
    for area in scroll_areas(stage):
        area.setProperty("contentY", area.property("originY") - area.property("topMargin"))
    stage.settle()


def scroll_areas(stage: KioskStage) -> list[QQuickItem]:
    """What is seen and scrolls."""
    return [item for item in stage.items() if item.inherits("QQuickFlickable") and item.property("interactive")]


def _kiosk(state: State, view: View) -> tuple[bool, str]:
    return view.layout is Layout.SMALL, view.language if state.turns else ""


@cache
def _load_chinese() -> None:
    load_later_fonts()
