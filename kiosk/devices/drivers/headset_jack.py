"""The driver of the headset jack: one thread listens to its switch, and asks for it whenever it cannot know."""

from __future__ import annotations

from kiosk.clock import Clock
from kiosk.devices.drivers.driver_thread import DriverThread
from kiosk.devices.drivers.kept_open import KeptOpen
from kiosk.devices.drivers.signal_times import SignalTimes
from kiosk.devices.protocols.headset_switch import HeadsetDecoder, Switched
from kiosk.devices.transports.headset_line import HeadsetLine
from kiosk.domain.signals import HeadsetChanged, SignalListener, SignalNote
from kiosk.errors import DeviceError


class SwitchJack:
    """The `HeadsetJack` of the domain on every `HeadsetLine`. Tells of changes alone; a jack that goes is empty."""

    def __init__(
        self, line: HeadsetLine, *, listener: SignalListener, clock: Clock, name: str, times: SignalTimes | None = None
    ) -> None:
        self._line = line
        self._listener = listener
        self._clock = clock
        self._name = name
        self._times = times or SignalTimes()
        self._kept = KeptOpen(name, open_line=line.open, close_line=line.close, listener=listener, times=self._times)
        self._decoder = HeadsetDecoder()
        self._plugged = False
        self._thread = DriverThread(self._run, name=name)
        self._thread.start()

    def look_again(self) -> None:
        """Something was plugged in: try the line now instead of at the next attempt. Any thread."""
        self._kept.try_now()
        self._thread.wake()

    def close(self) -> None:
        """End the thread and release the device; waits at most two seconds."""
        self._thread.end(self._times.close_s)

    # -- the thread ---------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._thread.ending:
            now_s = self._clock.monotonic_s()
            try:
                if self._kept.opened(now_s):
                    self._become(self._line.ask(), by_hand=False)
                    self._kept.tell(SignalNote.ANSWERS)
                if self._kept.is_open:
                    self._hear(self._line.read())
                    self._line.wait(self._thread.waker, self._times.rest_s)
                    continue
            except DeviceError as error:
                self._lose(error, now_s)
            self._thread.sleep(self._kept.wait_s(now_s))
        self._line.close()

    def _lose(self, error: DeviceError, now_s: float) -> None:
        self._decoder.clear()
        self._kept.lose(error, now_s)
        self._become(False, by_hand=False)

    def _hear(self, data: bytes) -> None:
        for said in self._decoder.feed(data):
            match said:
                case Switched.LOST:
                    self._become(self._line.ask())
                case Switched.IN | Switched.OUT:
                    self._become(said is Switched.IN)

    def _become(self, plugged: bool, *, by_hand: bool = True) -> None:
        if plugged is not self._plugged:
            self._plugged = plugged
            self._listener(HeadsetChanged(self._name, plugged, by_hand))
