"""The driver of signal lights: one thread switches one lamp by the patterns, and looks whether it obeys."""

from __future__ import annotations

from collections import deque
from contextlib import suppress

from kiosk.clock import Clock
from kiosk.devices.drivers.driver_thread import DriverThread
from kiosk.devices.drivers.kept_open import KeptOpen
from kiosk.devices.drivers.signal_times import SignalTimes
from kiosk.devices.protocols.light_patterns import LightShow
from kiosk.devices.transports.lamp import Lamp
from kiosk.domain.signals import LightSign, SignalListener, SignalNote
from kiosk.errors import DeviceError


class LampLight:
    """The `SignalLight` of the domain on every `Lamp`."""

    def __init__(
        self,
        lamp: Lamp,
        *,
        listener: SignalListener,
        clock: Clock,
        name: str,
        times: SignalTimes | None = None,
        questions_only: bool = False,
    ) -> None:
        """With `questions_only` the lamp is opened and asked, and left as it is."""
        self._lamp = lamp
        self._clock = clock
        self._times = times or SignalTimes()
        self._questions_only = questions_only
        self._kept = KeptOpen(name, open_line=lamp.open, close_line=lamp.close, listener=listener, times=self._times)
        self._show = LightShow(lamp.kind)
        self._wanted: deque[LightSign] = deque()
        self._lit: bool | None = None
        """What the lamp was told last; None while it was told nothing since it was opened."""
        self._check_s = 0.0
        self._thread = DriverThread(self._run, name=name)
        self._thread.start()

    def show(self, sign: LightSign) -> None:
        """See `SignalLight`."""
        self._wanted.append(sign)
        self._thread.wake()

    def look_again(self) -> None:
        """Something was plugged in: try the line now instead of at the next attempt. Any thread."""
        self._kept.try_now()
        self._thread.wake()

    def close(self) -> None:
        """Make it dark, end the thread and release the device; waits at most two seconds."""
        self._thread.end(self._times.close_s)

    # -- the thread ---------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._thread.ending:
            now_s = self._clock.monotonic_s()
            while self._wanted:
                self._show.show(self._wanted.popleft(), now_s)
            if self._kept.opened(now_s):
                self._lit, self._check_s = None, now_s
            timeout_s = self._kept.wait_s(now_s)
            if self._kept.is_open:
                try:
                    timeout_s = self._obey(now_s)
                except DeviceError as error:
                    self._kept.lose(error, now_s)
                    timeout_s = self._kept.wait_s(now_s)
            self._thread.sleep(timeout_s)
        self._go_dark()

    def _obey(self, now_s: float) -> float:
        """Switch and look as far as it is time for; seconds until there is more to do."""
        lit, until_s = self._show.at(now_s)
        if lit is not self._lit and not self._questions_only:
            self._lamp.switch(lit=lit)
            self._lit = lit
        if now_s >= self._check_s:
            self._check_s = now_s + self._times.check_s
            self._check()
            if self._lit is None and not self._questions_only:
                # It is to be told again, and not as late as at the next look.
                return 0.0
        return max(0.0, min(until_s, self._check_s) - now_s)

    def _check(self) -> None:
        said = self._lamp.ask()
        if said is not None:
            self._kept.tell(SignalNote.ANSWERS)
            if said is not self._lit:
                # Somebody else switched it, or it lost its power for a moment.
                self._lit = None
        else:
            self._kept.tell(SignalNote.SILENT if self._lamp.answers else SignalNote.CANNOT_ANSWER)
            # A board that was switched off and on behind its port is dark, and nobody can tell: say it again.
            self._lit = None

    def _go_dark(self) -> None:
        if self._kept.is_open:
            # Where it went at the same moment as the program does, it is as dark as it can be made.
            with suppress(DeviceError):
                if not self._questions_only:
                    self._lamp.switch(lit=False)
            self._lamp.close()
