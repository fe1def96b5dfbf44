"""A kiosk that speaks all five languages, with the calendar and the digits of Iran if asked for."""

from __future__ import annotations

import msgspec

from kiosk.domain.catalog import Pack
from kiosk.i18n import Wording
from tests.screens.every_field import every_field_pack
from tests.screens.stage import KioskStage

LANGUAGES = ("en", "ar", "fa", "el", "zh")


def five_language_pack() -> Pack:
    """The pack with a question of every kind. What it does not say in a language it says in English."""
    return msgspec.structs.replace(every_field_pack(), languages=LANGUAGES)


class ShippedStage(KioskStage):
    """A kiosk with the settings it ships with: Persian in its own digits and calendar, Arabic in Latin digits."""

    def wording(self, language: str) -> Wording:
        return Wording(language, time_zone="UTC", calendar="jalali", digits="usual")


class IranianStage(KioskStage):
    """A kiosk with the settings of Iran."""

    def wording(self, language: str) -> Wording:
        return Wording(language, time_zone="Asia/Tehran", calendar="jalali", digits="native")
