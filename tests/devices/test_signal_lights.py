"""The driver of signal lights on a real serial line and on a folder laid out like the kernel's."""

from __future__ import annotations

import threading

import pytest
import serial

from kiosk.clock import SystemClock
from kiosk.devices.drivers.signal_light import LampLight
from kiosk.devices.drivers.signal_times import SignalTimes
from kiosk.devices.protocols.light_patterns import LampKind
from kiosk.devices.protocols.relay_boards import BOARDS, RelayProtocol
from kiosk.devices.signal_opening import open_signal
from kiosk.devices.simulators.lamps import LED_NAME, LedSimulator, RelayLampSimulator
from kiosk.devices.transports.sysfs_lamp import SysfsLamp
from kiosk.domain.device import DeviceState
from kiosk.domain.signals import LightSign, SignalNote
from kiosk.errors import DeviceAbsent, DeviceError
from tests.devices.event_ear import PATIENCE_S
from tests.devices.signal_stand import SignalEar, SignalStand

LIGHTS = ("sim://light", "sim://light?kind=lcus", "sim://light?kind=kmtronic")
RELAYS = LIGHTS[1:]
KNOWN = {
    "sim://light": SignalNote.ANSWERS,
    "sim://light?kind=lcus": SignalNote.CANNOT_ANSWER,
    "sim://light?kind=kmtronic": SignalNote.ANSWERS,
}


@pytest.fixture
def stand():
    made = []

    def make(url, **times):
        made.append(SignalStand(url, **times))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.mark.parametrize("url", LIGHTS)
def test_it_shows_what_it_is_told_to(stand, url):
    light = stand(url)
    light.ear.wait_note(KNOWN[url])
    # Steady on a relay; by turns on a diode, which is seen both ways.
    light.device.show(LightSign.ATTENTION)
    light.wait_lit(True)
    light.device.show(LightSign.IDLE)
    light.wait_lit("kind" not in url)


@pytest.mark.parametrize("url", RELAYS)
def test_a_brief_sign_comes_and_goes(stand, url):
    light = stand(url)
    light.ear.wait_note(KNOWN[url])
    light.device.show(LightSign.CARD_READ)
    light.wait_until(lambda: light.simulator.switchings == 2, "on and off again")
    assert not light.simulator.lit


class RecordingLamp:
    """A diode that writes down how it was switched, and says the same whenever it is asked."""

    kind = LampKind.LED

    def __init__(self, says=None):
        self.answers = says is not None
        self._says = says
        self.switched = []
        self.changed = threading.Condition()

    def open(self):
        return

    def switch(self, *, lit):
        with self.changed:
            self.switched.append(lit)
            self.changed.notify_all()

    def ask(self):
        return self._says

    def close(self):
        return


def test_what_a_look_finds_otherwise_is_put_right_at_once():
    lamp = RecordingLamp(says=False)
    times = SignalTimes(check_s=3600.0)
    light = LampLight(lamp, listener=SignalEar(), clock=SystemClock(), name="light", times=times)
    with lamp.changed:
        assert lamp.changed.wait_for(lambda: lamp.switched[:2] == [True, True], PATIENCE_S), lamp.switched
    light.close()


def test_a_diode_goes_dark_for_a_brief_sign_and_is_lit_again():
    lamp = RecordingLamp()
    light = LampLight(lamp, listener=SignalEar(), clock=SystemClock(), name="light")
    light.show(LightSign.SUCCESS)
    with lamp.changed:
        # Dark is its first step; how many of the next ones a busy machine skips, nobody knows.
        assert lamp.changed.wait_for(lambda: False in lamp.switched and lamp.switched[-1], PATIENCE_S)
    light.close()
    assert not lamp.switched[-1]


def test_a_silent_board_is_unknown_and_never_ready(stand):
    board = stand("sim://light?kind=lcus")
    assert board.ear.wait_note(SignalNote.CANNOT_ANSWER).state is DeviceState.UNKNOWN
    asked = stand("sim://light?kind=kmtronic")
    assert asked.ear.wait_note(SignalNote.ANSWERS).state is DeviceState.READY
    asked.simulator.silence()
    assert asked.ear.wait_note(SignalNote.SILENT).state is DeviceState.UNKNOWN
    seen = len(asked.ear.events)
    asked.simulator.silence(False)
    asked.ear.wait_note(SignalNote.ANSWERS, start=seen)
    assert {event.note for event in board.ear.events} == {SignalNote.CANNOT_ANSWER}


@pytest.mark.parametrize("url", LIGHTS)
def test_it_comes_and_goes_many_times_and_shows_again_what_it_should(stand, url):
    light = stand(url)
    light.device.show(LightSign.ATTENTION)
    light.ear.wait_note(KNOWN[url])
    for _ in range(5):
        seen = len(light.ear.events)
        light.wait_lit(True)
        light.simulator.unplug()
        assert light.ear.wait_note(SignalNote.MISSING, start=seen).state is DeviceState.ABSENT
        seen = len(light.ear.events)
        light.simulator.plug()
        light.ear.wait_note(KNOWN[url], start=seen)


@pytest.mark.parametrize("url", LIGHTS)
def test_a_lamp_that_somebody_else_switches_is_put_right(stand, url):
    light = stand(url)
    light.device.show(LightSign.OUT_OF_SERVICE)
    light.wait_lit(True)
    for _ in range(3):
        light.simulator.switch_by_hand()
        light.wait_lit(True)


@pytest.mark.parametrize("url", LIGHTS)
def test_closing_ends_its_thread_and_leaves_it_dark(stand, url):
    light = stand(url)
    light.device.show(LightSign.ATTENTION)
    light.wait_lit(True)
    driver, simulator = light.device._device, light.simulator
    driver.close()
    assert not driver._thread.is_alive()
    light.wait_until(lambda: not simulator.lit, "dark")


def test_the_triggers_of_the_kernel_are_switched_off(stand):
    light = stand("sim://light")
    light.ear.wait_note(SignalNote.ANSWERS)
    assert light.simulator.trigger == "none"


def test_told_that_something_was_plugged_in_it_tries_at_once(stand):
    light = stand("sim://light?kind=kmtronic", first_retry_s=3600.0, last_retry_s=3600.0)
    light.ear.wait_note(SignalNote.ANSWERS)
    light.simulator.unplug()
    light.ear.wait_note(SignalNote.MISSING)
    seen = len(light.ear.events)
    light.simulator.plug()
    light.device.look_again()
    light.ear.wait_note(SignalNote.ANSWERS, start=seen)


def test_two_lights_at_once_are_not_mixed_up(stand):
    one, other = stand("sim://light?kind=kmtronic"), stand("sim://light?kind=kmtronic")
    one.device.show(LightSign.ATTENTION)
    one.wait_lit(True)
    other.ear.wait_note(SignalNote.ANSWERS)
    assert not other.simulator.lit


def test_a_port_that_somebody_else_has_is_held_until_it_is_free(stand):
    board = RelayLampSimulator(BOARDS[RelayProtocol.KMTRONIC])
    other = serial.Serial(board.url.path, exclusive=True)
    light = stand(f"serial://{board.url.path}?protocol=kmtronic")
    assert light.ear.wait_note(SignalNote.HELD).state is DeviceState.BLOCKED
    other.close()
    light.ear.wait_note(SignalNote.ANSWERS)
    light.device.close()
    board.close()


def test_asked_only_it_leaves_the_lamp_as_it_is():
    known = threading.Event()
    light = open_signal(
        "sim://light", listener=lambda _: known.set(), clock=SystemClock(), name="light", questions_only=True
    )
    assert known.wait(PATIENCE_S)
    light.show(LightSign.IDLE)
    simulator = light.simulator
    light._device.close()
    assert (simulator.lit, simulator.trigger) == (False, "heartbeat")
    light.close()


@pytest.fixture
def led():
    simulator = LedSimulator()
    yield simulator
    simulator.close()


def test_a_lamp_that_the_kernel_does_not_have_is_not_made_up(led):
    lamp = SysfsLamp("other", leds=led.leds)
    with pytest.raises(DeviceAbsent):
        lamp.open()
    assert not (led.leds / "other").exists()


def test_a_lamp_is_lit_as_brightly_as_it_can_be(led):
    (led.leds / LED_NAME / "max_brightness").write_text("7\n")
    lamp = SysfsLamp(LED_NAME, leds=led.leds)
    lamp.open()
    lamp.switch(lit=True)
    assert (led.leds / LED_NAME / "brightness").read_text().startswith("7")


def test_what_is_no_number_is_an_error_of_the_device(led):
    (led.leds / LED_NAME / "max_brightness").write_text("bright\n")
    with pytest.raises(DeviceError):
        SysfsLamp(LED_NAME, leds=led.leds).open()


@pytest.mark.parametrize("protocol", RelayProtocol)
def test_a_board_finds_its_orders_in_rubbish(protocol):
    # Nobody else at its line: an order of the driver's that comes late would be taken for one of these.
    board = RelayLampSimulator(BOARDS[protocol])
    board._obey(b"\xa0\x00\xff" + BOARDS[protocol].on)
    assert board.lit
    board._obey(BOARDS[protocol].off[:1] + BOARDS[protocol].off)
    assert not board.lit
    board.close()
