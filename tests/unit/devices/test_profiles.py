"""The data files of printer models: each can be read, is documented, and nothing is read before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from kiosk.devices.profiles import MODELS, PROFILES, ProfileFiles

PAGES = Path(__file__).parents[3] / "docs" / "devices"


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_fits_its_paper_and_knows_its_letters(name):
    profile = PROFILES[name]
    assert profile.name == name
    assert profile.width_dots % 8 == 0
    assert profile.width_dots - 16 <= profile.columns * profile.font_width_dots <= profile.width_dots
    assert 44 <= profile.width_dots / profile.dots_per_mm <= 74, "58 mm or 80 mm paper without its margins"
    assert 10 <= profile.feed_before_cut_dots / profile.dots_per_mm <= 20
    for codec in profile.code_pages.values():
        "A".encode(codec)
    "中".encode(profile.native_cjk or "gb18030")


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_stands_on_the_one_page_that_its_file_names(name):
    first_lines = (MODELS / f"{name}.toml").read_text("utf-8").partition("\n\n")[0]
    told = [page.name for page in PAGES.glob("printer-*.md") if f"`{name}`" in page.read_text("utf-8")]
    assert told[:1]
    (named,) = {word for word in first_lines.split() if word.startswith("docs/devices/")}
    assert Path(named).name in told


def test_there_is_a_generic_profile_for_both_widths_that_promises_the_least():
    for name in ("generic-80", "generic-58"):
        assert not PROFILES[name].confirms
        assert not PROFILES[name].native_qr
        assert set(PROFILES[name].code_pages.values()) == {"cp437"}


def test_a_name_is_looked_up_without_reading_any_file(tmp_path):
    (tmp_path / "odd.toml").write_text("not a table", encoding="utf-8")
    profiles = ProfileFiles(tmp_path)
    assert "odd" in profiles
    assert list(profiles) == ["odd"]
    with pytest.raises(ValueError, match="="):
        profiles["odd"]
    with pytest.raises(KeyError):
        profiles["../odd"]


def test_an_unknown_fact_in_a_file_is_refused(tmp_path):
    (tmp_path / "odd.toml").write_text("width_dots = 576\ncolumns = 48\ncolour = true\n", encoding="utf-8")
    with pytest.raises(msgspec.ValidationError, match="colour"):
        ProfileFiles(tmp_path)["odd"]


def test_nothing_is_read_by_importing_what_the_start_imports():
    program = "import kiosk.setting_rules; from kiosk.devices.profiles import PROFILES; assert not PROFILES._read"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=30)
