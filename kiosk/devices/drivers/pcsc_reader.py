"""The driver of PC/SC readers: one thread watches them through the service, and reads each card's chip id once.

The service may stop, start and lose its readers under us; the thread asks for it for ever.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.clock import Clock
from kiosk.devices.drivers.backoff import Backoff
from kiosk.devices.drivers.driver_thread import DriverThread
from kiosk.devices.drivers.reader_reporter import ReaderReporter
from kiosk.devices.drivers.reader_times import ReaderTimes
from kiosk.devices.drivers.repeats import RepeatFilter, digest
from kiosk.devices.protocols.chip_id import GET_UID, read_uid
from kiosk.devices.transports.pcsc import CardService, CardTrouble, Slot
from kiosk.domain.reader import CardKind, CardRead, CardUnreadable, ReaderListener, ReaderNote
from kiosk.domain.secret import Secret
from kiosk.errors import DeviceError

CARD_TRIES = 3
"""Attempts at a card that lies there and is mute, before its owner is told."""

LAST_TRY = 20
"""Further attempts, slower ones, end with this: pcscd looks a few times a second, and does not see a card that is put
back or changed for another in between; and it logs each attempt at a broken one."""

SHORTEST_ANSWER = 2
"""Bytes of any card's answer, its status word (ISO/IEC 7816-4, 5.1); less comes from a reader whose card has gone."""


@dataclass(slots=True)
class _Watched:
    """One reader, and the card in it."""

    slot: Slot | None = None
    """What the service said last; None while it has said nothing since it was opened."""
    asking: bool = False
    """There is a card in it that has not been read."""
    failures: int = 0
    """Attempts at it so far."""
    held: bool = False
    complained: bool = False
    """Whether its owner was told that the card cannot be read."""
    lying: bytes | None = None
    """Digest of the card that was read and has not been seen leaving, also not while the service was down: one that
    simply stayed in the reader is not told again."""


class PcscReader:
    """The `Reader` of the domain on a `CardService`. Events come on the driver's thread."""

    def __init__(
        self,
        service: CardService,
        *,
        wanted: str = "",
        listener: ReaderListener,
        clock: Clock,
        name: str,
        times: ReaderTimes | None = None,
    ) -> None:
        """Only readers whose name has `wanted` in it are used."""
        self._service = service
        self._wanted = wanted.casefold()
        self._clock = clock
        self._name = name
        self._times = times or ReaderTimes()
        self._report = ReaderReporter(name, listener)
        self._repeats = RepeatFilter(self._times.repeat_s)
        self._watched: dict[str, _Watched] = {}
        self._backoff = Backoff(self._times.first_retry_s, self._times.last_retry_s)
        self._is_open = False
        self._thread = DriverThread(self._run, name=name)
        self._thread.start()

    @property
    def name(self) -> str:
        """Its name in events and logs."""
        return self._name

    def look_again(self) -> None:
        """Something was plugged in: ask the service now. Any thread."""
        self._thread.wake()

    def close(self) -> None:
        """End the thread and release the service; waits at most two seconds."""
        self._thread.end(self._times.close_s)

    # -- the thread ---------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._thread.ending:
            try:
                if not self._is_open:
                    self._service.open()
                    self._is_open = True
                self._look()
                self._backoff.worked()
            except DeviceError:
                self._lose()
                now_s = self._clock.monotonic_s()
                self._backoff.failed(now_s)
                self._thread.sleep(self._backoff.wait_s(now_s))
        self._service.close()

    def _lose(self) -> None:
        self._service.close()
        self._is_open = False
        for watched in self._watched.values():
            watched.slot, watched.asking, watched.held = None, False, False
        self._report.health(ReaderNote.NO_SERVICE)

    def _look(self) -> None:
        """One round: which readers are there, what changed in them, and the cards that are to be read."""
        names = [name for name in self._service.readers() if self._wanted in name.casefold()]
        self._watched = {name: self._watched.get(name) or _Watched() for name in names}
        if not names:
            self._report.health(ReaderNote.NO_READER)
            self._thread.sleep(self._times.watch_s)
            return
        impatient = any(watched.asking and watched.failures < CARD_TRIES for watched in self._watched.values())
        marks = {name: watched.slot.mark if watched.slot else 0 for name, watched in self._watched.items()}
        changed = self._service.watch(marks, self._times.card_retry_s if impatient else self._times.watch_s)
        if changed is None:
            # Listed a moment ago and gone: the next round knows more.
            self._thread.sleep(self._times.card_retry_s)
            return
        for name, slot in changed.items():
            self._note_change(name, slot)
        for name, watched in self._watched.items():
            if watched.asking:
                self._read(name, watched)
        self._tell_health()
        self._repeats.expire(self._clock.monotonic_s())

    def _note_change(self, name: str, slot: Slot) -> None:
        watched = self._watched[name]
        before, watched.slot = watched.slot, slot
        if not slot.present:
            self._watched[name] = _Watched(slot)
        elif before is None or not before.present or before.comings != slot.comings:
            watched.asking, watched.failures = True, 0

    def _read(self, name: str, watched: _Watched) -> None:
        answer = self._service.exchange(name, GET_UID)
        watched.held = answer is CardTrouble.HELD
        if answer is CardTrouble.HELD:
            # Waited for as long as it takes: the other program may be done at any moment.
            return
        if isinstance(answer, CardTrouble) or len(answer) < SHORTEST_ANSWER:
            watched.failures += 1
            watched.asking = watched.failures < LAST_TRY
            if answer is CardTrouble.GONE or watched.failures == CARD_TRIES:
                self._complain(watched)
            return
        watched.asking = False
        uid = read_uid(answer)
        if uid is None:
            self._complain(watched)
        else:
            watched.complained = False
            self._tell(watched, uid)

    def _complain(self, watched: _Watched) -> None:
        if not watched.complained:
            watched.complained = True
            self._report.tell(CardUnreadable(self._name))

    def _tell(self, watched: _Watched, uid: Secret) -> None:
        mark = digest(uid)
        stayed, watched.lying = mark == watched.lying, mark
        if self._repeats.is_new(uid, self._clock.monotonic_s()) and not stayed:
            self._report.tell(CardRead(CardKind.CHIP, uid, self._name))

    def _tell_health(self) -> None:
        slots = [watched.slot for watched in self._watched.values()]
        if any(watched.held for watched in self._watched.values()):
            self._report.health(ReaderNote.HELD)
        elif any(slot is not None and slot.usable for slot in slots):
            self._report.health(ReaderNote.ATTACHED)
        else:
            self._report.health(ReaderNote.NO_READER)
