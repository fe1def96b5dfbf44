"""The print desk: journal before printer, and every outcome told and written down."""

from __future__ import annotations

import logging
from uuid import uuid4

import pytest

from kiosk.clock import ManualClock
from kiosk.domain.device import PrintFinished, PrintHeld, PrintProgressed
from kiosk.domain.limits import Limit
from kiosk.domain.printing import PrinterFault, PrinterProfile, PrintState, Slip
from kiosk.domain.receipt import Receipt
from kiosk.errors import StoreFull
from kiosk.journeys.allowance import Allowance
from kiosk.journeys.printing import PrintDesk, PrintView
from kiosk.receipts import FontMissing
from tests.unit.journeys.print_bench import NOW, REQUEST, SLIP, VISIT, Desk, Immediately, Journal, Paper


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_journal_says_printing_before_the_printer_gets_a_byte(desk: Desk) -> None:
    desk.start()
    assert desk.log == ["journal printing", "printer prints"]


@pytest.mark.parametrize("state", [PrintState.PRINTED, PrintState.PROBABLE, PrintState.UNKNOWN, PrintState.FAILED])
def test_every_outcome_is_journaled_and_shown(desk: Desk, state: PrintState) -> None:
    desk.start()
    desk.desk.on_device_event(PrintFinished(desk.job, state))
    assert desk.log[-1] == f"journal {state}"
    assert desk.views[-1].state is state
    assert desk.views[-1].finished


def test_a_held_slip_names_the_fault_and_goes_on_after_it(desk: Desk) -> None:
    desk.start()
    desk.desk.on_device_event(PrintHeld(desk.job, PrinterFault.PAPER_OUT))
    assert (desk.views[-1].held, desk.views[-1].fault) == (True, PrinterFault.PAPER_OUT)
    desk.desk.on_device_event(PrintProgressed(desk.job, 10, 20))
    assert (desk.views[-1].held, desk.views[-1].fault) == (False, None)


def test_nothing_is_printed_when_the_journal_cannot_be_written(desk: Desk) -> None:
    desk.journal.broken = StoreFull("no space")
    desk.start()
    assert "printer prints" not in desk.log
    assert desk.views[-1].state is PrintState.FAILED


def test_a_slip_that_could_not_be_begun_is_given_up_so_that_it_may_be_asked_for_again(desk: Desk) -> None:
    desk.journal.broken = StoreFull("no space")
    desk.start()
    desk.journal.broken = None
    desk.desk.reprint(REQUEST, VISIT)
    # The disk may have kept the beginning that it refused: the job would stay open, and be printed no more.
    assert desk.log[:3] == ["journal abandoned", "journal superseded", "journal queued"]
    assert desk.log[-1] == "printer prints"


def test_a_job_that_is_about_to_be_given_up_is_not_begun_again(desk: Desk) -> None:
    desk.journal.broken = StoreFull("no space")
    desk.start()
    seen, desk.journal.broken, desk.journal.held_back = len(desk.views), None, []
    desk.journal.reprinted = desk.job
    desk.desk.reprint(REQUEST, VISIT)
    giving_up, reprinting = desk.journal.held_back
    desk.journal.held_back, desk.journal.broken = None, StoreFull("no space")
    giving_up()
    desk.journal.broken = None
    reprinting()
    assert "printer prints" not in desk.log
    assert [(view.job, view.state) for view in desk.views[seen:]] == [(desk.job, PrintState.FAILED)]


def test_a_slip_of_a_request_that_was_forgotten_is_waited_for_no_longer(desk: Desk) -> None:
    desk.journal.is_forgotten = True
    desk.start()
    assert desk.views[-1].state is PrintState.FAILED
    assert desk.log == []


def test_visit_that_ends_clears_the_printer(desk: Desk) -> None:
    desk.start()
    desk.desk.abandon_visit(VISIT)
    assert desk.log[-2:] == ["printer abandons", "journal gave up all but 1"]
    desk.desk.on_device_event(PrintFinished(desk.job, PrintState.ABANDONED))
    assert desk.log[-1] == "journal abandoned"


@pytest.mark.parametrize("state", [PrintState.PRINTED, PrintState.UNKNOWN, PrintState.ABANDONED])
def test_a_slip_given_up_is_forgotten_whatever_the_printer_made_of_it(desk: Desk, state: PrintState) -> None:
    desk.start()
    desk.desk.abandon_visit(VISIT)
    desk.desk.on_device_event(PrintFinished(desk.job, state))
    assert desk.log[-1] == f"journal {state}"
    desk.desk.abandon_visit(VISIT)
    assert desk.log[-1] == "journal gave up all but 0"
    desk.start()
    assert desk.log[-1] == "printer prints", "the print desk still knew the slip"


def test_visit_that_ends_while_the_journal_writes_prints_nothing(desk: Desk) -> None:
    desk.journal.held_back = []
    desk.start()
    desk.desk.abandon_visit(VISIT)
    for commit in desk.journal.held_back:
        commit()
    assert "printer prints" not in desk.log
    assert "printer abandons" not in desk.log
    # The journal takes each outcome once: a second would be a bug that ends the program.
    assert desk.log == ["journal printing", "journal gave up all but 0"]


def test_visit_that_ends_while_a_reprint_is_journaled_prints_nothing(desk: Desk) -> None:
    desk.start()
    desk.desk.on_device_event(PrintFinished(desk.job, PrintState.PRINTED))
    desk.journal.held_back = []
    desk.desk.reprint(REQUEST, VISIT)
    desk.desk.abandon_visit(VISIT)
    for commit in desk.journal.held_back:
        commit()
    assert desk.log.count("printer prints") == 1
    assert desk.log[-2:] == ["journal queued", "journal gave up all but 0"]


def test_a_reprint_that_cannot_be_journaled_is_told_and_may_be_asked_for_again(desk: Desk) -> None:
    desk.start()
    desk.desk.on_device_event(PrintFinished(desk.job, PrintState.UNKNOWN))
    seen = len(desk.views)
    desk.journal.broken = StoreFull("no space")
    desk.desk.reprint(REQUEST, VISIT)
    assert [(view.job, view.state) for view in desk.views[seen:]] == [(desk.job, PrintState.UNKNOWN)]
    desk.journal.broken = None
    desk.desk.reprint(REQUEST, VISIT)
    assert desk.log[-1] == "printer prints"


def test_an_outcome_that_the_journal_could_not_take_is_written_before_anything_else(desk: Desk) -> None:
    desk.start()
    desk.journal.broken = StoreFull("no space")
    desk.desk.on_device_event(PrintFinished(desk.job, PrintState.PRINTED))
    assert desk.views[-1].state is PrintState.PRINTED
    desk.journal.broken = None
    desk.desk.reprint(REQUEST, VISIT)
    first = ["journal printing", "printer prints", "journal printed"]
    assert desk.log == [*first, "journal superseded", "journal queued", "journal printing", "printer prints"]


def test_the_end_of_a_visit_gives_up_no_slip_whose_outcome_is_known(desk: Desk) -> None:
    desk.start()
    desk.journal.broken = StoreFull("no space")
    desk.desk.on_device_event(PrintFinished(desk.job, PrintState.PRINTED))
    desk.journal.broken = None
    desk.desk.abandon_visit(VISIT)
    assert desk.log[-2:] == ["journal printed", "journal gave up all but 0"]


def test_the_end_of_a_visit_gives_up_no_slip_whose_outcome_the_journal_then_fails_to_take(desk: Desk) -> None:
    desk.start()
    desk.journal.held_back = []
    desk.desk.on_device_event(PrintFinished(desk.job, PrintState.PRINTED))
    desk.desk.abandon_visit(VISIT)
    outcome, end_of_visit = desk.journal.held_back
    desk.journal.held_back, desk.journal.broken = None, StoreFull("no space")
    outcome()
    desk.journal.broken = None
    end_of_visit()
    assert desk.log[-1] == "journal gave up all but 1"
    desk.desk.abandon_visit(uuid4())
    assert desk.log[-2:] == ["journal printed", "journal gave up all but 0"]


def test_an_outcome_is_given_to_the_journal_once_while_it_is_being_written(desk: Desk) -> None:
    desk.start()
    desk.journal.held_back = []
    desk.desk.on_device_event(PrintFinished(desk.job, PrintState.PRINTED))
    desk.desk.abandon_visit(VISIT)
    desk.desk.abandon_visit(uuid4())
    for commit in desk.journal.held_back:
        commit()
    assert desk.log.count("journal printed") == 1


def test_a_job_that_the_journal_still_takes_for_printing_is_not_begun_again(desk: Desk) -> None:
    desk.start()
    desk.desk.on_device_event(PrintFinished(desk.job, PrintState.PRINTED))
    seen, desk.journal.open = len(desk.views), PrintState.PRINTING
    desk.desk.reprint(REQUEST, VISIT)
    assert desk.log.count("printer prints") == 1
    assert [(view.job, view.state) for view in desk.views[seen:]] == [(desk.job, PrintState.PRINTED)]


def test_a_receipt_that_cannot_be_read_is_no_slip_that_prints_for_ever(desk: Desk) -> None:
    desk.journal.unreadable = StoreFull("no space")
    desk.start()
    assert (desk.views[-1].state, desk.views[-1].finished) == (PrintState.FAILED, True)


def test_another_visits_end_leaves_a_slip_alone(desk: Desk) -> None:
    desk.start()
    desk.desk.abandon_visit(uuid4())
    assert desk.log == ["journal printing", "printer prints", "journal gave up all but 1"]
    desk.desk.on_device_event(PrintFinished(desk.job, PrintState.PRINTED))
    assert desk.log[-1] == "journal printed"


def test_an_outcome_is_final(desk: Desk) -> None:
    desk.start()
    desk.desk.on_device_event(PrintFinished(desk.job, PrintState.PRINTED))
    desk.desk.on_device_event(PrintHeld(desk.job, PrinterFault.PAPER_OUT))
    assert desk.views[-1].state is PrintState.PRINTED


def test_reprint_is_another_attempt_with_its_own_view(desk: Desk) -> None:
    desk.start()
    desk.desk.on_device_event(PrintFinished(desk.job, PrintState.PRINTED))
    desk.desk.reprint(REQUEST, VISIT)
    assert desk.log[-2:] == ["journal printing", "printer prints"]
    assert desk.views[-1].job != desk.job
    assert desk.views[-1].state is PrintState.PRINTING


def test_nothing_of_a_finished_slip_stays_after_the_visit(desk: Desk) -> None:
    desk.start()
    desk.desk.on_device_event(PrintFinished(desk.job, PrintState.PRINTED))
    seen = len(desk.views)
    desk.desk.abandon_visit(VISIT)
    assert "printer abandons" not in desk.log
    desk.desk.on_device_event(PrintHeld(desk.job, PrinterFault.PAPER_OUT))
    assert len(desk.views) == seen


def test_without_a_printer_the_slip_waits_and_says_so() -> None:
    desk = Desk()
    views: list[PrintView] = []
    alone = PrintDesk(
        journal=desk.journal, render=lambda _receipt, _profile: SLIP, pool=Immediately(), watcher=views.append
    )
    alone.start(desk.job, REQUEST, VISIT)
    assert (views[-1].held, views[-1].fault) == (True, None)
    assert desk.log == []


def test_a_slip_asked_for_before_the_printer_came_is_printed_when_it_comes() -> None:
    desk = Desk()
    views: list[PrintView] = []
    early = PrintDesk(
        journal=desk.journal, render=lambda _receipt, _profile: SLIP, pool=Immediately(), watcher=views.append
    )
    early.start(desk.job, REQUEST, VISIT)
    early.attach(Paper(desk.log))
    assert desk.log == ["journal printing", "printer prints"]
    assert (views[-1].state, views[-1].held) == (PrintState.PRINTING, False)


def test_what_a_killed_run_left_on_the_paper_is_cut_off_before_anything_is_printed() -> None:
    desk = Desk()
    early = PrintDesk(
        journal=desk.journal, render=lambda _receipt, _profile: SLIP, pool=Immediately(), watcher=lambda _view: None
    )
    early.start(desk.job, REQUEST, VISIT)
    early.attach(Paper(desk.log), paper_is_clean=False)
    assert desk.log == ["printer cuts", "journal printing", "printer prints"]


def test_a_slip_of_a_visit_that_ended_before_the_printer_came_is_never_printed() -> None:
    desk = Desk()
    early = PrintDesk(
        journal=desk.journal, render=lambda _receipt, _profile: SLIP, pool=Immediately(), watcher=lambda _view: None
    )
    early.start(desk.job, REQUEST, VISIT)
    early.abandon_visit(VISIT)
    early.attach(Paper(desk.log))
    assert desk.log == ["journal gave up all but 0"]


def test_a_slip_whose_font_is_missing_fails_by_name_and_the_next_one_prints(caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()
    fonts_are_back = False

    def render(_receipt: Receipt, _profile: PrinterProfile) -> Slip:
        if fonts_are_back:
            return SLIP
        raise FontMissing("The font NotoSansArabic-Regular.ttf is not installed.", remedy="Run: apt-get install it")

    views: list[PrintView] = []
    printing = PrintDesk(journal=desk.journal, render=render, pool=Immediately(), watcher=views.append)
    printing.attach(Paper(desk.log))
    with caplog.at_level(logging.ERROR):
        printing.start(desk.job, REQUEST, VISIT)
    assert (views[-1].state, views[-1].fault) == (PrintState.FAILED, PrinterFault.ERROR)
    assert desk.log == [], "nothing was sent, and nothing is journaled as begun"
    assert "slip_not_made" in caplog.text
    fonts_are_back = True
    printing.start(uuid4(), REQUEST, VISIT)
    assert desk.log == ["journal printing", "printer prints"]


def test_after_enough_slips_none_is_printed_again_but_a_new_request_gets_its_own() -> None:
    told: list[str] = []
    clock = ManualClock(NOW)
    log: list[str] = []
    limited = PrintDesk(
        journal=Journal(log),
        render=lambda _receipt, _profile: SLIP,
        pool=Immediately(),
        watcher=lambda _view: None,
        allowance=Allowance("slips", Limit(2, 9), clock=clock, on_reached=told.append),
    )
    limited.attach(Paper(log))
    first = uuid4()
    limited.start(first, REQUEST, VISIT)
    limited.on_device_event(PrintFinished(first, PrintState.PRINTED))
    assert limited.reprint(REQUEST, VISIT)
    assert not limited.reprint(REQUEST, VISIT)
    assert (log.count("printer prints"), log.count("journal superseded"), told) == (2, 1, ["slips_per_visit"])
    limited.start(uuid4(), uuid4(), VISIT)
    assert log.count("printer prints") == 3


def test_a_slip_that_the_disk_refused_is_taken_from_nobody() -> None:
    log: list[str] = []
    journal = Journal(log)
    limited = PrintDesk(
        journal=journal,
        render=lambda _receipt, _profile: SLIP,
        pool=Immediately(),
        watcher=lambda _view: None,
        allowance=Allowance("slips", Limit(2, 9), clock=ManualClock(NOW), on_reached=log.append),
    )
    limited.attach(Paper(log))
    first = uuid4()
    limited.start(first, REQUEST, VISIT)
    limited.on_device_event(PrintFinished(first, PrintState.PRINTED))
    journal.broken = StoreFull("no space")
    assert limited.reprint(REQUEST, VISIT)
    journal.broken = None
    assert limited.reprint(REQUEST, VISIT)
    assert log.count("printer prints") == 2
