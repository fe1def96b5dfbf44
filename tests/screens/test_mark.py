"""The mark of the organisation stands on its plate, at its own colours, in every theme; without one an icon does."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QPoint
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem

from kiosk.screens.theme import Contrast
from tests.screens.sample_pack import sample_pack
from tests.screens.stage import KioskStage

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#2060c0"/></svg>'


def png() -> bytes:
    image = QImage(128, 128, QImage.Format.Format_RGB32)
    image.fill(QColor("#2060c0"))
    raw = QByteArray()
    image.save(QBuffer(raw), "PNG")
    return raw.data()


def plate_of(stage: KioskStage) -> QQuickItem:
    """What the mark stands on, in the top bar."""
    return next(item for item in stage.items() if item.metaObject().className().startswith("BrandMark_QML"))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("mark", [SVG, png()], ids=["svg", "png"])
def test_a_mark_is_drawn_in_its_own_colours_on_white_in_every_theme(mark: bytes) -> None:
    pack = sample_pack()
    pack = msgspec.structs.replace(pack, brand=msgspec.structs.replace(pack.brand, mark=mark))
    stage = KioskStage(pack=pack)
    stage.go("start")
    plate = plate_of(stage)
    for contrast in Contrast:
        stage.session.looks.setContrast(contrast)
        stage.settle()
        picture = stage.picture()
        assert picture.pixelColor(stage.centre(plate)).name() == "#2060c0", contrast
        edge = stage.centre(plate) - QPoint(0, round(plate.height() / 2) - 4)
        assert picture.pixelColor(edge).name() == "#ffffff", contrast
    assert pack.brand.icon not in stage.texts()
    stage.close()


def test_without_a_mark_an_icon_stands_on_the_accent(home: KioskStage) -> None:
    plate = plate_of(home)
    edge = home.centre(plate) - QPoint(0, round(plate.height() / 2) - 4)
    assert home.picture().pixelColor(edge).name() == home.session.looks.palette().accent.lower()


def test_a_mark_that_cannot_be_drawn_gives_way_to_the_icon(qapp: QGuiApplication) -> None:
    pack = sample_pack()
    nothing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"/>'
    stage = KioskStage(pack=msgspec.structs.replace(pack, brand=msgspec.structs.replace(pack.brand, mark=nothing)))
    stage.go("start")
    plate = plate_of(stage)
    edge = stage.centre(plate) - QPoint(0, round(plate.height() / 2) - 4)
    assert stage.picture().pixelColor(edge).name() == stage.session.looks.palette().accent.lower()
    stage.close()
