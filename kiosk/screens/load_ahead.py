"""Loads, while nobody waits, what the first Form, Help and Accepted would wait for. No Qt here."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from datetime import date

from kiosk.journeys.place import Wordings

QR_ENCODER = "qrcode.main"
"""100 ms to import, because it brings Pillow; with 60 to 90 ms for CLDR, felt by the first request of a day."""

ANY_DAY = date(2026, 1, 5)


def load_ahead(wordings: Wordings, languages: Iterable[str]) -> None:
    """Read our messages in each language and what CLDR knows of it, and import the encoder of QR codes.

    For a thread that has time: nothing is kept here, the libraries keep it themselves.
    """
    for language in languages:
        wording = wordings(language)
        wording.text("Back")
        wording.date(ANY_DAY)
        wording.money(100, "EUR", 2)
    importlib.import_module(QR_ENCODER)
