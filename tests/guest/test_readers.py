"""The real driver on a real cdc_acm, ftdi_sio and usbhid: a scanner, a card reader on an adapter, two that type."""

from __future__ import annotations

import os
import selectors
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.discovery import discover
from kiosk.devices.reader_opening import open_reader
from kiosk.devices.simulators.card_frames import frame_rdm6300
from kiosk.domain.reader import CardKind, CardRead, CodeScanned, ReaderNote, Symbology
from tests.guest.gadget_ports import scan, type_number
from tests.guest.gadgets import settle, wait_until

ADAPTER = "serial://0403:6001?protocol=rdm6300"
CARD, OTHER_CARD = "0A00B1C2D3", "0A00E4F5A6"


@pytest.fixture
def reader(ear):
    """Opens readers: `reader(URL)`, and waits until the line is open."""
    made = []

    def make(url, *, there=True):
        made.append(open_reader(url, listener=ear, clock=SystemClock()))
        ear.wait_note(ReaderNote.NOT_HEARD if there else ReaderNote.NO_READER)
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def adapter(monitor):
    """QEMU's FTDI adapter, plugged in and out: `adapter.plug()`; what is sent into it: `adapter.send()`."""
    made = Adapter(monitor)
    yield made
    made.unplug()


class Adapter:
    def __init__(self, monitor):
        self._monitor = monitor
        self._plugged = False

    def plug(self):
        self._monitor.plug("usb-serial", "adapter", chardev="adapter")
        self._plugged = True
        wait_until(lambda: any(node.place.vendor == 0x0403 for node in discover()))
        settle()

    def unplug(self):
        if self._plugged:
            self._monitor.unplug("adapter")
            self._plugged = False

    def send(self, data):
        with Path("/dev/virtio-ports/guest.reader").open("wb", buffering=0) as port:
            port.write(data)


def test_a_scanner_on_usb_cdc_is_read_and_found_again(reader, gadget, ear):
    scanner = gadget("scanner")
    (link,) = Path("/dev/kiosk").glob("serial-*")
    reader(f"serial://{link}?protocol=codes")
    scan(b"]Q1K7-0042M-9\r\n")
    ear.wait_read("K7-0042M-9")
    scanned = next(event for event in ear.events if isinstance(event, CodeScanned))
    assert scanned.symbology is Symbology.QR
    heard = len(ear.events)
    scanner.unplug()
    ear.wait_note(ReaderNote.NO_READER, start=heard)
    heard = len(ear.events)
    scanner.plug()
    ear.wait_note(ReaderNote.NOT_HEARD, start=heard)
    scan(b"]Q1K7-0043K-9\r\n")
    ear.wait_read("K7-0043K-9", start=heard)


def test_a_card_reader_on_an_ftdi_adapter_may_come_late_and_come_again(reader, adapter, ear):
    reader(ADAPTER, there=False)
    for card in (CARD, OTHER_CARD):
        heard = len(ear.events)
        adapter.plug()
        ear.wait_note(ReaderNote.NOT_HEARD, start=heard)
        adapter.send(frame_rdm6300(card))
        ear.wait_read(card, start=heard)
        heard = len(ear.events)
        adapter.unplug()
        ear.wait_note(ReaderNote.NO_READER, start=heard)
    assert ear.read() == [CARD, OTHER_CARD]


def test_what_a_reader_types_reaches_the_kiosk_and_nobody_else(reader, gadget, ear):
    gadget("reader")
    (link,) = Path("/dev/kiosk").glob("reader-*")
    with link.open("rb", buffering=0) as eavesdropper:
        os.set_blocking(eavesdropper.fileno(), False)
        made = reader(f"evdev://{link}?reads=cards")
        type_number("0012345678")
        ear.wait_read("0012345678")
        assert eavesdropper.read() is None
        # Without the grab it would have heard: it does as soon as the kiosk lets go.
        made.close()
        type_number("1")
        with selectors.DefaultSelector() as waiting:
            waiting.register(eavesdropper, selectors.EVENT_READ)
            assert waiting.select(60)


def test_a_keyboard_of_qemu_is_a_reader_that_types(reader, monitor, ear):
    monitor.plug("usb-kbd", "keyboard")
    try:
        wait_until(lambda: any(node.place.vendor == 0x0627 for node in discover()))
        settle()
        reader("evdev://0627:0001?reads=cards")
        monitor.type("4", "7", "1", "1", "ret")
        assert ear.wait(lambda event: isinstance(event, CardRead)).kind is CardKind.TYPED
        assert ear.read() == ["4711"]
    finally:
        monitor.unplug("keyboard")
