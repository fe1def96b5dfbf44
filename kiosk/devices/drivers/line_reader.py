"""The driver of readers and scanners that send without being asked: serial ones, and those that type.

One thread owns the line and opens it for ever. Such a device cannot be asked how it is. What is known is: the line
opens or not; something whole came, and vouches for the reader for an hour; only rubbish came. Silence is `unknown`.
"""

from __future__ import annotations

from kiosk.clock import Clock
from kiosk.devices.drivers.backoff import Backoff
from kiosk.devices.drivers.driver_thread import DriverThread
from kiosk.devices.drivers.reader_reporter import ReaderReporter
from kiosk.devices.drivers.reader_times import ReaderTimes
from kiosk.devices.drivers.repeats import RepeatFilter
from kiosk.devices.protocols.reading import Reading, ReadingDecoder
from kiosk.devices.transports.base import Transport
from kiosk.domain.reader import CardKind, CardRead, CodeScanned, ReaderListener, ReaderNote
from kiosk.errors import DeviceError

GARBLED_LIMIT = 3
"""Things without sense, and nothing whole among them, after which the reader is called garbled: plugging a cable in
gives one or two."""


class LineReader:
    """The `Reader` of the domain on every `Transport`. Events come on the driver's thread."""

    def __init__(
        self,
        transport: Transport,
        decoder: ReadingDecoder,
        *,
        reads: CardKind | None,
        listener: ReaderListener,
        clock: Clock,
        name: str,
        times: ReaderTimes | None = None,
    ) -> None:
        """`reads` is where a card's id comes from; None for a scanner."""
        self._transport = transport
        self._decoder = decoder
        self._reads = reads
        self._clock = clock
        self._name = name
        self._times = times or ReaderTimes()
        self._report = ReaderReporter(name, listener)
        self._repeats = RepeatFilter(self._times.repeat_s)
        self._is_open = False
        self._backoff = Backoff(self._times.first_retry_s, self._times.last_retry_s)
        self._opened_s = 0.0
        self._vouched_until_s: float | None = None
        self._garbled_before = 0
        """How much was garbled when something whole last came, or the line was opened."""
        self._thread = DriverThread(self._run, name=name)
        self._thread.start()

    @property
    def name(self) -> str:
        """Its name in events and logs."""
        return self._name

    def look_again(self) -> None:
        """Something was plugged in: try the line now instead of at the next attempt. Any thread."""
        self._backoff.hurry()
        self._thread.wake()

    def close(self) -> None:
        """End the thread and release the device; waits at most two seconds."""
        self._thread.end(self._times.close_s)

    # -- the thread ---------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._thread.ending:
            now_s = self._clock.monotonic_s()
            if not self._is_open and self._backoff.is_due(now_s):
                self._open(now_s)
            try:
                if self._is_open:
                    self._listen(now_s)
                self._wait(now_s)
            except DeviceError as error:
                self._lose(error, now_s)
        self._transport.close()

    def _open(self, now_s: float) -> None:
        try:
            self._transport.open()
        except DeviceError as error:
            self._lose(error, now_s)
            return
        self._is_open = True
        self._opened_s = now_s
        self._garbled_before = self._decoder.garbled
        self._vouched_until_s = None

    def _lose(self, error: DeviceError, now_s: float) -> None:
        self._transport.close()
        self._decoder.clear()
        if self._is_open:
            self._backoff.stood(self._opened_s, now_s)
        self._is_open = False
        self._backoff.failed(now_s)
        self._report.lost(error)

    def _listen(self, now_s: float) -> None:
        data = self._transport.read()
        readings = self._decoder.feed(data, now_s) if data else self._decoder.expire(now_s)
        if readings:
            self._vouched_until_s = now_s + self._times.vouch_s
            self._garbled_before = self._decoder.garbled
        # Before the readings themselves: whoever hears of a card knows by then that its reader works.
        self._report.health(self._note(now_s))
        for reading in readings:
            self._tell(reading, now_s)
        self._repeats.expire(now_s)

    def _note(self, now_s: float) -> ReaderNote:
        if self._vouched_until_s is not None and now_s >= self._vouched_until_s:
            self._vouched_until_s = None
        if self._decoder.garbled - self._garbled_before >= GARBLED_LIMIT:
            return ReaderNote.GARBLED
        return ReaderNote.NOT_HEARD if self._vouched_until_s is None else ReaderNote.HEARD

    def _tell(self, reading: Reading, now_s: float) -> None:
        if not self._repeats.is_new(reading.text, now_s):
            return
        if self._reads is None:
            self._report.tell(CodeScanned(reading.symbology, reading.text, self._name))
        else:
            self._report.tell(CardRead(self._reads, reading.text, self._name))

    def _wait(self, now_s: float) -> None:
        if not self._is_open:
            self._thread.sleep(self._backoff.wait_s(now_s))
            return
        dues_s = (self._decoder.due_s(), self._repeats.due_s(), self._vouched_until_s)
        timeout_s = min((due_s - now_s for due_s in dues_s if due_s is not None), default=self._times.vouch_s)
        self._transport.wait(self._thread.waker, timeout_s, to_write=False)
