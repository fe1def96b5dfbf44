"""What is loaded ahead is not loaded again when somebody waits for it."""

from __future__ import annotations

import subprocess
import sys

LANGUAGES = ("en", "ar", "fa", "el", "zh")

PROGRAM = f"""
import pickle, sys
from datetime import UTC, date, datetime
from kiosk.i18n import Wording
from kiosk.screens.load_ahead import load_ahead

assert not {{"babel", "qrcode"}} & set(sys.modules), "nothing of it is needed for the first frame"
load_ahead(lambda language: Wording(language, time_zone="UTC"), {LANGUAGES})
pickle.load = None  # how Babel reads what it knows of a language
before = set(sys.modules)
for language in {LANGUAGES}:
    wording = Wording(language, time_zone="UTC")
    wording.date(date(2026, 11, 23)), wording.short_weekday(date(2026, 11, 23)), wording.first_weekday
    wording.time(datetime(2026, 11, 23, 10, 42, tzinfo=UTC)), wording.number(12345), wording.money(1250, "EUR", 2)
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
print(sorted(set(sys.modules) - before))
"""


def test_dates_money_and_codes_need_nothing_more() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=50, check=False)
    assert done.stderr == ""
    assert done.stdout.strip() == "[]"
