"""What the driver says of a slip, over real ptys and sockets."""

from __future__ import annotations

import pytest

from kiosk.devices.protocols.escpos_commands import ask_confirmation
from kiosk.domain.device import DeviceHealth, DeviceState, PrintFinished, PrintHeld, PrintProgressed
from kiosk.domain.printing import PrinterFault, PrintState, Slip

ALL = "line 1\nline 2\nline 3\nline 4\nline 5\nline 6"


@pytest.mark.parametrize("port", ["pty", "tcp", "usblp"])
def test_printed_is_said_when_the_printer_confirmed(stand, port):
    bench = stand(port)
    job = bench.print()
    assert bench.outcome(job) == PrintFinished(job, PrintState.PRINTED)
    assert bench.text() == [ALL]
    progress = [event for event in bench.events if isinstance(event, PrintProgressed)]
    assert [event.sent for event in progress] == sorted(event.sent for event in progress)
    assert progress[-1].sent == progress[-1].total
    assert not bench.simulator.unknown_commands


@pytest.mark.parametrize("acknowledges", [True, False])
@pytest.mark.parametrize("port", ["pty", "tcp"])
def test_probable_is_all_that_is_said_without_a_confirmation(stand, port, acknowledges):
    bench = stand(port, profile="generic-80", confirms=False, acknowledges=acknowledges)
    job = bench.print()
    assert bench.outcome(job).state is PrintState.PROBABLE
    assert bench.text() == [ALL]


def test_a_model_that_should_confirm_and_does_not_is_probable_too(stand):
    bench = stand(confirms=False)
    job = bench.print()
    assert bench.outcome(job).state is PrintState.PROBABLE


def test_a_printer_that_tells_nothing_is_unknown_and_never_ready(stand):
    bench = stand("tcp", ready=False, answers=False, profile_changes={"reports_status": False, "confirms": False})
    bench.wait_health(DeviceState.UNKNOWN)
    job = bench.print()
    assert bench.outcome(job).state is PrintState.UNKNOWN
    assert bench.text() == [ALL]


def test_a_silent_printer_gets_no_slip(stand):
    bench = stand(ready=False, answers=False)
    job = bench.print()
    bench.wait_held(job, None)
    bench.wait_health(DeviceState.UNKNOWN)
    assert not bench.text()
    bench.printer.abandon(job)
    assert bench.outcome(job).state is PrintState.ABANDONED


def test_slips_come_out_one_after_the_other(stand):
    bench = stand()
    jobs = [bench.print(Slip((b"\x1b@slip %d\n" % number, b"\x1dVB\x00"))) for number in range(3)]
    for job in jobs:
        assert bench.outcome(job).state is PrintState.PRINTED
    assert bench.text() == ["slip 0", "slip 1", "slip 2"]


def test_a_confirmation_of_another_slip_does_not_count(stand):
    bench = stand(confirms=False, profile_changes={})
    job = bench.print(Slip((b"\x1b@text\n", ask_confirmation(b"ABCD"), b"\x1dVB\x00")))
    assert bench.outcome(job).state is PrintState.PROBABLE


@pytest.mark.parametrize("port", ["pty", "tcp"])
def test_a_slow_head_and_a_tiny_buffer_lose_nothing(stand, port):
    strips = tuple(b"\x1dv0\x00\x48\x00\x18\x00" + bytes((0xF0, 0x0F) * 36) * 24 for _ in range(8))
    patient = {"ack_s": 8.0, "confirm_s": 15.0, "silence_s": 8.0, "lost_s": 15.0}  # as in service: it really is slow
    bench = stand(port, times=patient, receive_buffer_bytes=300, head_mm_per_s=60.0)
    job = bench.print(Slip((b"\x1b@begin\n", *strips, b"end\n\x1dVB\x00")))
    assert bench.outcome(job).state is PrintState.PRINTED
    (slip,) = bench.simulator.slips
    assert slip.text == "begin\nend"
    assert slip.picture.height == 120 + 30 + 8 * 24 + 30
    assert not bench.simulator.unknown_commands


@pytest.mark.parametrize("port", ["pty", "tcp", "usblp"])
def test_slip_is_kept_when_paper_runs_out_mid_print_and_goes_on_after_a_refill(stand, port):
    bench = stand(port)
    bench.simulator.run_out_of_paper(after_lines=3)
    job = bench.print()
    bench.wait_held(job, PrinterFault.PAPER_OUT)
    assert bench.simulator.lines == 3
    assert not bench.outcomes(job)
    bench.simulator.refill()
    assert bench.outcome(job).state is PrintState.PRINTED
    assert bench.text() == [ALL]


@pytest.mark.parametrize("port", ["pty", "tcp"])
def test_a_cut_that_jams_is_made_when_the_cutter_is_freed(stand, port):
    bench = stand(port)
    bench.simulator.jam_cutter()
    job = bench.print()
    bench.wait_held(job, PrinterFault.CUTTER_JAM)
    bench.simulator.clear_jam()
    assert bench.outcome(job).state is PrintState.PRINTED
    assert bench.text() == [ALL]


def test_xoff_keeps_a_printer_that_acknowledges_nothing_from_being_over_run(stand):
    # Comes in at 1000 bytes a second and goes out at 220: without XOFF 160 bytes too many.
    patient = {"blind_bytes_per_s": 1000.0, "reply_s": 2.5, "silence_s": 8.0, "lost_s": 15.0, "settle_s": 3.0}
    bench = stand(
        "pty", times=patient, profile="generic-80", confirms=False, acknowledges=False, says_xoff=True,
        receive_buffer_bytes=800, loses_when_full=True, head_mm_per_s=20.0,
    )  # fmt: skip
    lines = tuple(b"%02d " % number + b"x" * 37 + b"\n" for number in range(30))
    bench.outcome(bench.print(Slip((b"\x1b@", *lines, b"\x1dVB\x00"))))
    assert bench.simulator.lost_bytes == 0


@pytest.mark.parametrize("baud", [9600, 38400])
def test_a_slow_line_without_flow_control_is_never_over_run(stand, baud):
    strips = tuple(b"\x1dv0\x00\x48\x00\x08\x00" + bytes((0xF0, 0x0F) * 36) * 8 for _ in range(6))
    patient = {"reply_s": 2.5, "ack_s": 8.0, "confirm_s": 15.0, "silence_s": 4.0, "lost_s": 10.0, "probe_s": 2.0}
    bench = stand(
        "pty", times=patient, line_bytes_per_s=baud / 10, head_mm_per_s=30.0, receive_buffer_bytes=2048 + 64,
        loses_when_full=True,
    )  # fmt: skip
    job = bench.print(Slip((b"\x1b@begin\n", *strips, b"end\n\x1dVB\x00")))
    assert bench.outcome(job).state is PrintState.PRINTED
    assert bench.simulator.lost_bytes == 0
    (slip,) = bench.simulator.slips
    assert slip.text == "begin\nend"
    assert not bench.simulator.unknown_commands


def test_a_held_slip_says_so_once_and_says_when_it_goes_on(stand):
    bench = stand()
    bench.simulator.open_cover()
    bench.wait_health(DeviceState.BLOCKED)
    job = bench.print()
    bench.wait_held(job, PrinterFault.COVER_OPEN)
    bench.simulator.run_out_of_paper()
    bench.simulator.close_cover()
    bench.wait_held(job, PrinterFault.PAPER_OUT)
    bench.simulator.refill()
    assert bench.outcome(job).state is PrintState.PRINTED
    story = [event for event in bench.events if not isinstance(event, DeviceHealth)]
    assert story[:2] == [PrintHeld(job, PrinterFault.COVER_OPEN), PrintHeld(job, PrinterFault.PAPER_OUT)]
    assert isinstance(story[2], PrintProgressed)
    assert not any(isinstance(event, PrintHeld) for event in story[2:])


def test_nothing_is_sent_while_the_printer_is_blocked(stand):
    bench = stand()
    bench.simulator.open_cover()
    bench.wait_health(DeviceState.BLOCKED)
    job = bench.print()
    bench.wait_held(job, PrinterFault.COVER_OPEN)
    assert not any(isinstance(event, PrintProgressed) for event in bench.events)


@pytest.mark.parametrize("port", ["pty", "tcp"])
def test_a_slip_abandoned_mid_print_does_not_come_out_after_the_refill(stand, port):
    bench = stand(port)
    bench.simulator.run_out_of_paper(after_lines=2)
    job = bench.print()
    bench.wait_held(job, PrinterFault.PAPER_OUT)
    bench.printer.abandon(job)
    assert bench.outcome(job) == PrintFinished(job, PrintState.ABANDONED)
    bench.simulator.refill()
    following = bench.print(Slip((b"\x1b@next\n", b"\x1dVB\x00")))
    assert bench.outcome(following).state is PrintState.PRINTED
    assert bench.text() == ["line 1\nline 2", "next"], "what was on paper already is cut off, and nothing more comes"
    assert bench.outcomes(job) == [PrintFinished(job, PrintState.ABANDONED)]


def test_a_slip_abandoned_amid_a_picture_leaves_the_next_one_whole(stand):
    # As in service: what is left of such a picture takes its time, with the questions behind it.
    patient = {"reply_s": 4.0, "silence_s": 8.0, "lost_s": 20.0}
    bench = stand(receive_buffer_bytes=256, clears=False, times={"window_bytes": 64, **patient})
    bench.simulator.run_out_of_paper(after_lines=1)
    strip = b"\x1dv0\x00\x48\x00\x18\x00" + b"\xff" * (72 * 24)
    # More than the 64 KB that a pty holds by itself: a picture is cut off in the middle.
    job = bench.print(Slip((b"\x1b@" + 45 * strip, b"\x1dVB\x00")))
    bench.wait_held(job, PrinterFault.PAPER_OUT)
    bench.printer.abandon(job)
    bench.outcome(job)
    bench.simulator.refill()
    following = bench.print(Slip((b"\x1b@next\n", b"\x1dVB\x00")))
    assert bench.outcome(following).state is PrintState.PRINTED
    assert bench.text() == ["", "next"], "the picture's rest is cut off for itself"
    assert bench.simulator.slips[-1].picture.height == 120 + 30


@pytest.mark.parametrize("port", ["pty", "tcp"])
@pytest.mark.parametrize("ready", [True, False], ids=["set-up-before", "not-yet-set-up"])
def test_what_a_killed_run_left_on_the_paper_is_cut_off_before_the_next_slip(stand, port, ready):
    bench = stand(port)
    torn = bench.print(Slip((b"\x1b@somebody else\n",)))
    assert bench.outcome(torn).state is PrintState.PRINTED
    if not ready:
        bench.simulator.unplug()
        bench.wait_health(DeviceState.ABSENT)
    bench.printer.cut_off_rest()
    if not ready:
        bench.simulator.plug()
    assert bench.outcome(bench.print()).state is PrintState.PRINTED
    assert bench.text() == ["somebody else", ALL]


def test_a_slip_abandoned_before_its_first_byte_is_simply_dropped(stand):
    bench = stand()
    bench.simulator.run_out_of_paper()
    bench.wait_health(DeviceState.BLOCKED)
    jobs = [bench.print(), bench.print()]
    bench.wait_held(jobs[0], PrinterFault.PAPER_OUT)
    for job in jobs:
        bench.printer.abandon(job)
        assert bench.outcome(job).state is PrintState.ABANDONED
    before = bench.simulator.received_bytes
    bench.simulator.refill()
    bench.wait_health(DeviceState.READY, start=len(bench.events) - 1)
    assert bench.simulator.received_bytes - before < 200, "questions only"
    assert not bench.text()


def test_abandoning_what_is_finished_or_unknown_says_nothing(stand):
    bench = stand()
    job = bench.print()
    bench.outcome(job)
    count = len(bench.events)
    bench.printer.abandon(job)
    following = bench.print()
    bench.outcome(following)
    assert not [event for event in bench.events[count:] if getattr(event, "job", None) == job]


def test_closing_amid_a_slip_is_unknown_and_drops_what_waits(stand):
    bench = stand()
    bench.simulator.run_out_of_paper(after_lines=2)
    begun, waiting = bench.print(), bench.print()
    bench.wait_held(begun, PrinterFault.PAPER_OUT)
    bench.printer.close()
    assert bench.outcome(begun).state is PrintState.UNKNOWN
    assert bench.outcome(waiting).state is PrintState.ABANDONED
    bench.simulator.refill()
    assert bench.text() == []
