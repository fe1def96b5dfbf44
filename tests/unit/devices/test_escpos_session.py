"""The talk with a printer, second by second, without a line or a thread."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.drivers.escpos_session import EscPosSession, Leftovers
from kiosk.devices.drivers.printer_times import PrinterTimes
from kiosk.devices.drivers.slip_run import SlipRun, process_id_for
from kiosk.devices.profiles import PROFILES
from kiosk.devices.protocols import escpos_commands as say
from kiosk.domain.printing import PrinterFault, PrintState, Slip

TIMES = PrinterTimes()
READY = {1: b"\x12", 2: b"\x12", 3: b"\x12", 4: b"\x12"}
COVER_OPEN = {1: b"\x1a", 2: b"\x16", 3: b"\x12", 4: b"\x12"}
SLIP = Slip((b"\x1b@one\n", b"two\n", b"\x1dVB\x00"))


class Talk:
    """A session whose printer answers questions and acknowledgements unless told otherwise."""

    def __init__(self, profile="epson-80", *, over=None, **leftovers):
        self.now_s = 100.0
        self.answers = READY
        self.acknowledges = True
        self.leftovers = over or Leftovers(**({"buffered": False} | leftovers))
        self.session = EscPosSession(
            PROFILES[profile],
            TIMES,
            self.leftovers,
            self.now_s,
            window_bytes=TIMES.window_bytes,
        )
        self.sent = []

    def go(self, seconds=0.0, step=0.1):
        """Let time pass; what was said beyond questions."""
        said = []
        ends_s = self.now_s + seconds
        while True:
            self.session.expire(self.now_s)
            while (chunk := self.session.output(self.now_s)) is not None:
                if chunk[:2] == b"\x10\x04":
                    self.hear(self.answers.get(chunk[2], b""))
                    continue
                said.append(chunk)
                if self.acknowledges and say.PAPER_STATUS in chunk:
                    self.hear(b"\x00")
            if self.now_s >= ends_s:
                return said
            self.now_s = min(ends_s, self.now_s + step)

    def hear(self, octets):
        if octets:
            self.session.receive(octets, self.now_s)

    def begin(self, slip=SLIP):
        run = SlipRun(uuid4(), slip, b"ABCD")
        self.session.begin(run, self.now_s)
        return run

    def judge(self):
        return self.session.judge(self.now_s)


def test_buffers_are_cleared_before_anything_else():
    talk = Talk(buffered=True, paper=True)
    assert talk.go(0.5) == [say.CLEAR_BUFFERS]
    talk.hear(b"\x37\x25\x00")
    assert talk.go(0.5) == [say.ESC_INIT + say.FEED_AND_CUT + say.ASB_ON + say.PAPER_STATUS]
    assert talk.session.prepared


def test_a_model_that_cannot_clear_gets_zeros_for_the_picture_that_was_cut_off():
    talk = Talk(buffered=True, open_command_bytes=30)
    assert talk.go(TIMES.clear_s - 0.1) == [say.CLEAR_BUFFERS]
    assert talk.go(0.3) == [bytes(30) + say.ESC_INIT + say.ASB_ON + say.PAPER_STATUS]


def test_a_slip_waits_for_answers_of_its_own_before_its_first_byte():
    talk = Talk()
    talk.go(0.95)
    talk.answers = {}
    run = talk.begin()
    assert talk.go(2.0) == []
    assert not run.touched
    talk.answers = READY
    assert talk.go(3.0)[0] == say.ESC_INIT + say.ASB_ON + b"one\n" + say.PAPER_STATUS


def test_fragments_wait_for_acknowledgements_beyond_the_window():
    talk = Talk()
    talk.go()
    talk.acknowledges = False
    fragment = b"x" * 900 + b"\n"
    run = talk.begin(Slip((b"\x1b@" + fragment, fragment, fragment, fragment)))
    assert len(talk.go(0.5)) == 2
    talk.hear(b"\x00")
    assert len(talk.go(0.5)) == 1
    assert run.outstanding == 2 * 901


def test_the_request_for_confirmation_follows_the_cut():
    talk = Talk()
    talk.go()
    talk.begin()
    assert talk.go()[-2:] == [b"\x1dVB\x00" + say.PAPER_STATUS, say.ask_confirmation(b"ABCD")]
    assert talk.judge() is None
    talk.hear(b"\x37\x22ABCE\x00")
    assert talk.judge() is None
    talk.hear(b"\x37\x22ABCD\x00")
    assert talk.judge() == (PrintState.PRINTED, None)


def test_a_confirmation_that_came_before_it_was_asked_for_does_not_count():
    talk = Talk()
    talk.go()
    talk.hear(b"\x37\x22ABCD\x00")
    talk.begin()
    talk.go()
    assert talk.judge() is None


def test_an_unanswered_request_is_probable_only_after_its_time():
    talk = Talk()
    talk.go()
    talk.begin()
    talk.go(TIMES.confirm_s - 0.5)
    assert talk.judge() is None
    talk.go(1.0)
    assert talk.judge() == (PrintState.PROBABLE, None)


def test_a_lost_acknowledgement_means_that_nobody_knows():
    talk = Talk()
    talk.go()
    talk.acknowledges = False
    talk.begin()
    talk.go(TIMES.ack_s + 0.5)
    assert talk.judge() == (PrintState.UNKNOWN, None)


def test_time_spent_blocked_does_not_count():
    talk = Talk()
    talk.go()
    talk.acknowledges = False
    talk.begin()
    talk.go(1.5)
    talk.answers = COVER_OPEN
    for _ in range(300):
        talk.go(0.2)
        assert talk.judge() is None
    talk.answers = READY
    talk.go(2.0)
    assert talk.judge() is None
    talk.go(TIMES.ack_s)
    assert talk.judge() == (PrintState.UNKNOWN, None)


def test_an_unrecoverable_error_fails_what_was_begun():
    talk = Talk()
    talk.go()
    talk.begin()
    talk.go()
    talk.hear(bytes.fromhex("18200000"))
    assert talk.judge() == (PrintState.FAILED, PrinterFault.ERROR)


def test_silence_is_unknown_and_then_lost():
    talk = Talk()
    talk.go(1.0)
    assert talk.session.status(talk.now_s) is not None
    talk.answers = {}
    talk.go(TIMES.silence_s + 0.1)
    assert talk.session.status(talk.now_s) is None
    assert not talk.session.is_lost(talk.now_s)
    talk.go(TIMES.lost_s - TIMES.silence_s)
    assert talk.session.is_lost(talk.now_s)


def test_after_silence_the_printer_is_set_up_anew():
    talk = Talk()
    talk.go(1.0)
    talk.answers = {}
    talk.go(TIMES.silence_s + 0.5)
    talk.answers = READY
    assert say.ESC_INIT + say.ASB_ON + say.PAPER_STATUS in talk.go(4.0)


def test_a_set_up_that_was_switched_off_unanswered_takes_no_acknowledgement_of_the_slip():
    talk = Talk()
    talk.acknowledges = False
    assert talk.go() == [say.ESC_INIT + say.ASB_ON + say.PAPER_STATUS]
    talk.answers = COVER_OPEN
    talk.go(1.5)
    # Switched off and on before it could look at what it held; the second set-up is answered, the first is not.
    talk.answers, talk.acknowledges = READY, True
    assert talk.go(1.5) == [say.ESC_INIT + say.ASB_ON + say.PAPER_STATUS]
    run = talk.begin(Slip((b"\x1b@one\n",)))
    talk.go(TIMES.probe_s)
    assert run.all_sent
    assert not run.unacknowledged


def test_a_set_up_that_is_answered_late_acknowledges_nothing_of_the_slip():
    talk = Talk()
    talk.acknowledges = False
    talk.go()
    talk.answers = COVER_OPEN
    talk.go(1.5)
    talk.answers = READY
    talk.go(1.5)
    run = talk.begin(Slip((b"\x1b@one\n",)))
    talk.hear(b"\x00")  # to the first set-up, whose printer was only held up
    assert talk.go(0.3) == []
    talk.hear(b"\x00")
    talk.go(0.3)
    assert run.unacknowledged


def test_what_was_cleared_away_unanswered_is_not_waited_for():
    talk = Talk()
    talk.acknowledges = False
    talk.go()
    talk.begin()
    talk.session.abandon()
    assert talk.go() == [say.CLEAR_BUFFERS]
    talk.hear(b"\x37\x25\x00")
    talk.go()
    assert not talk.session.prepared
    talk.hear(b"\x00")
    assert talk.session.prepared


def test_what_ends_a_slip_is_sent_again_until_the_printer_acknowledged_it():
    talk = Talk()
    talk.go()
    run = talk.begin()
    talk.go()
    talk.session.abandon(3)
    talk.session.take_out()
    talk.acknowledges = False
    end = say.ESC_INIT + say.FEED_AND_CUT + say.ASB_ON + say.PAPER_STATUS
    assert talk.go(TIMES.clear_s + 1.0)[1:] == [bytes(3) + end]

    # The line is lost, and with it whatever it held, of the slip too.
    talk.leftovers.lose_line()
    again = Talk(over=talk.leftovers)
    assert again.go(0.5) == [bytes(max(map(len, run.slip.fragments))) + end]
    assert again.session.prepared
    assert Talk(over=talk.leftovers).go(0.5) == [say.ESC_INIT + say.ASB_ON + say.PAPER_STATUS]


def test_automatic_status_outdates_a_round_under_way():
    talk = Talk()
    talk.go(0.5)
    watch = talk.session.watch
    watch.ask_soon(talk.now_s)
    for kind in (1, 2, 3):
        assert watch.question(talk.now_s) == say.ask_status(kind)
        watch.take_answer(0x12, talk.now_s)
    assert watch.question(talk.now_s) == say.ask_status(4)
    talk.hear(bytes.fromhex("18000f00"))
    talk.hear(b"\x12")  # the answer to question 4, asked when there was paper
    assert talk.session.status(talk.now_s).blocking is PrinterFault.PAPER_OUT


def test_an_answer_that_comes_late_is_not_taken_for_the_answer_to_the_next_question():
    talk = Talk()
    talk.go(0.5)
    talk.answers = {}
    talk.go(TIMES.heartbeat_s + TIMES.reply_s)
    # Paper is out: the late answer to question 1 is followed by those to the questions asked anew, each one too late.
    shifted = [b"\x1a", b"\x1a", b"\x32", b"\x12"]
    watch = talk.session.watch
    for octets in shifted:
        talk.session.output(talk.now_s)
        talk.hear(octets)
    status = watch.status(talk.now_s)
    assert status is not None
    assert not status.unrecoverable
    assert PrinterFault.ERROR not in status.faults
    talk.hear(b"\x7e")
    talk.answers = {1: b"\x1a", 2: b"\x32", 3: b"\x12", 4: b"\x7e"}
    talk.go(TIMES.heartbeat_s)
    assert watch.status(talk.now_s).blocking is PrinterFault.PAPER_OUT


def test_a_cover_reported_open_right_after_it_was_closed_is_read_again_before_it_is_believed():
    talk = Talk()
    talk.go(0.5)
    talk.answers = COVER_OPEN
    talk.hear(bytes.fromhex("38000000"))
    assert talk.session.status(talk.now_s).blocking is PrinterFault.COVER_OPEN
    talk.answers = READY
    talk.hear(bytes.fromhex("10000000"))
    talk.hear(bytes.fromhex("38000000"))  # the stale one
    assert talk.session.status(talk.now_s).blocking is None
    talk.go(0.3)
    assert talk.session.status(talk.now_s).blocking is None


def test_a_cover_that_really_was_opened_again_is_believed_soon():
    talk = Talk()
    talk.go(0.5)
    talk.hear(bytes.fromhex("38000000"))
    talk.hear(bytes.fromhex("10000000"))
    talk.hear(bytes.fromhex("38000000"))
    talk.answers = COVER_OPEN
    talk.go(TIMES.stale_cover_s + 0.3)
    assert talk.session.status(talk.now_s).blocking is PrinterFault.COVER_OPEN


def test_xoff_holds_the_slip_back_until_xon():
    talk = Talk()
    talk.go()
    talk.hear(b"\x13")
    run = talk.begin()
    assert talk.go(5.0) == []
    assert not run.touched
    talk.hear(b"\x11")
    assert talk.go()[0].endswith(b"one\n" + say.PAPER_STATUS)


def test_a_lost_xon_does_not_hold_the_slip_back_for_ever():
    talk = Talk()
    talk.go()
    talk.hear(b"\x13")
    talk.begin()
    assert talk.go(TIMES.xoff_s - 0.5) == []
    assert talk.go(1.0) != []


def test_time_spent_paused_does_not_count_as_a_lost_acknowledgement():
    talk = Talk()
    talk.go()
    talk.acknowledges = False
    talk.begin()
    talk.go(0.1)
    talk.hear(b"\x13")
    talk.go(TIMES.ack_s + 0.5)
    assert talk.judge() is None
    talk.hear(b"\x11")
    assert talk.judge() is None
    talk.go(TIMES.ack_s + 0.5)
    assert talk.judge() == (PrintState.UNKNOWN, None)


def test_offline_without_a_reason_is_believed_the_second_time():
    talk = Talk()
    talk.go(0.95)
    talk.answers = READY | {1: b"\x1a"}
    talk.session.watch.ask_soon(talk.now_s)
    for kind in (1, 2, 3, 4):
        assert talk.session.output(talk.now_s) == say.ask_status(kind)
        talk.hear(talk.answers[kind])
    assert talk.session.status(talk.now_s).blocking is None
    talk.go(0.1)
    assert talk.session.status(talk.now_s).blocking is PrinterFault.OFFLINE


def test_a_jam_is_retried_in_peace():
    talk = Talk()
    talk.go(0.5)
    talk.answers = {1: b"\x1a", 2: b"\x52", 3: b"\x1a", 4: b"\x12"}
    said = talk.go(3 * TIMES.resume_s + 1)
    assert said == [say.RESUME_AFTER_ERROR] * len(said)
    assert 2 <= len(said) <= 3


@pytest.mark.parametrize("number", [0, 94, 95, 95**4 - 1, 95**4])
def test_process_ids_are_four_characters_that_printers_take(number):
    process_id = process_id_for(number)
    assert len(process_id) == 4
    assert all(0x20 <= byte <= 0x7E for byte in process_id)


@given(st.lists(st.tuples(st.binary(max_size=12), st.floats(0, 3)), max_size=15), st.booleans())
def test_whatever_the_printer_says_nothing_is_sent_twice(noise, confirms):
    talk = Talk("epson-80" if confirms else "generic-80")
    run = talk.begin(Slip((b"\x1b@A1\n", b"A2\n", b"A3\n\x1dVB\x00")))
    said = []
    for octets, seconds in noise:
        talk.hear(octets)
        said += talk.go(seconds, step=0.5)
        talk.judge()
    everything = b"".join(said)
    assert all(everything.count(part) <= 1 for part in (b"A1", b"A2", b"A3"))
    assert run.sent == sum(len(fragment) for fragment in run.slip.fragments[: run.next_fragment])
