"""A line that is opened for ever, with pauses between, and its health, told on each change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kiosk.devices.drivers.backoff import Backoff
from kiosk.devices.drivers.signal_times import SignalTimes
from kiosk.domain.device import DeviceState
from kiosk.domain.signals import SignalHealth, SignalListener, SignalNote
from kiosk.errors import DeviceAbsent, DeviceBusy, DeviceError

_STATES: Mapping[SignalNote, DeviceState] = MappingProxyType(
    {
        SignalNote.ANSWERS: DeviceState.READY,
        SignalNote.CANNOT_ANSWER: DeviceState.UNKNOWN,
        SignalNote.SILENT: DeviceState.UNKNOWN,
        SignalNote.MISSING: DeviceState.ABSENT,
        SignalNote.HELD: DeviceState.BLOCKED,
        SignalNote.REFUSED: DeviceState.BLOCKED,
    }
)


class KeptOpen:
    """Owned by the driver's thread, but for `try_now`."""

    def __init__(
        self,
        device: str,
        *,
        open_line: Callable[[], None],
        close_line: Callable[[], None],
        listener: SignalListener,
        times: SignalTimes,
    ) -> None:
        """`open_line` may raise DeviceError; `close_line` may be called when nothing is open."""
        self._device = device
        self._open_line = open_line
        self._close_line = close_line
        self._listener = listener
        self._backoff = Backoff(times.first_retry_s, times.last_retry_s)
        self._note: SignalNote | None = None
        self._opened_s = 0.0
        self.is_open = False

    def try_now(self) -> None:
        """Try at the next chance instead of when it is due. Any thread."""
        self._backoff.hurry()

    def wait_s(self, now_s: float) -> float:
        """Until the next attempt is due."""
        return self._backoff.wait_s(now_s)

    def opened(self, now_s: float) -> bool:
        """Open the line if that is due. Whether it is open now, and was not before."""
        if self.is_open or not self._backoff.is_due(now_s):
            return False
        try:
            self._open_line()
        except DeviceError as error:
            self.lose(error, now_s)
            return False
        self.is_open = True
        self._opened_s = now_s
        return True

    def lose(self, error: DeviceError, now_s: float) -> None:
        """The line cannot be opened or was lost."""
        self._close_line()
        if self.is_open:
            self._backoff.stood(self._opened_s, now_s)
        self.is_open = False
        self._backoff.failed(now_s)
        match error:
            case DeviceBusy():
                self.tell(SignalNote.HELD)
            case DeviceAbsent():
                self.tell(SignalNote.MISSING)
            case _:
                self.tell(SignalNote.REFUSED)

    def tell(self, note: SignalNote) -> None:
        """This is known of the device; its listener hears of it when it is news."""
        if note is not self._note:
            self._note = note
            self._listener(SignalHealth(self._device, _STATES[note], note=note))
