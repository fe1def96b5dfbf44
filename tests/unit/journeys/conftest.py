"""A whole kiosk without a screen, for one test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import ManualClock
from kiosk.journeys.browse import CatalogView
from kiosk.journeys.place import KioskPlace
from kiosk.store import open_store
from tests.unit.journeys.sample import NOW, PACK, Bench, both


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    clock = ManualClock(NOW)
    store = open_store(tmp_path / "store", b"k" * 32, kiosk_code="K7", clock=clock).store
    place = KioskPlace(code="K7", name=both("Main Hall kiosk", "كشك القاعة"), time_zone="UTC", desk_language="en")
    yield Bench(clock, store, CatalogView(PACK), place)
    store.close()
