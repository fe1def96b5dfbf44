"""Texts of a pack that mix scripts: a code within Arabic or Persian stands on the screen as it is read."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtQuick import QQuickItem

from tests.screens.sample_pack import sample_pack
from tests.screens.stage import KioskStage

CASES = [
    ("ar", "أحضر الجهاز إلى الغرفة C-214 قبل 17:00", ("C-214", "17:00")),
    ("ar", "راسل help@northbridge.example أو اتصل", ("help@northbridge.example",)),
    ("fa", "نسخهٔ GlobalConnect 5.2 را نصب کنید", ("GlobalConnect 5.2",)),
    ("ar", "المكتب \u2066C-001 / 2\u2069 في الردهة", ("C-001 / 2",)),
]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("language", "text", "codes"), CASES, ids=range(len(CASES)))
def test_a_code_within_a_text_from_right_to_left_keeps_its_order(
    language: str, text: str, codes: tuple[str, ...]
) -> None:
    pack = sample_pack()
    services = tuple(
        msgspec.structs.replace(service, description=service.description | {language: text})
        for service in pack.services
    )
    stage = KioskStage(pack=msgspec.structs.replace(pack, services=services))
    stage.go("start")
    stage.session.setLanguage(language)
    stage.go("open_service", "laptop")
    item = next(item for item in stage.items() if item.property("text") == text)
    for code in codes:
        places = columns(item, text, code)
        assert places == sorted(places), code
    # Arabic itself runs the other way: the first word stands right of the last.
    assert columns(item, text, text.split()[0])[0] > columns(item, text, text.split()[-1])[0]
    stage.close()


def columns(item: QQuickItem, text: str, part: str) -> list[float]:
    """Where the letters of `part` stand from left to right, in the font and direction that the item is drawn in."""
    layout = QTextLayout(text, item.property("font"))
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    layout.endLayout()
    start = text.index(part)
    # Before the first letter the cursor may stand on either side of the change of direction.
    found = [line.cursorToX(start + offset) for offset in range(1, len(part))]
    return [place[0] if isinstance(place, tuple) else place for place in found]
