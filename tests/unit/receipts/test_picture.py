"""The slip as a picture."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtGui import QImage

from kiosk.devices.profiles import PROFILES
from kiosk.receipts import draw_picture
from tests.unit.receipts.fixed_wording import FixedWording
from tests.unit.receipts.samples import SLIPS


def picture_of(name: str) -> tuple[QImage, str]:
    receipt, profile = SLIPS[name]
    return draw_picture(receipt, PROFILES[profile], FixedWording(receipt.language)), receipt.qr


@pytest.mark.parametrize("name", SLIPS)
def test_code_in_the_picture_is_read(name: str, tmp_path: Path) -> None:
    image, qr = picture_of(name)
    assert image.save(str(tmp_path / "slip.png"))
    with Image.open(tmp_path / "slip.png") as opened:
        [code] = zxingcpp.read_barcodes(opened.convert("L"))
    assert code.text == qr


@pytest.mark.parametrize(("name", "paper_mm"), [("en-80", 80), ("ar-80", 80), ("en-58", 56), ("ar-58", 56)])
def test_picture_is_as_wide_as_the_paper_and_white_at_its_edges(name: str, paper_mm: int) -> None:
    image, _ = picture_of(name)
    assert image.width() == paper_mm * 8
    for y in range(image.height()):
        for x in (0, 15, image.width() - 16, image.width() - 1):
            assert image.pixelColor(x, y).lightness() == 255


def test_arabic_slip_is_no_longer_than_the_english_one() -> None:
    english, arabic = picture_of("en-80")[0], picture_of("ar-80")[0]
    assert abs(english.height() - arabic.height()) < 30
