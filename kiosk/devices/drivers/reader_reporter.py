"""Posts a reader's events, each change of its health once. Logging it is the device manager's."""

from __future__ import annotations

from kiosk.domain.device import DeviceState
from kiosk.domain.reader import ReaderEvent, ReaderHealth, ReaderListener, ReaderNote
from kiosk.errors import DeviceAbsent, DeviceBusy, DeviceError

_STATES = {
    ReaderNote.ATTACHED: DeviceState.READY,
    ReaderNote.HEARD: DeviceState.READY,
    ReaderNote.NOT_HEARD: DeviceState.UNKNOWN,
    ReaderNote.GARBLED: DeviceState.UNKNOWN,
    ReaderNote.NO_READER: DeviceState.ABSENT,
    ReaderNote.NO_SERVICE: DeviceState.ABSENT,
    ReaderNote.HELD: DeviceState.BLOCKED,
    ReaderNote.REFUSED: DeviceState.BLOCKED,
}


class ReaderReporter:
    """Owned by the driver's thread."""

    def __init__(self, device: str, listener: ReaderListener) -> None:
        self._device = device
        self._listener = listener
        self._note: ReaderNote | None = None

    def health(self, note: ReaderNote) -> None:
        """This is known of the reader."""
        if note is not self._note:
            self._note = note
            self._listener(ReaderHealth(self._device, _STATES[note], note=note))

    def lost(self, error: DeviceError) -> None:
        """The line cannot be opened or was lost."""
        match error:
            case DeviceBusy():
                self.health(ReaderNote.HELD)
            case DeviceAbsent():
                self.health(ReaderNote.NO_READER)
            case _:
                self.health(ReaderNote.REFUSED)

    def tell(self, event: ReaderEvent) -> None:
        """Something was read."""
        self._listener(event)
