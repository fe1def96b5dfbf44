"""What `kiosk check` says before anybody opens the doors."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.readiness import Verdict, examine
from kiosk.receipts import fonts
from kiosk.receipts.fonts import Face


def finding_of(part: str, folder: Path) -> tuple[Verdict, str, str]:
    settings = folder / "kiosk.toml"
    settings.write_text(f'[store]\nfolder = "{folder}/store"\n', encoding="utf-8")
    [found] = [finding for finding in examine(settings) if finding.part == part]
    return found.verdict, found.what, found.remedy


def test_fonts_of_slips_are_there(tmp_path: Path) -> None:
    assert finding_of("fonts of slips", tmp_path)[0] is Verdict.GOOD


def test_missing_font_is_named_with_the_package_that_brings_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    gone = tmp_path / "NotoSansCJK-Regular.ttc"
    monkeypatch.setattr(fonts, "_CJK", Face(gone, gone, package="fonts-noto-cjk"))
    assert finding_of("fonts of slips", tmp_path) == (
        Verdict.BAD,
        "The font NotoSansCJK-Regular.ttc is not installed.",
        "Run: apt-get install fonts-noto-cjk",
    )
