"""Where lines end."""

from __future__ import annotations

import pytest

from kiosk.receipts.line_breaks import breaks_at_stops, hold_chinese_together


@pytest.mark.parametrize(
    ("rows", "good"),
    [
        (["Questions: desk C-001, ", "08:00 to 17:00"], True),
        (["Questions: desk", "C-001, 08:00 to 17:00"], False),
        (["للاستفسار: \u2068مكتب C-001\u2069،", "من 08:00 إلى 17:00"], True),
        (["咨询：C-001 服务台，", "08:00 至 17:00"], True),
        (["No date here: the clock of this kiosk is not set,", "ok."], False),
        (["one line"], True),
    ],
)
def test_lines_end_at_stops_and_are_not_left_behind(rows: list[str], good: bool) -> None:
    assert breaks_at_stops(rows) is good


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("买买提·库尔班江们", "买买提|·库尔班江|们"),
        ("等等……再来吧。", "等等|…|…再来|吧。"),
        ("《使用手册》", "《使用手|册》"),
        ("Main Hall · kiosk…", "Main Hall · kiosk…"),
        ("张", "张"),
        ("", ""),
    ],
)
def test_chinese_is_held_together_where_it_must(text: str, held: str) -> None:
    assert hold_chinese_together(text) == held.replace("|", "\u2060")
