"""The code on the screen is read by an independent reader."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image

from kiosk.screens.qr_code import QUIET_MODULES, qr_modules

SCALE = 4


@pytest.mark.parametrize("text", ["K7-0042M-9", "https://status.example.org/r/" + "t" * 22])
def test_phones_read_what_was_meant(text: str) -> None:
    modules = qr_modules(text)
    side = (len(modules) + 2 * QUIET_MODULES) * SCALE
    picture = Image.new("L", (side, side), 255)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                left, top = (x + QUIET_MODULES) * SCALE, (y + QUIET_MODULES) * SCALE
                picture.paste(0, (left, top, left + SCALE, top + SCALE))
    assert [result.text for result in zxingcpp.read_barcodes(picture)] == [text]
