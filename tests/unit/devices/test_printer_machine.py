"""The simulated printer itself: how it misbehaves on command. No line, no thread, no clock."""

from __future__ import annotations

import pytest

from kiosk.devices.simulators.machine import PrinterMachine, SimulatedModel
from kiosk.devices.simulators.mechanism import Jam, PaperLevel

ASB_ON = b"\x1da\x0f"
READY = bytes.fromhex("10000000")
COVER_OPEN = bytes.fromhex("38000000")
ASK = {kind: bytes((0x10, 0x04, kind)) for kind in (1, 2, 3, 4)}


@pytest.fixture
def machine():
    """Makes machines, with automatic status on."""

    def make(on_slip=None, **model):
        made = PrinterMachine(SimulatedModel(**model), slips=None, on_slip=on_slip)
        made.take(ASB_ON)
        made.work(0.0)
        made.take_answers()
        return made

    return make


def say(machine, data, now_s=0.0):
    """What it answers to `data`."""
    machine.take(data)
    machine.work(now_s)
    return machine.take_answers()


def test_paper_runs_out_at_the_line_it_is_told(machine):
    printer = machine()
    printer.plan(lambda: setattr(printer.mechanism, "paper", PaperLevel.OUT), after_lines=2)
    assert say(printer, b"one\ntwo\nthree\n") == bytes.fromhex("18000f00")
    assert printer.lines == 2
    printer.mechanism.paper = PaperLevel.PLENTY
    assert say(printer, b"") == READY
    assert printer.lines == 3


def test_a_cover_opened_amid_a_slip_stops_the_slip_and_closing_it_goes_on(machine):
    printer = machine()
    printer.plan(lambda: setattr(printer.mechanism, "cover_open", True), after_lines=1)
    assert say(printer, b"one\ntwo\n\x1dVB\x00") == COVER_OPEN
    assert not printer.slips
    printer.close_cover()
    assert say(printer, b"") == READY
    assert [slip.text for slip in printer.slips] == ["one\ntwo"]


def test_a_stale_cover_flag_is_told_once_by_itself_and_once_when_asked(machine):
    printer = machine()
    printer.mechanism.cover_open = True
    printer.stale_cover_flag = True
    assert say(printer, b"") == COVER_OPEN
    printer.close_cover()
    assert say(printer, b"") == READY + COVER_OPEN
    assert say(printer, b"".join(ASK.values())) == bytes.fromhex("1a161212")
    assert say(printer, b"".join(ASK.values())) == bytes.fromhex("12121212")
    assert say(printer, b"") == b""


def test_a_jammed_cutter_cuts_when_it_is_freed_and_told_to_go_on(machine):
    printer = machine()
    printer.jams_at_cut = True
    assert say(printer, b"one\n\x1dVB\x00") == bytes.fromhex("18080000")
    printer.mechanism.jam = Jam.CLEARED
    assert say(printer, b"") == b""
    assert say(printer, b"\x10\x05\x01") == READY
    assert [slip.text for slip in printer.slips] == ["one"]


@pytest.mark.parametrize(
    ("fault", "status", "answers"),
    [
        ("overheated", "18400000", "1a525212"),
        ("broken", "18200000", "1a523212"),
        ("offline_by_button", "18000000", "1a121212"),
    ],
)
def test_other_faults_stop_it_and_are_told(machine, fault, status, answers):
    printer = machine()
    setattr(printer.mechanism, fault, True)
    assert say(printer, b"one\n") == bytes.fromhex(status)
    assert say(printer, b"".join(ASK.values())) == bytes.fromhex(answers)
    assert printer.lines == 0
    setattr(printer.mechanism, fault, False)
    assert say(printer, b"") == READY
    assert printer.lines == 1


def test_a_slow_head_takes_its_time_for_each_line(machine):
    printer = machine(head_mm_per_s=100.0)
    say(printer, b"x\n" * 80, now_s=10.0)
    steps = 0
    while printer.lines < 80:
        steps += 1
        printer.work(10.0 + steps / 100)
    assert 2.8 < steps / 100 < 3.1, "80 lines of 30 dots are 300 mm"


def test_a_tiny_buffer_takes_no_more_than_it_holds(machine):
    printer = machine(receive_buffer_bytes=45)
    printer.mechanism.cover_open = True
    printer.take(b"x" * 40)
    assert printer.room == 5
    printer.take(b"x" * 5)
    assert printer.room == 0


def test_without_flow_control_what_does_not_fit_is_lost_and_counted(machine):
    printer = machine(receive_buffer_bytes=45, loses_when_full=True)
    printer.mechanism.cover_open = True
    printer.take(b"x" * 100)
    assert printer.room == 45
    assert printer.lost_bytes == 55


def test_flow_is_paused_when_the_buffer_fills_and_resumed_when_it_drains(machine):
    printer = machine(receive_buffer_bytes=100, says_xoff=True)
    printer.mechanism.cover_open = True
    assert b"\x13" in say(printer, b"x" * 80)
    printer.close_cover()
    printer.work(0.0)
    printer.work(0.0)
    assert b"\x11" in printer.take_answers()


def test_garbled_answers_are_noise_and_then_it_is_itself_again(machine):
    printer = machine()
    printer.garbled_answers = 3
    said = [say(printer, ASK[1]) for _ in range(5)]
    assert said[3:] == [b"\x12", b"\x12"]
    assert all(1 <= len(noise) <= 8 for noise in said[:3])
    assert b"\x12" not in said[:3]


def test_a_plan_at_the_confirmation_strikes_before_it_is_given(machine):
    cut = []
    printer = machine(on_slip=cut.append)
    printer.plan_at_confirmation(lambda: setattr(printer.mechanism, "cover_open", True))
    ask = b"\x1d(H\x06\x0000ABCD"
    assert say(printer, b"one\n\x1dVB\x00" + ask) == COVER_OPEN
    assert len(cut) == 1
    printer.close_cover()
    assert say(printer, b"") == b"\x37\x22ABCD\x00" + READY


def test_switching_off_loses_everything_but_the_paper(machine):
    printer = machine()
    printer.mechanism.cover_open = True
    say(printer, b"lost\n")
    printer.power_off()
    printer.mechanism.cover_open = False
    assert say(printer, b"lost too\n" + ASK[1]) == b""
    printer.power_on()
    assert say(printer, ASK[1]) == b"\x12"
    say(printer, b"kept\n\x1dVB\x00")
    assert [slip.text for slip in printer.slips] == ["kept"]
    assert say(printer, b"") == b"", "automatic status is off after switching on"


def test_a_head_that_gets_free_between_two_looks_at_the_clock_is_not_waited_for_for_ever(machine):
    printer = machine(head_mm_per_s=100.0)
    say(printer, b"one\ntwo\n")
    assert printer.lines == 1
    assert printer.busy_s(0.0) == pytest.approx(0.0375)
    assert printer.busy_s(1.0) == 0.0
    say(printer, b"", 1.0)
    assert printer.lines == 2
    assert printer.busy_s(1.0) is None
