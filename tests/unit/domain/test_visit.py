"""The clock of a visit, in monotonic seconds."""

from __future__ import annotations

import pytest

from kiosk.domain.visit import VisitClock, VisitState, VisitTimes

TIMES = VisitTimes(idle_s=60, warning_s=30, print_hold_s=30)


@pytest.fixture
def visit() -> VisitClock:
    clock = VisitClock(TIMES)
    clock.start(1000.0)
    return clock


def test_a_kiosk_without_a_visitor_waits_for_ever() -> None:
    assert VisitClock(TIMES).tick(1e9) is VisitState.IDLE


def test_an_untouched_visit_is_warned_then_ended(visit: VisitClock) -> None:
    assert visit.tick(1059.9) is VisitState.OPEN
    assert visit.tick(1060) is VisitState.WARNING
    assert visit.remaining_s(1070) == 20
    assert visit.tick(1089.9) is VisitState.WARNING
    assert visit.tick(1090) is VisitState.ENDING
    assert visit.tick(1091) is VisitState.ENDING
    visit.end()
    assert visit.tick(1092) is VisitState.IDLE


def test_a_touch_begins_the_time_anew(visit: VisitClock) -> None:
    visit.touch(1050)
    assert visit.tick(1109) is VisitState.OPEN
    assert visit.tick(1110) is VisitState.WARNING


def test_a_stray_touch_does_not_hide_the_warning(visit: VisitClock) -> None:
    visit.tick(1060)
    visit.touch(1061)
    assert visit.tick(1062) is VisitState.WARNING
    visit.stay(1062)
    assert visit.tick(1063) is VisitState.OPEN
    assert visit.remaining_s(1063) == 30


def test_more_time_doubles_both_for_this_visit_only(visit: VisitClock) -> None:
    visit.tick(1060)
    visit.need_more_time(1060)
    assert visit.tick(1179) is VisitState.OPEN
    assert visit.tick(1180) is VisitState.WARNING
    assert visit.warning_total_s == 60
    assert visit.tick(1239) is VisitState.WARNING
    visit.end()
    visit.start(2000)
    assert visit.tick(2060) is VisitState.WARNING
    assert visit.warning_total_s == 30


def test_the_clock_stands_still_while_the_printer_makes_progress(visit: VisitClock) -> None:
    visit.printer_progressed(1055)
    assert visit.tick(1080) is VisitState.OPEN
    visit.printer_progressed(1080)
    assert visit.tick(1109) is VisitState.OPEN
    # The hold ends 30 s after the last progress; from there the whole idle time runs.
    assert visit.tick(1168) is VisitState.OPEN
    assert visit.tick(1170) is VisitState.WARNING


def test_the_clock_runs_again_when_the_slip_has_an_outcome(visit: VisitClock) -> None:
    visit.printer_progressed(1010)
    visit.tick(1020)
    visit.printer_done()
    assert visit.tick(1079) is VisitState.OPEN
    assert visit.tick(1080) is VisitState.WARNING
