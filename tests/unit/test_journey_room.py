"""The limits of the settings, from a refusal to the task of staff."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from kiosk.clock import SystemClock
from kiosk.domain.limits import Span
from kiosk.journey_room import make_allowances
from kiosk.journeys.late_store import LateStore
from kiosk.settings import load_settings
from kiosk.store import open_store

WAIT_S = 10


def test_a_limit_of_the_settings_that_is_reached_becomes_one_task(tmp_path: Path) -> None:
    toml = tmp_path / "kiosk.toml"
    toml.write_text("[limits]\nrequests_per_visit = 1\ncalls_per_hour = 2\nslips_per_visit = 3\n")
    clock, late = SystemClock(), LateStore()
    allowances = make_allowances(load_settings(toml, env={}), late, clock)
    opened = open_store(tmp_path / "store", b"k" * 32, kiosk_code="K7", clock=clock)
    late.opened(opened.store)
    try:
        visit = uuid4()
        assert [allowances.requests.take(visit) for _ in range(3)] == [None, Span.VISIT, Span.VISIT]
        assert [allowances.calls.take(uuid4()) for _ in range(3)] == [None, None, Span.HOUR]
        assert [allowances.slips.take(visit) for _ in range(4)] == [None, None, None, Span.VISIT]
        opened.store.write(lambda _connection: None).result(WAIT_S)
        tasks = [(task.kind, task.detail) for task in opened.store.staff_tasks()]
        assert tasks == [
            ("limit_reached", "requests_per_visit"),
            ("limit_reached", "calls_per_hour"),
            ("limit_reached", "slips_per_visit"),
        ]
    finally:
        opened.store.close()
