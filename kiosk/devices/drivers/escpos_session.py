"""The talk with one ESC/POS printer over one opened line. Pure: bytes go in and out, seconds are given.

The order of things, each only when the one before is done:
clear what an earlier talk left in the printer -> set up (ESC @, ASB, does it acknowledge?) -> fragments of the slip,
each followed by GS r -> the request for confirmation -> the outcome. Questions for status go between all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from kiosk.devices.drivers.printer_times import PrinterTimes
from kiosk.devices.drivers.slip_run import SlipRun
from kiosk.devices.drivers.status_watch import StatusWatch
from kiosk.devices.protocols import escpos_commands as say
from kiosk.devices.protocols.escpos_replies import (
    AutoStatus,
    BuffersCleared,
    FlowPaused,
    FlowResumed,
    PaperReply,
    ProcessId,
    RealTimeReply,
    Reply,
    ReplyDemultiplexer,
)
from kiosk.devices.protocols.escpos_status import PrinterStatus
from kiosk.domain.printing import PrinterFault, PrinterProfile, PrintState


@dataclass(slots=True)
class Leftovers:
    """What an earlier slip may have left in the printer; outlives the line."""

    buffered: bool = True
    """Bytes of it. At the start of the program too: the last run may have been killed."""
    open_command_bytes: int = 0
    """At most so many bytes are missing from a command that was cut off; zeros end it harmlessly."""
    longest_bytes: int = 0
    """Of its longest fragment: so much is missing if the line is lost with all that it still held."""
    paper: bool = False
    """Printed lines that are not cut off."""

    def take_over(self, run: SlipRun, open_command_bytes: int | None = None) -> None:
        """`run` was given up and may be anywhere between here and the paper; how much of a command is missing, if it
        is known."""
        self.buffered = True
        self.paper = True
        self.longest_bytes = max(map(len, run.slip.fragments))
        self.open_command_bytes = self.longest_bytes if open_command_bytes is None else open_command_bytes

    def lose_line(self) -> None:
        """What was sent to end the slip, and maybe more of it, is lost with the line unless it was acknowledged."""
        self.open_command_bytes = self.longest_bytes

    def settle(self) -> None:
        """The printer is as if there had been no slip."""
        self.open_command_bytes = self.longest_bytes = 0
        self.paper = False


class _Setup(Enum):
    """Where the set-up stands."""

    DUE = auto()
    PROBING = auto()
    DONE = auto()


class EscPosSession:
    """See the module. The owner begins slips and takes them out when they have an outcome."""

    def __init__(
        self,
        profile: PrinterProfile,
        times: PrinterTimes,
        leftovers: Leftovers,
        now_s: float,
        *,
        window_bytes: int,
        questions_only: bool = False,
    ) -> None:
        self._questions_only = questions_only
        self._profile = profile
        self._times = times
        self._leftovers = leftovers
        self._window_bytes = min(times.window_bytes, window_bytes)
        self._replies = ReplyDemultiplexer()
        self._setup = _Setup.DUE
        self._setup_sent_s = now_s
        self._acknowledges = False
        self._probes = 0
        self._clear_sent_s: float | None = None
        self._next_fragment_s = now_s
        self._resumed_s = now_s
        self._was_blocked = False
        self._paused_s: float | None = None
        """When the printer said XOFF, if it did not say XON since."""
        self.watch = StatusWatch(times, now_s)
        self._run: SlipRun | None = None
        self._confirmed: bytes | None = None

    # -- the slip -----------------------------------------------------------------------------------------

    @property
    def run(self) -> SlipRun | None:
        """The slip under way."""
        return self._run

    def begin(self, run: SlipRun, now_s: float) -> None:
        """Bring `run` to paper. Its first byte waits for a round of questions of its own: what the printer said before
        may be a second old, and of a slip that was begun nobody can say that it did not come out."""
        self._run = run
        run.begins_at_round = self.watch.fresh_round(now_s)

    def take_out(self) -> None:
        """The slip under way has its outcome."""
        self._run = None

    # -- what is known ------------------------------------------------------------------------------------

    def status(self, now_s: float) -> PrinterStatus | None:
        """The printer's condition as it told it; None while unknown. Always None for models that tell nothing."""
        return self.watch.status(now_s) if self._profile.reports_status else None

    @property
    def clearing(self) -> bool:
        """Whether the printer's buffer still is to be cleared."""
        return self._leftovers.buffered

    def prepare_again(self) -> None:
        """Set the printer up once more before the next slip: something was found out that the set-up sees to."""
        self._setup = _Setup.DUE

    @property
    def prepared(self) -> bool:
        """Whether the printer is clear and set up for a slip."""
        return self._setup is _Setup.DONE and not self._leftovers.buffered

    def is_lost(self, now_s: float) -> bool:
        """Whether the line should be opened anew."""
        return self._profile.reports_status and self.watch.is_lost(now_s)

    # -- listening ----------------------------------------------------------------------------------------

    def receive(self, data: bytes, now_s: float) -> bool:
        """Take what the printer said; whether the slip under way came further by it."""
        was_silent = self.watch.is_silent(now_s)
        progressed = False
        replies = self._replies.feed(data)
        if replies:
            self.watch.hear(now_s)
        for reply in replies:
            progressed |= self._take(reply, now_s)
        if replies and was_silent:
            self._after_silence()
        return progressed

    def _take(self, reply: Reply, now_s: float) -> bool:
        match reply:
            case RealTimeReply(byte):
                self.watch.take_answer(byte, now_s)
            case AutoStatus(octets):
                self.watch.take_auto_status(octets, now_s)
            case BuffersCleared():
                if self._clear_sent_s is not None:
                    self._cleared(answered=True)
            case PaperReply():
                return self._take_acknowledgement(now_s)
            case ProcessId(confirmed):
                self._confirmed = confirmed
            case FlowPaused():
                self._paused_s = now_s
            case FlowResumed():
                self._resume_flow(now_s)
        return False

    def _resume_flow(self, now_s: float) -> None:
        self._paused_s = None
        if self._run is not None:
            self._run.progressed_s = now_s

    def _is_paused(self, now_s: float) -> bool:
        return self._paused_s is not None and now_s - self._paused_s < self._times.xoff_s

    def _take_acknowledgement(self, now_s: float) -> bool:
        if self._probes:
            self._probes -= 1
            self._acknowledges = True
            if not self._probes:
                self._end_set_up()
            return False
        run = self._run
        if run is None or not run.unacknowledged:
            return False
        run.unacknowledged.popleft()
        run.progressed_s = now_s
        if run.all_sent and not run.unacknowledged:
            run.drained_at_round = self.watch.fresh_round(now_s)
        return True

    def _after_silence(self) -> None:
        """It may have been switched off and on: ASB may be off again and a slip in its buffer gone."""
        self._setup = _Setup.DUE
        self._probes = 0
        self._paused_s = None
        if self._run is not None and self._run.touched:
            self._run.doubtful = True

    # -- speaking -----------------------------------------------------------------------------------------

    def output(self, now_s: float) -> bytes | None:
        """The next bytes to send, whole commands; None when there is nothing to say now."""
        if self._questions_only:
            return self.watch.question(now_s) if self._profile.reports_status else None
        if self._leftovers.buffered:
            return self._clear(now_s)
        if self._profile.reports_status:
            question = self.watch.question(now_s)
            if question is not None:
                return question
            status = self.watch.status(now_s)
            if status is None:
                return None
            if status.blocking is not None:
                if self._setup is _Setup.PROBING:
                    # Blocked printers look at nothing that is queued: ask again afterwards.
                    self._setup = _Setup.DUE
                return self._resume(status.blocking, now_s)
        if self._setup is not _Setup.DONE and not self._run_is_touched():
            return self._set_up(now_s)
        return self._speak_slip(now_s)

    def _run_is_touched(self) -> bool:
        return self._run is not None and self._run.touched

    def _clear(self, now_s: float) -> bytes | None:
        if self._clear_sent_s is not None or not self._profile.reports_status:
            return None
        self._clear_sent_s = now_s
        return say.CLEAR_BUFFERS

    def expire(self, now_s: float) -> None:
        """Stop waiting for the printer to say that it is cleared: not every model knows the command."""
        if not self._leftovers.buffered:
            return
        late = self._clear_sent_s is not None and now_s - self._clear_sent_s >= self._times.clear_s
        # A printer that tells nothing would not answer either: zeros and ESC @ are all that can be done for it.
        if late or not self._profile.reports_status:
            self._cleared(answered=False)

    def _cleared(self, *, answered: bool) -> None:
        self._clear_sent_s = None
        self._leftovers.buffered = False
        if answered:
            self._leftovers.open_command_bytes = self._leftovers.longest_bytes = 0
            self._probes = 0
        self._setup = _Setup.DUE

    def _resume(self, fault: PrinterFault, now_s: float) -> bytes | None:
        if fault is not PrinterFault.CUTTER_JAM or now_s - self._resumed_s < self._times.resume_s:
            return None
        self._resumed_s = now_s
        return say.RESUME_AFTER_ERROR

    def _set_up(self, now_s: float) -> bytes | None:
        if self._setup is _Setup.PROBING:
            if now_s - self._setup_sent_s >= self._times.probe_s:
                # It does not acknowledge, or not all: a set-up before was lost when it was switched off and on.
                self._probes = 0
                self._end_set_up()
            return None
        commands = bytes(self._leftovers.open_command_bytes) + say.ESC_INIT
        if self._leftovers.paper and self._profile.cuts:
            commands += say.FEED_AND_CUT
        if self._profile.reports_status:
            commands += say.ASB_ON + say.PAPER_STATUS
            self._probes += 1
            self._acknowledges = False
            self._setup = _Setup.PROBING
            self._setup_sent_s = now_s
        else:
            self._end_set_up()
        return commands

    def _end_set_up(self) -> None:
        self._setup = _Setup.DONE
        self._leftovers.settle()

    def _speak_slip(self, now_s: float) -> bytes | None:
        run = self._run
        if run is None or run.doubtful or self._is_paused(now_s):
            return None
        if run.all_sent:
            if self._profile.confirms and not run.asked_confirmation:
                run.asked_confirmation = True
                run.progressed_s = now_s
                self._confirmed = None
                return say.ask_confirmation(run.process_id)
            return None
        if self._profile.reports_status and self.watch.rounds < run.begins_at_round:
            return None
        fragment = run.slip.fragments[run.next_fragment]
        if not self._may_send(run, len(fragment), now_s):
            return None
        run.next_fragment += 1
        run.sent += len(fragment)
        run.touched = True
        run.progressed_s = now_s
        self._next_fragment_s = now_s + len(fragment) / self._times.blind_bytes_per_s
        commands = fragment
        if self._profile.reports_status and fragment.startswith(say.ESC_INIT):
            # At once, not after the fragment: it may be the one in which the paper runs out.
            commands = say.ESC_INIT + say.ASB_ON + fragment[len(say.ESC_INIT) :]
        if self._acknowledges:
            run.unacknowledged.append(len(fragment))
            commands += say.PAPER_STATUS
        return commands

    def _may_send(self, run: SlipRun, size: int, now_s: float) -> bool:
        if self._acknowledges:
            return not run.unacknowledged or run.outstanding + size <= self._window_bytes
        return now_s >= self._next_fragment_s

    def abandon(self, open_command_bytes: int | None = None) -> None:
        """Clear the slip under way, `run`, out of the printer; a command of it lacks so many bytes, if it is known."""
        if self._run is None:
            return
        self._leftovers.take_over(self._run, open_command_bytes)
        self._clear_sent_s = None

    # -- judging ------------------------------------------------------------------------------------------

    def judge(self, now_s: float) -> tuple[PrintState, PrinterFault | None] | None:
        """The outcome of the slip under way, and its reason, once there is one."""
        run = self._run
        if run is None or not run.touched:
            return None
        if run.asked_confirmation and self._confirmed == run.process_id:
            return PrintState.PRINTED, None
        if not self._profile.reports_status:
            return self._judge_blind(run, now_s)
        status = self.watch.status(now_s)
        if status is None or status.blocking is not None:
            self._was_blocked = True
            if status is not None and status.unrecoverable:
                return PrintState.FAILED, PrinterFault.ERROR
            return None
        if self._was_blocked:
            self._was_blocked = False
            run.progressed_s = now_s
        return self._judge_ready(run, now_s)

    def _judge_blind(self, run: SlipRun, now_s: float) -> tuple[PrintState, PrinterFault | None] | None:
        """Nothing but a confirmation can be known of a printer that tells nothing of itself."""
        wait_s = self._times.confirm_s if self._profile.confirms else self._times.settle_s
        if run.all_sent and now_s - run.progressed_s >= wait_s:
            return PrintState.UNKNOWN, None
        return None

    def _judge_ready(self, run: SlipRun, now_s: float) -> tuple[PrintState, PrinterFault | None] | None:
        if self._is_paused(now_s):
            return None
        waited_s = now_s - run.progressed_s
        if run.doubtful and not run.asked_confirmation:
            return PrintState.UNKNOWN, None
        if run.unacknowledged:
            # It answers questions and acknowledged before, but this fragment never: it lost it.
            return (PrintState.UNKNOWN, None) if waited_s >= self._times.ack_s else None
        if not run.all_sent:
            return None
        drained = self._is_drained(run, waited_s)
        if self._profile.confirms:
            if waited_s < self._times.confirm_s:
                return None
            return (PrintState.PROBABLE if drained and not run.doubtful else PrintState.UNKNOWN), None
        return (PrintState.PROBABLE, None) if drained else None

    def _is_drained(self, run: SlipRun, waited_s: float) -> bool:
        """Whether all was processed and a round of questions after that is answered."""
        if not self._acknowledges:
            return waited_s >= self._times.settle_s
        return run.drained_at_round is not None and self.watch.rounds >= run.drained_at_round
