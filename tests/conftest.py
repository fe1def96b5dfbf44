"""What every test stands on: no screen, no fonts and no settings of this machine, and a clock that is given."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from random import SystemRandom

import pytest
from hypothesis import settings

from kiosk.clock import ManualClock

# Before anything imports Qt, and inherited by every process that a test starts.
os.environ |= {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_QUICK_BACKEND": "software",
    "FONTCONFIG_FILE": str(Path(__file__).parent.parent / "kiosk" / "screens" / "no_fonts.conf"),
    "TZ": "UTC",
}
for name in ("FRONTDOOR_SETTINGS", "CREDENTIALS_DIRECTORY", "STATE_DIRECTORY", "NOTIFY_SOCKET", "WATCHDOG_USEC"):
    os.environ.pop(name, None)

# Without a deadline: a busy machine is no fault of the code.
settings.register_profile("frontdoor", deadline=None, max_examples=60)
settings.load_profile("frontdoor")

NOON = datetime(2026, 11, 21, 11, 42, tzinfo=UTC)
"""The moment of the pictures in the design."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """What `tests/crash` and `tests/network` are run with; here, because pytest reads options before it looks there."""
    parser.addoption("--kills", type=int, default=60, help="how often tests/crash kills the program")
    parser.addoption(
        "--seed", type=int, default=None, help="repeat the run of tests/crash or tests/network that said this seed"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Draw the seed once, where the workers of xdist get it from."""
    if config.option.seed is None:
        config.option.seed = SystemRandom().randrange(2**32)


@pytest.fixture
def clock() -> ManualClock:
    """A clock that stands at `NOON` until the test moves it."""
    return ManualClock(NOON)
