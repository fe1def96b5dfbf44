"""The driver of the sound card: one thread plays cues, one after the other, and leaves out what would come late."""

from __future__ import annotations

from collections import deque

from kiosk.clock import Clock
from kiosk.devices.drivers.driver_thread import DriverThread
from kiosk.devices.drivers.kept_open import KeptOpen
from kiosk.devices.drivers.signal_times import SignalTimes
from kiosk.devices.protocols.sounds import make_sound
from kiosk.devices.transports.sound_card import SoundCard
from kiosk.domain.signals import Cue, CuePlayed, SignalListener, SignalNote
from kiosk.errors import DeviceBusy, DeviceError


class CueSpeaker:
    """The `Speaker` of the domain on every `SoundCard`."""

    def __init__(
        self,
        card: SoundCard,
        *,
        volume_percent: int,
        listener: SignalListener,
        clock: Clock,
        name: str,
        times: SignalTimes | None = None,
    ) -> None:
        self._card = card
        self._volume_percent = volume_percent
        self._listener = listener
        self._clock = clock
        self._name = name
        self._times = times or SignalTimes()
        self._kept = KeptOpen(name, open_line=card.check, close_line=lambda: None, listener=listener, times=self._times)
        self._wanted: deque[tuple[Cue, float]] = deque()
        self._look_s = 0.0
        self._thread = DriverThread(self._run, name=name)
        self._thread.start()

    def play(self, cue: Cue) -> None:
        """See `Speaker`."""
        self._wanted.append((cue, self._clock.monotonic_s()))
        self._thread.wake()

    def look_again(self) -> None:
        """Something was plugged in: try the card now instead of at the next attempt. Any thread."""
        self._kept.try_now()
        self._thread.wake()

    def close(self) -> None:
        """End the thread and release the device; waits at most two seconds."""
        self._thread.end(self._times.close_s)

    # -- the thread ---------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._thread.ending:
            now_s = self._clock.monotonic_s()
            if self._kept.opened(now_s):
                self._look_s = now_s + self._times.look_s
                self._kept.tell(SignalNote.ANSWERS)
            elif self._kept.is_open and now_s >= self._look_s:
                self._look(now_s)
            if self._wanted:
                cue, asked_s = self._wanted.popleft()
                if self._kept.is_open and now_s - asked_s < self._times.late_s:
                    self._play(cue, now_s)
                continue
            self._thread.sleep(self._look_s - now_s if self._kept.is_open else self._kept.wait_s(now_s))

    def _look(self, now_s: float) -> None:
        self._look_s = now_s + self._times.look_s
        try:
            self._card.check()
        except DeviceBusy:
            # Somebody speaks or plays: it is there.
            return
        except DeviceError as error:
            self._kept.lose(error, now_s)

    def _play(self, cue: Cue, now_s: float) -> None:
        try:
            self._card.play(make_sound(cue, self._volume_percent))
        except DeviceError as error:
            self._kept.lose(error, now_s)
        else:
            self._listener(CuePlayed(self._name, cue))
