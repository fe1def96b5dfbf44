"""What hears a reader's events on its thread and lets a test wait for them."""

from __future__ import annotations

import gc
import sys
import time
import types

from kiosk.devices.drivers.reader_times import ReaderTimes
from kiosk.domain.reader import CardRead, CardUnreadable, CodeScanned, ReaderHealth
from tests.devices.event_ear import EventEar

QUICK = ReaderTimes(pause_s=0.15, repeat_s=0.4, first_retry_s=0.05, last_retry_s=0.1, watch_s=0.1, card_retry_s=0.03)


class Ear(EventEar):
    """A listener."""

    def wait_note(self, note, *, start=0):
        return self.wait(lambda event: isinstance(event, ReaderHealth) and event.note is note, start=start)

    def wait_read(self, text, *, start=0):
        return self.wait(lambda event: read_text(event) == text, start=start)

    def wait_unreadable(self, *, start=0):
        return self.wait(lambda event: isinstance(event, CardUnreadable), start=start)

    def heard_soon(self, text):
        """Whether `text` was read, or is within half a second."""
        ends = time.monotonic() + 0.5
        with self._changed:
            while text not in self.read() and (left := ends - time.monotonic()) > 0:
                self._changed.wait(left)
            return text in self.read()

    def read(self):
        """Everything read so far, in the clear."""
        return [text for text in map(read_text, self.events) if text is not None]

    def notes(self):
        return [event.note for event in self.events if isinstance(event, ReaderHealth)]


def read_text(event):
    """What the event says was read; None for any other event."""
    match event:
        case CardRead(_, secret) | CodeScanned(_, secret):
            return secret.reveal()
        case _:
            return None


def use(simulator, text):
    """Hold a card or code to it, and take it away."""
    if hasattr(simulator, "scan"):
        simulator.scan(text)
    else:
        simulator.insert_card(text)
        simulator.remove_card()


def use_until_read(simulator, ear, text):
    """As a person does: again, until it beeps. The first time may run into what was still on the line."""
    for _ in range(20):
        use(simulator, text)
        if ear.heard_soon(text):
            return
    raise AssertionError(f"never read in {ear.events}")


def kept_texts(driver):
    """Every text that can be reached from a driver and from what its thread is doing, code and classes excepted."""
    frame = sys._current_frames()[driver._thread.ident]
    todo, seen, texts = [driver], set(), []
    while frame is not None:
        todo += frame.f_locals.values()
        frame = frame.f_back
    while todo:
        found = todo.pop()
        if id(found) in seen or isinstance(found, type | types.ModuleType | types.FunctionType):
            continue
        seen.add(id(found))
        if isinstance(found, str):
            texts.append(found)
        elif isinstance(found, bytes | bytearray):
            texts.append(found.decode("latin-1"))
        else:
            todo += gc.get_referents(found)
    return texts
