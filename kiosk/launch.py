"""What every way of running the kiosk begins with: the run's own options, Qt, the sample pack, the wordings."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import msgspec
from PySide6.QtGui import QGuiApplication

from kiosk.i18n import Wording
from kiosk.journeys.place import KioskPlace
from kiosk.settings import Settings


class RunOptions(msgspec.Struct, frozen=True):
    """How this one run differs from the settings."""

    width_px: int = 1080
    height_px: int = 1920
    full_screen: bool = True
    exit_after_first_frame: bool = False
    """For the start bench."""
    sync: bool = True
    """False leaves the delivery to somebody else, or to nobody."""


def start_qt() -> QGuiApplication:
    """The application object, prepared for our screens."""
    from kiosk.screens.window import prepare_process

    prepare_process()
    application = QGuiApplication([sys.argv[0]])
    application.setApplicationName("frontdoor")
    return application


def sample_content() -> Path:
    """The pack that ships with the program: beside the sources, or inside the installed package."""
    here = Path(__file__).resolve().parent
    installed = here / "assets" / "content"
    return installed if installed.is_dir() else here.parent / "assets" / "content"


def place_of(settings: Settings) -> KioskPlace:
    """What the journeys know of this kiosk."""
    return KioskPlace(
        code=settings.kiosk.code,
        name=dict(settings.kiosk.name),
        time_zone=settings.locale.time_zone,
        desk_language=settings.desk.language,
        status_url=settings.desk.status_url,
        contact_kept_days=settings.retention.guest_contact_days,
        other_kiosk=dict(settings.kiosk.other),
    )


def wordings_of(settings: Settings) -> Callable[[str], Wording]:
    """The wording of each language at this kiosk, made once."""

    @lru_cache
    def wording(language: str) -> Wording:
        locale = settings.locale
        return Wording(
            language, time_zone=locale.time_zone, region=locale.regions.get(language), calendar=locale.calendar,
            digits=locale.digits,
        )  # fmt: skip

    return wording
