"""The driver of readers and scanners that send without being asked, on real lines with simulators behind them."""

from __future__ import annotations

import itertools
import time

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.drivers.line_reader import GARBLED_LIMIT, LineReader
from kiosk.devices.drivers.reader_times import ReaderTimes
from kiosk.devices.protocols.card_numbers import read_number
from kiosk.devices.protocols.stx_frames import StxDecoder
from kiosk.devices.reader_opening import SimulatedReader, open_reader
from kiosk.devices.transports.serial_line import SerialTransport
from kiosk.devices.urls import SerialUrl
from kiosk.domain.device import DeviceState
from kiosk.domain.reader import CardKind, CardRead, CodeScanned, ReaderHealth, ReaderNote, Symbology
from kiosk.domain.secret import Secret
from kiosk.errors import DeviceError
from tests.devices.reader_stand import QUICK, Ear, kept_texts, use, use_until_read

NUMBER, OTHER = "0415AB3FC7", "62E3086CED"
CARD_READERS = {"stx": CardKind.TAG, "rdm6300": CardKind.TAG, "lines": CardKind.TAG, "typed": CardKind.TYPED}
SCANNERS = ("serial", "typed")


@pytest.fixture
def simulated():
    """Makes readers: `simulated("reader?kind=stx", ready=True)`, with `ear`, `simulator` and the driver."""
    made = []

    def make(what="reader", *, times=QUICK, name="reader"):
        ear = Ear()
        reader = open_reader(f"sim://{what}", listener=ear, clock=SystemClock(), name=name, times=times)
        made.append(reader)
        assert isinstance(reader, SimulatedReader)
        ear.wait_note(ReaderNote.NOT_HEARD)
        return reader.simulator, ear, reader

    yield make
    for reader in made:
        reader.close()


EVERY_KIND = [*(f"reader?kind={kind}" for kind in CARD_READERS), *(f"scanner?kind={kind}" for kind in SCANNERS)]


# -- reading ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", CARD_READERS)
def test_a_card_is_read(simulated, kind) -> None:
    simulator, ear, _ = simulated(f"reader?kind={kind}", name="reader-2")
    simulator.insert_card(NUMBER)
    assert ear.wait_read(NUMBER) == CardRead(CARD_READERS[kind], Secret(NUMBER), "reader-2")


@pytest.mark.parametrize(("kind", "symbology"), [*itertools.product(SCANNERS, [Symbology.QR, Symbology.UNKNOWN])])
def test_a_code_is_scanned(simulated, kind, symbology) -> None:
    simulator, ear, _ = simulated(f"scanner?kind={kind}")
    simulator.scan("https://desk.example/t/7?a=B", symbology)
    expected = CodeScanned(symbology, Secret("https://desk.example/t/7?a=B"), "reader")
    assert ear.wait_read("https://desk.example/t/7?a=B") == expected


@pytest.mark.parametrize("what", EVERY_KIND)
def test_the_reader_is_known_to_work_before_its_card_is_told(simulated, what) -> None:
    simulator, ear, _ = simulated(what)
    use(simulator, NUMBER)
    event = ear.wait_read(NUMBER)
    healths = [health for health in ear.events[: ear.events.index(event)] if isinstance(health, ReaderHealth)]
    assert [health.state for health in healths] == [DeviceState.UNKNOWN, DeviceState.READY]


# -- what goes wrong on the line --------------------------------------------------------------------------


@pytest.mark.parametrize("what", EVERY_KIND)
def test_noise_is_no_card_and_the_next_card_is_read(simulated, what) -> None:
    simulator, ear, _ = simulated(what)
    for _ in range(3):
        simulator.noise()
        time.sleep(QUICK.pause_s * 1.5)
    use_until_read(simulator, ear, NUMBER)
    assert set(ear.read()) == {NUMBER}


@pytest.mark.parametrize("what", EVERY_KIND)
def test_half_a_frame_is_no_card_and_the_next_card_is_read(simulated, what) -> None:
    simulator, ear, _ = simulated(what)
    simulator.half_frame(OTHER)
    time.sleep(QUICK.pause_s * 1.5)
    use_until_read(simulator, ear, NUMBER)
    assert set(ear.read()) == {NUMBER}


@pytest.mark.parametrize("what", EVERY_KIND)
def test_a_silent_reader_is_unknown_and_never_ready(simulated, what) -> None:
    simulator, ear, _ = simulated(what)
    simulator.silence()
    use(simulator, OTHER)
    simulator.silence(False)
    use(simulator, NUMBER)
    ear.wait_read(NUMBER)
    assert ear.read() == [NUMBER]
    assert ear.notes()[0] is ReaderNote.NOT_HEARD


def test_something_whole_vouches_for_a_reader_only_for_a_time(simulated) -> None:
    simulator, ear, _ = simulated(times=ReaderTimes(vouch_s=0.2))
    use(simulator, NUMBER)
    ear.wait_note(ReaderNote.HEARD)
    health = ear.wait_note(ReaderNote.NOT_HEARD, start=len(ear.events) - 1)
    assert health.state is DeviceState.UNKNOWN


def test_a_reader_that_sends_only_rubbish_is_called_garbled_until_a_card_is_read(simulated) -> None:
    simulator, ear, _ = simulated(times=ReaderTimes(pause_s=0.01))
    for _ in range(GARBLED_LIMIT):
        simulator.half_frame(NUMBER)
    health = ear.wait_note(ReaderNote.GARBLED)
    assert health.state is DeviceState.UNKNOWN
    use(simulator, NUMBER)
    ear.wait_note(ReaderNote.HEARD)


# -- double reads, two readers ----------------------------------------------------------------------------


def test_a_card_that_lies_on_a_reader_that_repeats_is_told_once(simulated) -> None:
    simulator, ear, _ = simulated("reader?kind=rdm6300")
    simulator.insert_card(NUMBER)
    ear.wait_read(NUMBER)
    # Long enough for the reader to repeat it a dozen times.
    time.sleep(1.0)
    simulator.remove_card()
    use(simulator, OTHER)
    ear.wait_read(OTHER)
    assert ear.read() == [NUMBER, OTHER]


def test_the_same_card_again_after_the_time_is_told_again(simulated) -> None:
    simulator, ear, _ = simulated()
    use(simulator, NUMBER)
    ear.wait_read(NUMBER)
    time.sleep(QUICK.repeat_s + 0.1)
    seen = len(ear.events)
    use(simulator, NUMBER)
    ear.wait_read(NUMBER, start=seen)


def test_two_readers_at_once_do_not_mix(simulated) -> None:
    first, first_ear, _ = simulated("reader?kind=stx", name="reader-1")
    second, second_ear, _ = simulated("reader?kind=typed", name="reader-2")
    for round_ in range(20):
        first.insert_card(f"11{round_:02}")
        second.insert_card(f"22{round_:02}")
    first_ear.wait_read("1119")
    second_ear.wait_read("2219")
    assert first_ear.read() == [f"11{round_:02}" for round_ in range(20)]
    assert second_ear.read() == [f"22{round_:02}" for round_ in range(20)]


def test_one_card_held_to_two_readers_is_told_by_both(simulated) -> None:
    first, first_ear, _ = simulated(name="reader-1")
    second, second_ear, _ = simulated("reader?kind=lines", name="reader-2")
    use(first, NUMBER)
    use(second, NUMBER)
    assert first_ear.wait_read(NUMBER).device == "reader-1"
    assert second_ear.wait_read(NUMBER).device == "reader-2"


# -- lines that go and come -------------------------------------------------------------------------------


@pytest.mark.parametrize("what", EVERY_KIND)
def test_a_reader_that_is_unplugged_amid_a_frame_works_when_it_is_plugged_in_again(simulated, what) -> None:
    simulator, ear, _ = simulated(what)
    simulator.half_frame(OTHER)
    simulator.unplug()
    assert ear.wait_note(ReaderNote.NO_READER).state is DeviceState.ABSENT
    seen = len(ear.events)
    simulator.replug()
    ear.wait_note(ReaderNote.NOT_HEARD, start=seen)
    use_until_read(simulator, ear, NUMBER)
    assert set(ear.read()) == {NUMBER}


def test_it_comes_and_goes_many_times(simulated) -> None:
    simulator, ear, _ = simulated()
    ear.wait_note(ReaderNote.NOT_HEARD)
    for _ in range(10):
        seen = len(ear.events)
        simulator.unplug()
        ear.wait_note(ReaderNote.NO_READER, start=seen)
        seen = len(ear.events)
        simulator.replug()
        ear.wait_note(ReaderNote.NOT_HEARD, start=seen)
    use_until_read(simulator, ear, NUMBER)


def test_a_reader_that_is_not_there_is_absent(tmp_path) -> None:
    ear = Ear()
    url = f"serial://{tmp_path / 'reader'}?protocol=stx"
    reader = open_reader(url, listener=ear, clock=SystemClock(), times=QUICK)
    try:
        assert ear.wait_note(ReaderNote.NO_READER).state is DeviceState.ABSENT
    finally:
        reader.close()


def test_a_port_that_somebody_else_has_is_held_until_it_is_free(simulated) -> None:
    simulator, _, blocker = simulated()
    ear = Ear()
    url = f"serial://{simulator.url.path}?protocol=stx"
    reader = open_reader(url, listener=ear, clock=SystemClock(), times=QUICK)
    try:
        assert ear.wait_note(ReaderNote.HELD).state is DeviceState.BLOCKED
        blocker._driver.close()
        ear.wait_note(ReaderNote.NOT_HEARD)
        use_until_read(simulator, ear, NUMBER)
    finally:
        reader.close()


class StubbornTransport:
    """A line that cannot be opened, and counts how often that was tried."""

    def __init__(self, error):
        self.attempts = []
        self._error = error
        self._clock = SystemClock()

    def open(self):
        self.attempts.append(self._clock.monotonic_s())
        raise self._error

    def close(self):
        pass


def stubborn(error, times):
    ear = Ear()
    line = StubbornTransport(error)
    decoder = StxDecoder(read_number, pause_s=0.3)
    reader = LineReader(
        line, decoder, reads=CardKind.TAG, listener=ear, clock=SystemClock(), name="reader", times=times
    )
    return line, ear, reader


def test_it_is_tried_for_ever_with_a_pause_that_grows_to_its_cap() -> None:
    line, ear, reader = stubborn(DeviceError("no"), ReaderTimes(first_retry_s=0.02, last_retry_s=0.16))
    ear.wait_note(ReaderNote.REFUSED)
    time.sleep(1.2)
    reader.close()
    pauses = [later - earlier for earlier, later in itertools.pairwise(line.attempts)]
    least = (0.02, 0.04, 0.08, 0.16, 0.16)
    assert all(pause >= wanted for pause, wanted in zip(pauses, least, strict=False)), pauses
    assert len(least) <= len(pauses) <= 9
    assert ear.notes() == [ReaderNote.REFUSED]


def test_told_that_something_was_plugged_in_it_tries_at_once() -> None:
    line, ear, reader = stubborn(DeviceError("no"), ReaderTimes(first_retry_s=60.0))
    ear.wait_note(ReaderNote.REFUSED)
    begun = len(line.attempts)
    reader.look_again()
    for _ in range(200):
        if len(line.attempts) > begun:
            break
        time.sleep(0.02)
    reader.close()
    assert len(line.attempts) == begun + 1


def test_closing_ends_the_thread_and_frees_the_port(simulated) -> None:
    simulator, _, reader = simulated()
    reader._driver.close()
    assert not reader._driver._thread.is_alive()
    line = SerialTransport(SerialUrl(simulator.url.path))
    line.open()
    line.close()


@pytest.mark.parametrize("what", EVERY_KIND)
def test_nothing_of_a_card_stays_in_the_driver(simulated, what) -> None:
    simulator, ear, reader = simulated(what)
    use(simulator, NUMBER)
    ear.wait_read(NUMBER)
    time.sleep(QUICK.repeat_s + 0.1)
    ear.events.clear()
    kept = kept_texts(reader._driver)
    assert kept
    assert [text for text in kept if NUMBER in text] == []
