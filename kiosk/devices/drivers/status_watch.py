"""Keeps asking a printer how it is, and knows when it went silent. Pure: bytes and seconds come from outside."""

from __future__ import annotations

from kiosk.devices.drivers.printer_times import PrinterTimes
from kiosk.devices.protocols.escpos_commands import ask_status
from kiosk.devices.protocols.escpos_status import PrinterStatus, decode_auto_status, decode_real_time
from kiosk.domain.printing import PrinterFault

_KINDS = (1, 2, 3, 4)


class StatusWatch:
    """The latest status from ASB and from rounds of DLE EOT 1-4, whichever spoke last.

    A cover that is reported open right after it was closed is read again before it is believed: some models repeat the
    old flag once.
    """

    def __init__(self, times: PrinterTimes, now_s: float) -> None:
        self._times = times
        self._status: PrinterStatus | None = None
        self._answers: list[int] = []
        self._asked_s: float | None = None
        self._outdated = False
        """Whether the answer outstanding belongs to a round that was given up."""
        self._shifted = False
        """Whether the answers of this round may each belong to the question before: one that was given up came late."""
        self._surprised = False
        self._cover_closed_s: float | None = None
        self._next_round_s = now_s
        self._heard_s = now_s
        self.ever_heard = False
        """Whether the printer said anything since the line was opened."""
        self.rounds = 0
        """Complete rounds so far."""

    def status(self, now_s: float) -> PrinterStatus | None:
        """What the printer last said; None before it said everything and while it is silent."""
        return None if self.is_silent(now_s) else self._status

    def is_silent(self, now_s: float) -> bool:
        """Whether it has said nothing for too long."""
        return now_s - self._heard_s >= self._times.silence_s

    def is_lost(self, now_s: float) -> bool:
        """Whether it has been silent for so long that the line should be opened anew."""
        return now_s - self._heard_s >= self._times.lost_s

    def question(self, now_s: float) -> bytes | None:
        """The question to send now, if one is due. One at a time: only the order tells the answers apart."""
        if self._asked_s is not None:
            if now_s - self._asked_s < self._times.reply_s:
                return None
            # Lost, or late: then it would be taken for the answer to the next question.
            self._answers.clear()
            self._outdated = False
            self._shifted = True
            self._next_round_s = now_s
        if not self._answers:
            if now_s < self._next_round_s:
                self._asked_s = None
                return None
            self._next_round_s = now_s + self._times.heartbeat_s
        self._asked_s = now_s
        return ask_status(_KINDS[len(self._answers)])

    def ask_soon(self, now_s: float) -> None:
        """Begin the next round at once."""
        self._next_round_s = now_s

    def fresh_round(self, now_s: float) -> int:
        """The number of the first round that is asked from now on; it is asked at once."""
        self.ask_soon(now_s)
        under_way = bool(self._answers) or self._asked_s is not None
        return self.rounds + (2 if under_way else 1)

    def hear(self, now_s: float) -> None:
        """The printer said something, whatever it was."""
        self._heard_s = now_s
        self.ever_heard = True

    def take_answer(self, byte: int, now_s: float) -> None:
        """An answer to the question outstanding; one nobody asked for (a picture can contain a question) is ignored."""
        if self._asked_s is None:
            return
        self._asked_s = None
        if self._outdated:
            self._outdated = False
            return
        self._answers.append(byte)
        if len(self._answers) < len(_KINDS):
            return
        answers = tuple(self._answers)
        self._answers.clear()
        if self._shifted:
            # Whatever was late is here before the next round is asked, and counts for nothing.
            self._shifted = False
            self._next_round_s = max(self._next_round_s, now_s + self._times.late_s)
            return
        self._take_round(decode_real_time(*answers), now_s)

    def _take_round(self, status: PrinterStatus, now_s: float) -> None:
        if self._is_stale(status, now_s):
            return
        # Off line for no reason: most likely the round began before the printer recovered and ended after it.
        surprising = PrinterFault.OFFLINE in status.faults and status != self._status
        if surprising and not self._surprised:
            self._surprised = True
            self.ask_soon(now_s)
            return
        self._surprised = False
        self._take_status(status, now_s)
        self.rounds += 1

    def _take_status(self, status: PrinterStatus, now_s: float) -> None:
        was_open = self._status is not None and PrinterFault.COVER_OPEN in self._status.faults
        if was_open and PrinterFault.COVER_OPEN not in status.faults:
            self._cover_closed_s = now_s
        self._status = status

    def _is_stale(self, status: PrinterStatus, now_s: float) -> bool:
        """Whether `status` most likely repeats that the cover is open; if so it is asked again in a moment."""
        if PrinterFault.COVER_OPEN not in status.faults or self._cover_closed_s is None:
            return False
        if now_s - self._cover_closed_s >= self._times.stale_cover_s:
            return False
        self._next_round_s = min(self._next_round_s, now_s + self._times.stale_cover_s / 4)
        return True

    def take_auto_status(self, octets: bytes, now_s: float) -> None:
        """Four bytes of ASB. What a round collected before is older, and would make it half wrong: it starts anew."""
        status = decode_auto_status(octets)
        if self._is_stale(status, now_s):
            return
        self._take_status(status, now_s)
        self._answers.clear()
        self._outdated = self._asked_s is not None
        self.ask_soon(now_s)

    def due_in_s(self, now_s: float) -> float:
        """Seconds until there is something to ask or to notice."""
        due_s = self._next_round_s if self._asked_s is None else self._asked_s + self._times.reply_s
        if not self.is_silent(now_s):
            due_s = min(due_s, self._heard_s + self._times.silence_s)
        return max(0.0, min(due_s, self._heard_s + self._times.lost_s) - now_s)
