"""The slips we decided to like, byte for byte and pixel for pixel.

`FRONTDOOR_UPDATE_GOLDEN=1` writes them anew, and every test then fails until it is run without: look at the pictures
and at the difference before committing.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtGui import QImage

from kiosk.devices.profiles import PROFILES
from kiosk.receipts import draw_picture, render_slip
from tests.unit.receipts.fixed_wording import FixedWording
from tests.unit.receipts.samples import SLIPS

_GOLDEN = Path(__file__).parents[2] / "golden" / "slips"
_UPDATE = os.environ.get("FRONTDOOR_UPDATE_GOLDEN") == "1"
_PICTURES = [name for name in SLIPS if "generic" not in name]
"""A picture does not depend on what the printer can do, only on its width."""
_GREY_TOLERANCE = 24
"""A blending that rounds the other way on another processor is not another picture."""


@pytest.mark.parametrize("name", SLIPS)
def test_slip_has_the_golden_bytes(name: str) -> None:
    receipt, profile = SLIPS[name]
    slip = render_slip(receipt, PROFILES[profile], FixedWording(receipt.language))
    data, golden = b"".join(slip.fragments), _GOLDEN / f"{name}.bin"
    if _UPDATE:
        golden.write_bytes(data)
        pytest.fail(f"{golden.name} written; look at it and run again")
    assert data == golden.read_bytes()


@pytest.mark.parametrize("name", _PICTURES)
def test_picture_is_the_golden_one(name: str, tmp_path: Path) -> None:
    receipt, profile = SLIPS[name]
    image = draw_picture(receipt, PROFILES[profile], FixedWording(receipt.language))
    golden = _GOLDEN / f"{name}.png"
    if _UPDATE:
        _as_pillow(image, tmp_path).save(golden, optimize=True)
        pytest.fail(f"{golden.name} written; look at it and run again")
    drawn, wanted = _as_pillow(image, tmp_path), Image.open(golden).convert("L")
    assert drawn.size == wanted.size
    differing = ImageChops.difference(drawn, wanted).point(lambda level: 255 if level > _GREY_TOLERANCE else 0)
    assert differing.getbbox() is None, f"{name} differs within {differing.getbbox()}"


def test_no_golden_file_is_left_over() -> None:
    wanted = {f"{name}.bin" for name in SLIPS} | {f"{name}.png" for name in _PICTURES}
    assert {path.name for path in _GOLDEN.iterdir()} == wanted


def _as_pillow(image: QImage, folder: Path) -> Image.Image:
    path = folder / "picture.png"
    assert image.save(str(path))
    with Image.open(path) as opened:
        return opened.convert("L")
