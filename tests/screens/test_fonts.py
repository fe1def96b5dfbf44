"""Fonts: each language in its own letters; one that is missing is told, and nothing shows boxes or stays blank."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QGuiApplication, QRawFont

from kiosk.errors import StoreFull
from kiosk.font_files import ARABIC, CHINESE, LATIN, Face, face_of, is_font
from kiosk.screens import fonts
from kiosk.screens.session import LANGUAGE_NAMES
from tests.screens.five_languages import LANGUAGES, five_language_pack
from tests.screens.stage import KioskStage

LETTERS = {
    "en": "AZaz09€",
    "ar": "ابجدهوزحطيكلمنسعفصقرشتثخذضظغءآأؤإئىة٠١٢٣٤٥٦٧٨٩،؛؟",
    "fa": "پچژگکی۰۱۲۳۴۵۶۷۸۹٫٬",
    "el": "ΑΩαωάέήίόύώϊΐϋΰς",
    "zh": "中文您好，。（）年月日星期",
}


@pytest.fixture(autouse=True)
def _fresh_answers() -> Iterator[None]:
    fonts.can_write.cache_clear()
    yield
    fonts.can_write.cache_clear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_font_of_a_language_has_its_letters_and_the_language_its_name(qapp: QGuiApplication, language: str) -> None:
    face = face_of(language)
    raw = QRawFont(str(face.regular), 20)
    if face.name:
        families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(face.regular)))
        assert face.name in families
    assert [c for c in LETTERS[language] + LANGUAGE_NAMES[language] if not raw.supportsCharacter(ord(c))] == []


def test_all_fonts_are_there() -> None:
    assert all(is_font(path) for face in (LATIN, ARABIC, CHINESE) for path in (face.regular, face.bold))


@pytest.mark.parametrize("content", [None, b"", b"<html>no font</html>"], ids=["missing", "empty", "something else"])
def test_a_language_whose_font_is_missing_is_told_and_not_offered(
    qapp: QGuiApplication,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    content: bytes | None,
) -> None:
    path = tmp_path / "NotoSansArabic-Regular.ttf"
    if content is not None:
        path.write_bytes(content)
    lost = Face(path, ARABIC.bold)
    monkeypatch.setattr(fonts, "ARABIC", lost)
    monkeypatch.setattr(fonts, "face_of", lambda language: lost if language in {"ar", "fa"} else face_of(language))
    with caplog.at_level(logging.ERROR):
        stage = KioskStage(pack=five_language_pack())
        stage.kiosk.after_first_frame()
        stage.settle()
    try:
        chips = {item.objectName() for item in stage.items() if item.objectName().startswith("language.")}
        assert chips == {"language.en", "language.el", "language.zh"}
        stage.go("start")
        stage.session.setLanguage("fa")
        assert stage.session.language_code == "en"
        stage.go("choose_language")
        assert LANGUAGE_NAMES["ar"] not in stage.texts()
        assert LANGUAGE_NAMES["zh"] in stage.texts()
    finally:
        stage.close()
    assert [record for record in caplog.records if record.message == "font_missing"]


def test_a_kiosk_of_a_language_whose_font_is_missing_begins_in_another(
    qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lost = Face(tmp_path / "NotoSansCJK-Regular.ttc", CHINESE.bold)
    monkeypatch.setattr(fonts, "face_of", lambda language: lost if language == "zh" else face_of(language))
    stage = KioskStage(pack=five_language_pack(), language="zh")
    assert stage.session.language_code == "en"
    stage.go("start")
    stage.session.setLanguage("el")
    stage.go("finish")
    assert stage.session.language_code == "en"
    stage.out_of_service.fail(StoreFull("x"))
    assert len(stage.session.model("OutOfService").sentences) == len(LANGUAGES) - 1
    stage.close()


WITHOUT_LATIN = """
import os, sys
from pathlib import Path
from kiosk import font_files
gone = Path("/nowhere/NotoSans-Regular.ttf")
font_files.LATIN = font_files.Face(gone, gone)
from kiosk.screens.fonts import keep_to_own_fonts, load_first_fonts
keep_to_own_fonts()
assert "FONTCONFIG_FILE" not in os.environ, "the machine's own fonts may be needed"
from PySide6.QtGui import QGuiApplication, QFontMetrics, QImage, QPainter
application = QGuiApplication(sys.argv[:1])
load_first_fonts()
picture = QImage(200, 60, QImage.Format.Format_RGB32)
picture.fill(0xFFFFFFFF)
painter = QPainter(picture)
painter.drawText(10, 45, "Welcome")
painter.end()
assert any(picture.pixel(x, y) != 0xFFFFFFFF for x in range(200) for y in range(60)), "a blank screen"
assert QFontMetrics(QGuiApplication.font()).inFont("W")
"""


def test_without_the_latin_font_words_are_still_drawn() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_LATIN], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
