"""All rules over one state, view by view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unittest.mock import patch

from kiosk.domain.flow import FULL_SCREEN, Screen
from tests.screens.audit.contrast import faint_fields, faint_words
from tests.screens.audit.finding import Finding
from tests.screens.audit.fonts import tofu
from tests.screens.audit.frame import broken_frame
from tests.screens.audit.mirroring import (
    laid_out_left_to_right,
    misaligned_words,
    places_of,
    unmirrored,
    unturned_icons,
)
from tests.screens.audit.names import nameless, no_heading, told_of, unspoken
from tests.screens.audit.overlap import overlapping_words
from tests.screens.audit.pixels import photograph
from tests.screens.audit.scene import Scene
from tests.screens.audit.targets import near_targets, small_keys, small_targets
from tests.screens.audit.words import cut_words
from tests.screens.stage import KioskStage
from tests.screens.viewing import in_views, scroll_areas
from tests.screens.views import View

RIGHT_TO_LEFT = ("ar", "fa")


def audit(state: str, views: Iterable[View]) -> dict[str, list[Finding]]:
    """What is wrong with `state` in each of `views`, by the view's name."""
    return {view.name: list(dict.fromkeys(_audit_view(stage, view))) for view, stage in in_views(state, views)}


def _audit_view(stage: KioskStage, view: View) -> Iterator[Finding]:
    """The page as it opens, and, for what only a picture shows, its end as well."""
    yield from _as_it_stands(stage, view)
    yield from _pictures(stage, view)
    if view.language in RIGHT_TO_LEFT:
        yield from _mirrored(stage, view)
    if areas := scroll_areas(stage):
        for area in areas:
            last = area.property("contentHeight") + area.property("originY") + area.property("bottomMargin")
            area.setProperty("contentY", max(area.property("contentY"), last - area.height()))
        stage.settle()
        yield from _pictures(stage, view)


def _scene(stage: KioskStage, view: View) -> Scene:
    return Scene(stage.window, px_per_mm=stage.session.looks.pxPerMm, contrast=view.contrast)


def _as_it_stands(stage: KioskStage, view: View) -> Iterator[Finding]:
    scene = _scene(stage, view)
    told = told_of(scene)
    for rule in (small_targets, small_keys, near_targets, cut_words, tofu):
        yield from rule(scene)
    for spoken in (nameless, unspoken, no_heading):
        yield from spoken(scene, told)
    if Screen(stage.screen) not in FULL_SCREEN:
        yield from broken_frame(scene, typing=bool(scene.keys))


def _pictures(stage: KioskStage, view: View) -> Iterator[Finding]:
    scene = _scene(stage, view)
    pictures = photograph(stage.window, scene.texts)
    yield from faint_words(scene, pictures)
    yield from faint_fields(scene, pictures)
    yield from overlapping_words(scene, pictures.inked)


def _mirrored(stage: KioskStage, view: View) -> Iterator[Finding]:
    scene = _scene(stage, view)
    yield from misaligned_words(scene)
    yield from unturned_icons(scene, right_to_left=True)
    with patch("kiosk.screens.session.is_right_to_left", return_value=False):
        stage.session.languageChanged.emit()
        with laid_out_left_to_right(_scene(stage, view)):
            stage.settle()
            before = places_of(_scene(stage, view))
    stage.session.languageChanged.emit()
    stage.settle()
    yield from unmirrored(_scene(stage, view), before)
