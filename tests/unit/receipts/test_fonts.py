"""Fonts by path, with nothing from fontconfig (`kiosk/screens/no_fonts.conf` is empty)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase

from kiosk.devices.profiles import PROFILES
from kiosk.font_files import Face
from kiosk.receipts import draw_picture, fonts, render_slip
from kiosk.receipts.fonts import FontMissing, check_fonts, drawable, families_of
from tests.unit.receipts.fixed_wording import FixedWording
from tests.unit.receipts.samples import ENGLISH, PLAIN, changed


def test_all_fonts_of_the_five_languages_are_here() -> None:
    check_fonts()


def test_missing_font_names_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    gone = tmp_path / "NotoSansCJK-Regular.ttc"
    monkeypatch.setattr(fonts, "_CJK", Face(gone, gone, "Noto Sans CJK SC", "fonts-noto-cjk"))
    with pytest.raises(FontMissing) as caught:
        check_fonts()
    assert caught.value.remedy == "Run: apt-get install fonts-noto-cjk"
    assert "NotoSansCJK-Regular.ttc" in caught.value.what


def test_file_that_is_no_font_is_told_before_a_slip_needs_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "NotoSansArabic-Regular.ttf"
    broken.write_bytes(b"<html>no font</html>")
    monkeypatch.setattr(fonts, "_ARABIC", Face(broken, broken))
    with pytest.raises(FontMissing, match=r"NotoSansArabic-Regular\.ttf cannot be read") as caught:
        check_fonts()
    assert caught.value.remedy == "Run: apt-get install --reinstall fonts-noto-core"


def test_slip_without_the_core_fonts_names_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    gone = tmp_path / "NotoSans-Regular.ttf"
    monkeypatch.setattr(fonts, "_LATIN", Face(gone, gone))
    with pytest.raises(FontMissing, match="fonts-noto-core"):
        families_of("")


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Guest", "Noto Sans"),
        ("Γραφείο", "Noto Sans"),
        ("زائر", "Noto Sans Arabic"),
        ("张伟", "Noto Sans CJK SC"),
        ("שלום", "Noto Sans Hebrew"),
        ("शर्मा", "Noto Sans Devanagari"),
        ("สวัสดี", "Noto Sans Thai"),
        ("✓", "Noto Sans Symbols2"),
    ],
)
def test_every_script_has_its_font(text: str, family: str) -> None:
    assert drawable(text) == text
    assert set(families_of(text)) == {family}
    assert family in QFontDatabase.families()


def test_punctuation_stays_with_the_letters_around_it() -> None:
    assert families_of("\u2068शर्मा (अ)\u2069") == ["Noto Sans Devanagari"] * 11


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ana 😀 Maria", "Ana • Maria"),
        ("😀", "•"),
        ("Ana👩🏽\u200d🔬🎉!", "Ana•!"),
        ("\U00013080\U00013081 Maria", "? Maria"),
        ("می\u200cشود 😀", "می\u200cشود •"),
    ],
)
def test_what_no_font_draws_is_marked_once(typed: str, shown: str) -> None:
    assert drawable(typed) == shown


@pytest.mark.parametrize("text", ["「引号」", "《使用手册》", "【注意】", "㎡", "〇", "々", "①", "“ThinkPad”"])
def test_chinese_punctuation_has_a_font(text: str) -> None:
    assert drawable(text) == text


@pytest.fixture
def _other_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Forget what is known of fonts, before and after: each character's font is looked up once."""
    for known in (fonts._family_of, fonts._draws):
        known.cache_clear()
    monkeypatch.setattr(fonts, "_families", {})
    monkeypatch.setattr(fonts, "_broken", set())
    yield
    for known in (fonts._family_of, fonts._draws):
        known.cache_clear()


def _replace(monkeypatch: pytest.MonkeyPatch, name: str, file: Path, package: str = "fonts-noto-core") -> None:
    face, before, known = Face(file, file, package=package), getattr(fonts, name), fonts.face_of
    monkeypatch.setattr(fonts, name, face)
    monkeypatch.setattr(fonts, "face_of", lambda language: face if known(language) is before else known(language))


@pytest.mark.usefixtures("_other_fonts")
def test_name_in_letters_without_a_font_is_marked_on_the_slip_of_another_language(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _replace(monkeypatch, "_CJK", tmp_path / "gone.ttc")
    assert drawable("张伟 (Zhang Wei)") == "? (Zhang Wei)"
    slip = render_slip(changed(ENGLISH, requester="张伟"), PROFILES["epson-80"], FixedWording("en"))
    assert slip.fragments


@pytest.mark.usefixtures("_other_fonts")
@pytest.mark.parametrize(("language", "name"), [("ar", "_ARABIC"), ("fa", "_ARABIC"), ("zh", "_CJK")])
@pytest.mark.parametrize(("content", "told"), [(None, "is not installed"), (b"no font", "cannot be read")])
def test_slip_whose_own_letters_have_no_font_is_not_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str, name: str, content: bytes | None, told: str
) -> None:
    file = tmp_path / "letters.ttf"
    if content is not None:
        file.write_bytes(content)
    _replace(monkeypatch, name, file)
    for make in (render_slip, draw_picture):
        with pytest.raises(FontMissing) as caught:
            make(PLAIN[language], PROFILES["epson-80"], FixedWording(language))
        assert caught.value.what == f"The font letters.ttf {told}."
        assert caught.value.remedy.startswith("Run: apt-get install ")
        assert caught.value.code == "FD-601"


@pytest.mark.usefixtures("_other_fonts")
@pytest.mark.parametrize("language", ["en", "el"])
def test_printers_own_letters_need_no_font(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str) -> None:
    for name in ("_LATIN", "_ARABIC", "_CJK"):
        _replace(monkeypatch, name, tmp_path / "gone.ttf")
    assert render_slip(PLAIN[language], PROFILES["epson-80"], FixedWording(language)).fragments
