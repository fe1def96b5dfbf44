"""What `kiosk check` says before anybody opens the doors."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.readiness import Verdict, examine
from kiosk.receipts import fonts
from kiosk.receipts.fonts import Face

HOLD = """
import fcntl, os, sys
descriptor = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
fcntl.flock(descriptor, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def finding_of(part: str, folder: Path, more: str = "") -> tuple[Verdict, str, str]:
    settings = folder / "kiosk.toml"
    settings.write_text(f'[store]\nfolder = "{folder}/store"\n{more}', encoding="utf-8")
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


@pytest.mark.parametrize(
    ("part", "more", "verdict", "says"),
    [
        ("printer", "", Verdict.GOOD, "ready"),
        ("printer", '[printer]\nurl = ""', Verdict.ATTENTION, "No printer"),
        ("printer", '[printer]\nurl = "serial:///dev/kiosk/none"', Verdict.BAD, "There is no /dev/kiosk/none"),
        ("printer", '[printer]\nurl = "sim://printer?status=no"', Verdict.BAD, "does not answer"),
        ("reader-1", '[readers]\nurls = ["sim://reader"]', Verdict.GOOD, "line is open"),
        ("reader-2", '[readers]\nurls = ["sim://reader", "evdev://ffff:0035"]', Verdict.BAD, "No device ffff:0035"),
    ],
)
def test_each_device_is_told_with_its_remedy(part: str, more: str, verdict: Verdict, says: str, tmp_path: Path) -> None:
    found, what, remedy = finding_of(part, tmp_path, more)
    assert (found, says in what) == (verdict, True), what
    assert remedy or found is not Verdict.BAD


@pytest.mark.parametrize(
    ("desk", "says"),
    [
        ('[[desk.rules]]\nservices = ["telex", "lift-problem"]\nqueue = "A"', "desk.rules[1] names telex, which"),
        (
            '[desk]\nconnector = "email"\nurl = "smtp://127.0.0.1:1"\nmailbox = "d@e.org"\nsender = "k@e.org"',
            "Complaints and other restricted matters have no place",
        ),
        ('[desk]\nrestricted_queue = "general"', "others go to the same place: general"),
        (
            '[[desk.rules]]\nrestricted = true\nqueue = "A"\n[[desk.rules]]\nkinds = ["incident"]\nqueue = "A"',
            "place: a",
        ),
        (
            '[desk]\nconnector = "email"\nurl = "smtp://127.0.0.1:1"\nmailbox = "d@e.org"\nsender = "k@e.org"\n'
            'restricted_queue = "d@e.org"',
            "place: d@e.org",
        ),
    ],
)
def test_a_rule_that_leads_nowhere_is_named(desk: str, says: str, tmp_path: Path) -> None:
    verdict, what, remedy = finding_of("routing", tmp_path, desk)
    assert (verdict, says in what) == (Verdict.ATTENTION, True), what
    assert remedy


def test_rules_of_the_pack_need_no_word(tmp_path: Path) -> None:
    settings = tmp_path / "kiosk.toml"
    settings.write_text(f'[store]\nfolder = "{tmp_path}/store"\n[[desk.rules]]\ndepartments = ["it"]\nqueue = "A"\n')
    assert "routing" not in {finding.part for finding in examine(settings)}


@pytest.mark.parametrize(
    ("signals", "part", "verdict"),
    [
        ('light = "sim://light"', "light", Verdict.GOOD),
        ('light = "sim://light?kind=lcus"', "light", Verdict.GOOD),
        ('light = "led://none"', "light", Verdict.ATTENTION),
        ('sound = "alsa://hw:CARD=None"', "speaker", Verdict.ATTENTION),
        ('headset = "jack://?name=None"', "headset", Verdict.ATTENTION),
    ],
)
def test_a_missing_lamp_or_sound_keeps_no_kiosk_from_opening(
    signals: str, part: str, verdict: Verdict, tmp_path: Path
) -> None:
    assert finding_of(part, tmp_path, f"[signals]\n{signals}")[0] is verdict


def test_who_holds_a_device_is_told(tmp_path: Path) -> None:
    master, slave = os.openpty()
    try:
        path = os.ttyname(slave)
        with subprocess.Popen(
            [sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            _, what, _ = finding_of("printer", tmp_path, f'[printer]\nurl = "serial://{path}"')
            holder.communicate("", timeout=10)
        assert f"(process {holder.pid})" in what
    finally:
        os.close(master)
        os.close(slave)
