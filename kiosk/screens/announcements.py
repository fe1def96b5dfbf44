"""Announcements in force, as the strips that Attract and Home draw."""

from __future__ import annotations

from kiosk.clock import Clock, plausible
from kiosk.domain.catalog import Severity
from kiosk.domain.text import pick
from kiosk.journeys.browse import CatalogView

SHOWN = 2
"""Strips at once: a third would push what people come for out of sight."""


def notices(catalog: CatalogView, clock: Clock, language: str) -> list[dict[str, object]]:
    """Text, detail and tone of the most severe announcements, in `language`."""
    now = clock.now()
    return [
        {
            "text": pick(announcement.title, language),
            "detail": pick(announcement.detail, language),
            "information": announcement.severity is Severity.INFORMATION,
        }
        for announcement in catalog.announcements(now if plausible(now) else None)[:SHOWN]
    ]
