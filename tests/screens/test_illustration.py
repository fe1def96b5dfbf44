"""Our drawings: made of the theme's colours only, recoloured with it, turned round in right-to-left."""

from __future__ import annotations

import re

import msgspec
import pytest
from PySide6.QtCore import QByteArray, QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from kiosk.screens.illustration import ROLES, drawing, illustrations, recoloured
from kiosk.screens.theme import PALETTES, Contrast
from tests.screens.stage import SATURDAY, KioskStage
from tests.screens.test_theme import ratio

LIGHT = msgspec.structs.asdict(PALETTES[Contrast.LIGHT])


def colours(svg: str) -> set[str]:
    return set(re.findall(r"#[0-9A-Fa-f]{6}", svg))


def test_there_is_a_drawing_for_each_sad_moment() -> None:
    assert illustrations() == ["closed", "empty", "help_coming", "out_of_service"]


@pytest.mark.parametrize("name", illustrations())
def test_drawing_is_made_of_three_parts_of_the_palette(name: str) -> None:
    svg = drawing(name)
    assert colours(svg) <= {LIGHT[role] for role in ROLES}
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    assert renderer.isValid()
    assert renderer.viewBox() == QRect(0, 0, 320, 200)
    # Nothing named in words, no text that would have to be translated.
    assert "text" not in svg


@pytest.mark.parametrize("contrast_theme", Contrast)
@pytest.mark.parametrize("name", illustrations())
def test_drawing_takes_the_colours_of_each_theme(name: str, contrast_theme: Contrast) -> None:
    palette = PALETTES[contrast_theme]
    assert colours(recoloured(drawing(name), palette)) <= {msgspec.structs.asdict(palette)[role] for role in ROLES}
    # Its lines are seen on every ground that drawings are laid on.
    assert all(ratio(palette.accent, ground) >= 3 for ground in (palette.paper, palette.tint, palette.card))


def test_every_scene_in_qml_is_a_drawing() -> None:
    from tests.screens.test_icons import SCREENS

    named = {
        name
        for path in SCREENS.rglob("*.qml")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"\b(picture|illustration):", line)
        for name in re.findall(r'"([a-z_]+)"', line)
    }
    assert "closed" in named
    assert named <= set(illustrations())


def test_sign_on_the_glass_reads_the_same_turned_round() -> None:
    # A tick turned round is no tick: drawings are mirrored in right-to-left, so their signs have to be symmetrical.
    picture = QImage(320, 200, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing("help_coming").encode())).render(painter)
    painter.end()
    dark = [[picture.pixelColor(x, y).red() < 0x80 for x in range(238, 286)] for y in range(76, 136)]
    assert any(map(any, dark))
    assert dark == [row[::-1] for row in dark]


def scene(stage: KioskStage) -> QImage:
    """The picture of the drawing that is seen."""
    item = next(item for item in stage.items() if item.metaObject().className().startswith("Scene_QML"))
    return stage.picture().copy(item.mapRectToScene(item.boundingRect()).toRect())


def test_drawing_is_seen_and_follows_the_theme(stage: KioskStage) -> None:
    stage.clock.advance((SATURDAY - stage.clock.now()).total_seconds() + 7 * 86400)
    stage.go("start")
    stage.go("help")
    light = scene(stage)
    assert {"#0b5c66", "#e4f0ef", "#ffffff"} <= every_colour(light)
    stage.session.looks.setContrast(Contrast.YELLOW_ON_BLACK)
    stage.settle()
    assert {"#ffff00", "#000000"} <= every_colour(scene(stage))
    assert "#0b5c66" not in every_colour(scene(stage))


def test_drawing_turns_round_with_the_language(stage: KioskStage) -> None:
    stage.clock.advance((SATURDAY - stage.clock.now()).total_seconds() + 7 * 86400)
    stage.go("start")
    stage.go("help")
    before = scene(stage)
    stage.session.setLanguage("ar")
    stage.settle()
    after = scene(stage)
    assert after != before
    width = before.width()
    # The moon is at the end of the line in both.
    row = before.height() // 3
    left_to_right = [before.pixelColor(x, row).name() == "#0b5c66" for x in range(width)]
    right_to_left = [after.pixelColor(x, row).name() == "#0b5c66" for x in range(after.width())]
    assert sum(left_to_right[width * 2 // 3 :]) > sum(left_to_right[: width // 3])
    assert sum(right_to_left[: width // 3]) > sum(right_to_left[width * 2 // 3 :])


def every_colour(picture: QImage) -> set[str]:
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(0, picture.height(), 2)}
