"""The PC/SC driver with the real pcscd, Debian's CCID driver and a USB reader that QEMU plays."""

from __future__ import annotations

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.reader_opening import open_reader
from kiosk.domain.reader import CardKind, CardRead, ReaderNote
from tests.guest.card_in_slot import CardInSlot

UID = "04A1B2C3D4E5F6"


@pytest.fixture
def slot(monitor):
    """The reader, plugged in and out: `slot()`."""
    plugged = []

    def toggle():
        if plugged:
            monitor.unplug(plugged.pop())
        else:
            monitor.plug("usb-ccid", "ccid")
            monitor.do("device_add", driver="ccid-card-passthru", id="slot", bus="ccid.0", chardev="slot")
            plugged.append("ccid")

    yield toggle
    if plugged:
        toggle()


def test_a_card_in_a_usb_reader_is_read(slot, ear):
    reader = open_reader("pcsc://", listener=ear, clock=SystemClock())
    try:
        ear.wait_note(ReaderNote.NO_READER)
        slot()
        ear.wait_note(ReaderNote.ATTACHED)
        card = CardInSlot(UID)
        card.insert()
        ear.wait_read(UID)
        assert next(event for event in ear.events if isinstance(event, CardRead)).kind is CardKind.CHIP
        card.remove()
        heard = len(ear.events)
        slot()
        ear.wait_note(ReaderNote.NO_READER, start=heard)
    finally:
        reader.close()
