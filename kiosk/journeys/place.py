"""What the journeys know of the kiosk they run on. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

import msgspec

from kiosk.clock import Clock, plausible
from kiosk.domain.catalog import Texts
from kiosk.i18n import Wording

Wordings: TypeAlias = Callable[[str], Wording]
"""The wording of a language, with this kiosk's time zone and regions."""


class KioskPlace(msgspec.Struct, frozen=True):
    """Which kiosk this is and how it talks to the desk."""

    code: str
    """Two characters, the head of every reference."""
    name: Texts
    time_zone: str
    """IANA name."""
    desk_language: str
    """What agents read."""
    status_url: str = ""
    """Public page that a token opens, without the token; empty where there is none."""
    contact_kept_days: int = 90
    """How long a guest's name and contact are kept, as the screen promises."""
    other_kiosk: Texts = msgspec.field(default_factory=dict)
    """Where another kiosk stands; empty where there is none."""

    def today(self, clock: Clock) -> date | None:
        """The local date; None while the clock is not to be trusted."""
        now = clock.now()
        return now.astimezone(ZoneInfo(self.time_zone)).date() if plausible(now) else None

    def local(self, moment: datetime) -> datetime:
        """`moment` in the kiosk's time zone."""
        return moment.astimezone(ZoneInfo(self.time_zone))
