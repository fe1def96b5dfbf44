"""The receipt printer driver: one thread owns the line, keeps it open for ever, brings slips to paper one by one."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias
from uuid import UUID

from kiosk.clock import Clock
from kiosk.devices.drivers.backoff import Backoff
from kiosk.devices.drivers.driver_thread import DriverThread
from kiosk.devices.drivers.escpos_session import EscPosSession, Leftovers
from kiosk.devices.drivers.print_reporter import PrintReporter
from kiosk.devices.drivers.printer_times import PrinterTimes
from kiosk.devices.drivers.slip_run import SlipRun, process_id_for
from kiosk.devices.transports.base import Transport
from kiosk.domain.device import DeviceState, Listener
from kiosk.domain.printing import PrinterFault, PrinterProfile, PrintState, Slip
from kiosk.errors import DeviceError

_Order: TypeAlias = Callable[[float], None]


class EscPosPrinter:
    """The `Printer` of the domain for every ESC/POS model on every `Transport`.

    A slip of which nothing was sent waits for the printer as long as it takes; one of which something was sent is never
    sent again by itself. Events come on the driver's thread.
    """

    def __init__(
        self,
        transport: Transport,
        profile: PrinterProfile,
        *,
        listener: Listener,
        clock: Clock,
        name: str = "printer",
        times: PrinterTimes | None = None,
        bytes_per_s: float | None = None,
        questions_only: bool = False,
    ) -> None:
        """`bytes_per_s` is the line's speed where it is slow; no more than half a second's worth is then on the way.
        With `questions_only` nothing is ever sent but questions for status."""
        self._transport = transport
        self._profile = profile
        self._clock = clock
        self._times = times or PrinterTimes()
        self._window_bytes = self._times.window_bytes if bytes_per_s is None else max(64, int(bytes_per_s / 2))
        self._questions_only = questions_only
        self._report = PrintReporter(name, listener)
        self._leftovers = Leftovers()
        self._session: EscPosSession | None = None
        self._opened_s = 0.0
        self._backoff = Backoff(self._times.first_retry_s, self._times.last_retry_s)
        self._chunk = b""
        """What the line has not taken yet of the last output."""
        self._waiting: deque[SlipRun] = deque()
        self._giving_up: UUID | None = None
        self._next_process = secrets.randbelow(95**4)
        self._orders: deque[_Order] = deque()
        self._thread = DriverThread(self._run, name=name)
        self._thread.start()

    @property
    def profile(self) -> PrinterProfile:
        """What the model can do."""
        return self._profile

    def print_slip(self, job: UUID, slip: Slip) -> None:
        """Queue `slip`; progress, holds and the outcome come as events."""

        def order(_: float) -> None:
            self._next_process += 1
            self._waiting.append(SlipRun(job, slip, process_id_for(self._next_process)))

        self._order(order)

    def abandon(self, job: UUID) -> None:
        """Give `job` up: clear the printer's buffer if it is under way, so that nobody's slip comes out later."""

        def order(now_s: float) -> None:
            run = next((run for run in self._waiting if run.job == job), None)
            if run is None:
                return
            if run.touched and self._session is not None:
                self._giving_up = job
                self._session.abandon(len(self._chunk))
                self._chunk = b""
            else:
                self._finish(run, PrintState.ABANDONED)

        self._order(order)

    def cut_off_rest(self) -> None:
        """Begin the next slip on an edge of its own: somebody else's may lie uncut under the head."""

        def order(_: float) -> None:
            self._leftovers.paper = True
            if self._session is not None:
                self._session.prepare_again()

        self._order(order)

    def look_again(self) -> None:
        """Something was plugged in: try the line now instead of at the next attempt. Any thread."""

        def order(_: float) -> None:
            self._backoff.hurry()
            self._backoff.worked()

        self._order(order)

    def close(self) -> None:
        """End the thread and release the device; waits at most two seconds."""
        self._thread.end(self._times.close_s)

    def _order(self, order: _Order) -> None:
        self._orders.append(order)
        self._thread.wake()

    # -- the thread ---------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._thread.ending:
            now_s = self._clock.monotonic_s()
            while self._orders:
                self._orders.popleft()(now_s)
            if self._session is None and self._backoff.is_due(now_s):
                self._open(now_s)
            if self._session is not None:
                self._talk(self._session, now_s)
            self._tell(now_s)
            self._wait(now_s)
        self._leave()

    def _open(self, now_s: float) -> None:
        try:
            self._transport.open()
        except DeviceError:
            self._backoff.failed(now_s)
            self._transport.close()
            self._report.health(DeviceState.ABSENT)
            return
        self._opened_s = now_s
        self._session = EscPosSession(
            self._profile,
            self._times,
            self._leftovers,
            now_s,
            window_bytes=self._window_bytes,
            questions_only=self._questions_only,
        )

    def _talk(self, session: EscPosSession, now_s: float) -> None:
        if session.run is None and self._waiting and session.prepared:
            session.begin(self._waiting[0], now_s)
        try:
            heard = self._transport.read()
            progressed = session.receive(heard, now_s)
            if session.watch.ever_heard:
                self._backoff.worked()
            else:
                self._backoff.stood(self._opened_s, now_s)
            self._settle(session, now_s)
            progressed |= self._write(session, now_s)
        except DeviceError:
            self._lose(now_s)
            self._report.health(DeviceState.ABSENT)
            return
        if progressed and session.run is not None:
            self._report.progress(session.run)
        if session.is_lost(now_s):
            # Still silent after a new start is still unknown: `absent` is said when the line itself says so.
            self._lose(now_s)

    def _settle(self, session: EscPosSession, now_s: float) -> None:
        """Close the slip under way if its outcome is known by now."""
        session.expire(now_s)
        run = session.run
        if run is None:
            return
        outcome = session.judge(now_s)
        if self._giving_up is not None:
            if outcome is not None and outcome[0] is PrintState.PRINTED:
                self._finish(run, PrintState.PRINTED)
            elif not session.clearing:
                self._finish(run, PrintState.ABANDONED)
        elif outcome is not None:
            state, reason = outcome
            if state is PrintState.FAILED or (state is PrintState.UNKNOWN and self._profile.reports_status):
                session.abandon()
                self._chunk = b""
            self._finish(run, state, reason)

    def _write(self, session: EscPosSession, now_s: float) -> bool:
        """Hand the line what it takes; whether any of it was part of the slip."""
        run = session.run
        sent_before = run.sent if run is not None else 0
        while True:
            self._chunk = self._chunk or session.output(now_s) or b""
            if not self._chunk:
                break
            taken = self._transport.write(self._chunk)
            self._chunk = self._chunk[taken:]
            if self._chunk:
                break
        return run is not None and run.sent != sent_before

    def _lose(self, now_s: float) -> None:
        """The line is gone: a slip that was touched may or may not come out, and is not sent again."""
        session, self._session = self._session, None
        self._transport.close()
        self._backoff.failed(now_s)
        self._chunk = b""
        run = session.run if session is not None else None
        if run is None or not run.touched:
            self._leftovers.lose_line()
            return
        self._leftovers.take_over(run)
        # One that was given up stays so: what the printer holds of it is cleared as soon as it is reached again.
        self._finish(run, PrintState.UNKNOWN if self._giving_up is None else PrintState.ABANDONED)

    def _finish(self, run: SlipRun, state: PrintState, reason: PrinterFault | None = None) -> None:
        self._waiting.remove(run)
        if self._session is not None and self._session.run is run:
            self._session.take_out()
        if self._giving_up == run.job:
            self._giving_up = None
        self._report.finish(run, state, reason)

    def _tell(self, now_s: float) -> None:
        """Say what changed of the printer's health and of what the first slip waits for."""
        session = self._session
        if session is not None:
            state, faults = self._condition(session, now_s)
            if state is not None:
                self._report.health(state, faults)
        if not self._waiting or self._giving_up is not None:
            return
        run = self._waiting[0]
        if session is None:
            if self._report.state in (DeviceState.ABSENT, DeviceState.UNKNOWN):
                self._report.hold(run, None)
            return
        status = session.status(now_s)
        if status is not None:
            if status.blocking is not None:
                self._report.hold(run, status.blocking)
            else:
                self._report.release(run)
        elif session.watch.is_silent(now_s) and (self._profile.reports_status or self._is_stuck(run, now_s)):
            self._report.hold(run, None)
        elif not self._profile.reports_status:
            self._report.release(run)

    def _is_stuck(self, run: SlipRun, now_s: float) -> bool:
        """Whether a printer that tells nothing of itself takes no more bytes."""
        return bool(self._chunk) and now_s - run.progressed_s >= self._times.silence_s

    def _condition(self, session: EscPosSession, now_s: float) -> tuple[DeviceState | None, frozenset[PrinterFault]]:
        """The printer's health; None while a line just opened has not said anything and has not been silent long."""
        status = session.status(now_s)
        if status is None:
            known = session.watch.is_silent(now_s) or not self._profile.reports_status
            return (DeviceState.UNKNOWN if known else None), frozenset()
        if status.blocking is not None:
            return DeviceState.BLOCKED, status.faults
        return (DeviceState.ATTENTION if status.faults else DeviceState.READY), status.faults

    def _wait(self, now_s: float) -> None:
        session = self._session
        if session is None:
            self._thread.sleep(0 if self._orders else self._backoff.wait_s(now_s))
            return
        timeout_s = session.watch.due_in_s(now_s) if self._profile.reports_status else self._times.heartbeat_s
        if self._chunk or self._waiting or not session.prepared:
            timeout_s = min(timeout_s, self._times.tick_s)
        if session.run is None and self._waiting and session.prepared:
            timeout_s = 0
        try:
            self._transport.wait(self._thread.waker, timeout_s, to_write=bool(self._chunk))
        except DeviceError:
            self._lose(now_s)

    def _leave(self) -> None:
        """The program ends. What was begun has no known end; what was not begun does not come out any more."""
        while self._orders:
            self._orders.popleft()(self._clock.monotonic_s())
        for run in tuple(self._waiting):
            if run.touched and self._session is not None:
                self._clear_quickly(self._session)
            self._finish(run, PrintState.UNKNOWN if run.touched else PrintState.ABANDONED)
        self._transport.close()

    def _clear_quickly(self, session: EscPosSession) -> None:
        """Stay until the printer says that it forgot the slip: closing the line drops what is still on its way."""
        session.abandon(len(self._chunk))
        self._chunk = b""
        now_s = self._clock.monotonic_s()
        ends_s = now_s + self._times.farewell_s
        with suppress(DeviceError):
            while session.clearing and now_s < ends_s:
                self._write(session, now_s)
                self._transport.wait(self._thread.waker, ends_s - now_s, to_write=bool(self._chunk))
                now_s = self._clock.monotonic_s()
                session.receive(self._transport.read(), now_s)
