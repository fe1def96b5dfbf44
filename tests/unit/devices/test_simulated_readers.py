"""The simulators of readers: that they send what the data sheets say, and misbehave when told to."""

from __future__ import annotations

import contextlib
import select
import socket
from functools import partial
from pathlib import Path

import pytest

from kiosk.devices.protocols.chip_id import GET_UID
from kiosk.devices.simulators.card_frames import frame_line, frame_rdm6300, frame_stx, type_text
from kiosk.devices.simulators.line_reader import CardReaderSimulator, ScannerSimulator
from kiosk.devices.simulators.ports import PtyPort
from kiosk.devices.simulators.virtual_card import ATR, VirtualCard
from kiosk.devices.transports.serial_line import SerialTransport
from kiosk.domain.reader import Symbology
from kiosk.errors import DeviceAbsent

PATIENCE_S = 20.0


class Line:
    """The kiosk's end of a simulator's line."""

    def __init__(self, simulator):
        self.simulator = simulator
        self.line = SerialTransport(simulator.url)
        self.line.open()
        self._left = b""

    def take(self, count):
        """The next `count` bytes; what came with them is left for the next time."""
        while len(self._left) < count:
            assert select.select([self.line._opened()], [], [], PATIENCE_S)[0], self._left
            self._left += self.line.read()
        taken, self._left = self._left[:count], self._left[count:]
        return taken

    def close(self):
        self.line.close()
        self.simulator.close()


@pytest.fixture
def on_line():
    """Makes simulators with somebody at the other end: `on_line(CardReaderSimulator, frame_stx)`."""
    made = []

    def make(kind, frame, **options):
        made.append(Line(kind(PtyPort(), frame, **options)))
        return made[-1]

    yield make
    for line in made:
        line.close()


def test_an_rdm6300_sends_the_example_of_its_data_sheet() -> None:
    assert frame_rdm6300("62E3086CED") == b"\x0262E3086CED08\x03"


@pytest.mark.parametrize("number", ["62E3086C", "62E3086CED00", "card", ""])
def test_an_rdm6300_reads_nothing_but_its_own_tags(number) -> None:
    with pytest.raises(ValueError, match="hexadecimal"):
        frame_rdm6300(number)


def test_frames_and_lines() -> None:
    assert frame_stx("0815") == b"\x020815\x03"
    assert frame_line("]Q1Αίτηση") == "]Q1Αίτηση\r\n".encode()


def test_a_keyboard_types_no_greek() -> None:
    with pytest.raises(ValueError, match="keyboard"):
        type_text("Αίτηση")


def test_a_card_is_sent_once_or_again_and_again_until_it_is_taken_away(on_line) -> None:
    once = on_line(CardReaderSimulator, frame_stx)
    once.simulator.insert_card("0815")
    assert once.take(6) == frame_stx("0815")
    repeating = on_line(CardReaderSimulator, frame_stx, repeat_s=0.01)
    repeating.simulator.insert_card("0815")
    assert repeating.take(30) == frame_stx("0815") * 5
    repeating.simulator.remove_card()
    repeating.simulator.insert_card("4711")
    while repeating.take(6) != frame_stx("4711"):
        pass


def test_a_scanner_says_what_it_scanned_where_it_is_set_up_to(on_line) -> None:
    saying = on_line(ScannerSimulator, frame_line)
    saying.simulator.scan("4711", Symbology.CODE_128)
    assert saying.take(9) == b"]C04711\r\n"
    mute = on_line(ScannerSimulator, frame_line, identifies=False)
    mute.simulator.scan("4711", Symbology.CODE_128)
    assert mute.take(6) == b"4711\r\n"


def test_half_a_frame_is_half_a_frame(on_line) -> None:
    line = on_line(CardReaderSimulator, frame_rdm6300)
    line.simulator.half_frame("62E3086CED")
    line.simulator.insert_card("62E3086CED")
    assert line.take(21) == b"\x0262E308" + frame_rdm6300("62E3086CED")


def test_noise_is_other_noise_each_time(on_line) -> None:
    line = on_line(ScannerSimulator, frame_line)
    line.simulator.noise()
    line.simulator.noise()
    heard = line.take(80)
    assert heard[:40] != heard[40:]


def test_a_silent_reader_sends_nothing_until_it_is_back(on_line) -> None:
    line = on_line(ScannerSimulator, frame_line)
    line.simulator.silence()
    line.simulator.scan("1111")
    line.simulator.noise()
    line.simulator.silence(False)
    line.simulator.scan("2222")
    assert line.take(9) == b"]Q12222\r\n"


def test_a_pulled_cable_is_gone_until_it_is_put_in_again(on_line) -> None:
    line = on_line(ScannerSimulator, frame_line)
    line.simulator.unplug()
    line.simulator.scan("1111")
    with pytest.raises(DeviceAbsent):
        line.line.read()
    with pytest.raises(DeviceAbsent):
        line.line.open()
    line.simulator.replug()
    line.line.open()
    line.simulator.scan("2222")
    assert line.take(9) == b"]Q12222\r\n"


def test_nothing_of_a_simulator_is_left(on_line) -> None:
    simulator = CardReaderSimulator(PtyPort(), frame_stx)
    line = Path(simulator.url.path)
    assert line.is_symlink()
    simulator.close()
    assert not line.parent.exists()


# -- the virtual card -------------------------------------------------------------------------------------


class Slot:
    """Plays vpcd: waits for a card and asks it."""

    def __init__(self, listener):
        self._listener = listener
        self._card = None

    def accept(self):
        self._card, _ = self._listener.accept()
        self._card.settimeout(PATIENCE_S)

    def tell(self, command):
        self._card.sendall(len(command).to_bytes(2, "big") + command)

    def ask(self, command):
        self.tell(command)
        length = int.from_bytes(self._receive(2), "big")
        return self._receive(length)

    def is_empty(self):
        return self._card.recv(1) == b""

    def close(self):
        if self._card is not None:
            self._card.close()

    def _receive(self, count):
        received = b""
        while len(received) < count:
            piece = self._card.recv(count - len(received))
            assert piece, "the card is gone"
            received += piece
        return received


@pytest.fixture
def slot():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(PATIENCE_S)
        with contextlib.closing(Slot(listener)) as new:
            new.port = listener.getsockname()[1]
            yield new


@pytest.fixture
def card(slot):
    with contextlib.closing(VirtualCard(slot.port)) as new:
        yield new


def test_a_card_tells_what_it_is_and_its_number(card, slot) -> None:
    card.insert_card("04A1B2C3")
    slot.accept()
    slot.tell(b"\x01")
    assert slot.ask(b"\x04") == ATR
    assert slot.ask(GET_UID) == bytes.fromhex("04A1B2C39000")
    assert slot.ask(bytes.fromhex("00A4040000")) == bytes.fromhex("6D00")


def test_another_card_takes_the_place_of_the_first(card, slot) -> None:
    card.insert_card("04A1B2C3")
    slot.accept()
    card.insert_card("11223344")
    assert slot.is_empty()
    slot.close()
    slot.accept()
    assert slot.ask(GET_UID) == bytes.fromhex("112233449000")


@pytest.mark.parametrize("take_out", ["remove_card", "unplug", "close"])
def test_a_card_that_is_taken_out_is_gone(card, slot, take_out) -> None:
    card.insert_card("04A1B2C3")
    slot.accept()
    getattr(card, take_out)()
    assert slot.is_empty()


def test_a_card_may_be_pulled_out_amid_the_read(card, slot) -> None:
    card.half_frame("04A1B2C3")
    slot.accept()
    assert slot.ask(b"\x04") == ATR
    slot.tell(GET_UID)
    assert slot.is_empty()


def test_a_card_may_answer_rubbish_or_nothing(card, slot) -> None:
    card.noise()
    card.insert_card("04A1B2C3")
    slot.accept()
    assert slot.ask(GET_UID) == b"\x04"
    card.noise(False)
    card.silence()
    slot.tell(GET_UID)
    # The first answer is that to the second question.
    assert slot.ask(b"\x04") == ATR


def test_without_a_service_nothing_happens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    for act in (partial(VirtualCard.insert_card, number="04A1B2C3"), VirtualCard.remove_card, VirtualCard.close):
        act(VirtualCard(port))


def test_a_card_without_a_number_is_no_card(card) -> None:
    with pytest.raises(ValueError, match="hexadecimal"):
        card.insert_card("no number")
