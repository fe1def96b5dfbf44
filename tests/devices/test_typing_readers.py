"""Readers that type, on an emulated USB device: an unchanged python-evdev, the real driver, grab and unplug."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from kiosk.devices.simulators.card_frames import type_text
from kiosk.domain.device import DeviceState
from kiosk.domain.reader import CardKind, CardRead, CodeScanned, ReaderNote, Symbology
from kiosk.domain.secret import Secret
from tests.devices.event_ear import PATIENCE_S
from tests.devices.reader_process import ReaderProcess
from tests.devices.reader_stand import QUICK

BY_ID = "evdev:///dev/input/by-id/usb-ACME_Reader_A7-event-kbd"
BY_NUMBERS = "evdev://05e0:1200:A7"


class EmulatedKeyboard:
    """The process that plays the kernel's side, see emulated_keyboard.py."""

    def __init__(self):
        script = Path(__file__).with_name("emulated_keyboard.py")
        # Debian's own Python: the binding of umockdev is a Debian package.
        self._process = subprocess.Popen(
            ["umockdev-wrapper", "/usr/bin/python3", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._root = self._process.stdout.readline().strip()

    def environment(self):
        """For processes that are to see the emulated devices."""
        return os.environ | {"UMOCKDEV_DIR": self._root, "LD_PRELOAD": "libumockdev-preload.so.0"}

    def plug(self):
        self._order("plug")

    def unplug(self):
        self._order("unplug")

    def type(self, text):
        self._order(f"send {type_text(text).hex()}")

    def send(self, octets):
        self._order(f"send {octets.hex()}")

    def hold(self, held):
        """Whether another program has grabbed it."""
        self._order(f"grab {'busy' if held else 'free'}")

    def is_grabbed(self):
        """Whether it was taken by somebody for himself."""
        return self._order("grabbed?") == "yes"

    def close(self):
        self._process.stdin.close()
        assert self._process.wait(PATIENCE_S) == 0
        self._process.stdout.close()

    def _order(self, order):
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline().strip()
        assert answer in {"ok", "yes", "no"}, f"{order}: {answer}"
        return answer


@pytest.fixture
def keyboard():
    emulated = EmulatedKeyboard()
    yield emulated
    emulated.close()


@pytest.fixture
def reader(keyboard):
    """Opens a reader in a process that sees the emulated device."""
    opened = []

    def make(url=BY_ID):
        opened.append(ReaderProcess(url, keyboard.environment()))
        return opened[-1].ear

    yield make
    for process in opened:
        process.close()


@pytest.mark.parametrize("url", [BY_ID, BY_NUMBERS], ids=["by its name", "by its numbers"])
def test_a_card_is_typed_into_our_hands_alone(keyboard, reader, url) -> None:
    keyboard.plug()
    ear = reader(url)
    assert ear.wait_note(ReaderNote.NOT_HEARD).state is DeviceState.UNKNOWN
    assert keyboard.is_grabbed()
    keyboard.type("0004711815")
    assert ear.wait_read("0004711815") == CardRead(CardKind.TYPED, Secret("0004711815"), "reader")


def test_a_code_is_typed_with_capitals_and_signs(keyboard, reader) -> None:
    keyboard.plug()
    ear = reader(f"{BY_ID}?reads=codes")
    ear.wait_note(ReaderNote.NOT_HEARD)
    keyboard.type("]Q1https://Desk.example/?t=K7-0042M-9&x=%7E")
    text = "https://Desk.example/?t=K7-0042M-9&x=%7E"
    assert ear.wait_read(text) == CodeScanned(Symbology.QR, Secret(text), "reader")


def test_unplugged_amid_a_card_and_plugged_in_again_under_another_number(keyboard, reader) -> None:
    keyboard.plug()
    ear = reader()
    ear.wait_note(ReaderNote.NOT_HEARD)
    typed = type_text("0004711815")
    keyboard.send(typed[: len(typed) // 2])
    keyboard.unplug()
    assert ear.wait_note(ReaderNote.NO_READER).state is DeviceState.ABSENT
    seen = len(ear.events)
    keyboard.plug()
    ear.wait_note(ReaderNote.NOT_HEARD, start=seen)
    keyboard.type("0815471100")
    ear.wait_read("0815471100")
    assert ear.read() == ["0815471100"]


def test_it_may_come_long_after_the_program(keyboard, reader) -> None:
    ear = reader(BY_NUMBERS)
    ear.wait_note(ReaderNote.NO_READER)
    keyboard.plug()
    ear.wait_note(ReaderNote.NOT_HEARD)
    keyboard.type("0004711815")
    ear.wait_read("0004711815")


def test_a_reader_that_somebody_else_has_grabbed_is_held_until_it_is_free(keyboard, reader) -> None:
    keyboard.plug()
    keyboard.hold(True)
    ear = reader()
    assert ear.wait_note(ReaderNote.HELD).state is DeviceState.BLOCKED
    keyboard.hold(False)
    ear.wait_note(ReaderNote.NOT_HEARD)
    keyboard.type("0004711815")
    ear.wait_read("0004711815")


def test_half_a_number_is_no_card(keyboard, reader) -> None:
    keyboard.plug()
    ear = reader()
    ear.wait_note(ReaderNote.NOT_HEARD)
    typed = type_text("0004711815")
    keyboard.send(typed[: len(typed) // 2])
    time.sleep(QUICK.pause_s * 1.5)
    keyboard.type("0815471100")
    ear.wait_read("0815471100")
    assert ear.read() == ["0815471100"]
