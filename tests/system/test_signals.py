"""What is heard and seen of whole visits: the real kiosk, with a simulated light, speaker and headset jack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.devices.drivers import cue_speaker
from kiosk.devices.drivers.signal_times import SignalTimes
from kiosk.devices.signal_opening import SimulatedSignal
from kiosk.devices.simulators.bench import SimulatorBench
from kiosk.domain.device import DeviceState
from kiosk.domain.flow import Screen
from kiosk.domain.signals import Cue
from kiosk.domain.visit import VisitState
from kiosk.errors import StoreError
from tests.system.kiosk_folder import KioskFolder
from tests.system.whole_kiosk import WholeKiosk, open_kiosk

SIGNALS: dict[str, str | list[str]] = {
    "light": "sim://light?kind=kmtronic",
    "sound": "sim://speaker",
    "headset": "sim://headset",
}

PATIENT = {"idle_s": 3600}
"""However busy the machine is, no visit ends before the test lets the time pass."""


def simulator(whole: WholeKiosk, name: str) -> Any:
    """What is behind the light, the speaker or the headset jack."""
    assert whole.kiosk.devices is not None
    device = whole.kiosk.devices.devices[name]
    assert isinstance(device, SimulatedSignal)
    return device.simulator


@pytest.fixture
def heard(qapp: QGuiApplication, folder: KioskFolder, monkeypatch: pytest.MonkeyPatch) -> Iterator[WholeKiosk]:
    """A kiosk with everything that signals, and a card reader."""
    # However busy the machine is: what is late is the speaker's own test.
    monkeypatch.setattr(cue_speaker, "SignalTimes", lambda: SignalTimes(late_s=3600.0))
    with open_kiosk(folder, folder.write(readers={"urls": ["sim://reader"]}, signals=SIGNALS, visit=PATIENT)) as whole:
        for name in ("light", "speaker", "headset"):
            whole.wait(lambda name=name: whole.condition(name).state is DeviceState.READY, name)
        whole.wait(lambda: whole.health is DeviceState.READY, "the printer")
        yield whole


def cues(whole: WholeKiosk) -> tuple[Cue, ...]:
    found: tuple[Cue, ...] = simulator(whole, "speaker").cues
    return found


def test_a_request_that_is_accepted_is_heard_and_seen(heard: WholeKiosk) -> None:
    light = simulator(heard, "light")
    assert (cues(heard), light.lit, light.switchings) == ((), False, 0)
    heard.ask()
    heard.wait(lambda: cues(heard) == (Cue.SUCCESS,), "the sound")
    heard.wait(lambda: light.switchings >= 1, "the light")
    heard.wait(lambda: "is printed" in heard.slip_words, "the slip")
    heard.wait(lambda: not light.lit, "the light to go out")
    assert cues(heard) == (Cue.SUCCESS,), "the printer is heard by itself"


def test_a_slip_that_waits_for_paper_is_heard_and_the_light_calls_for_staff(heard: WholeKiosk) -> None:
    light = simulator(heard, "light")
    heard.printer.run_out_of_paper()
    heard.wait(lambda: heard.condition("printer").state is DeviceState.BLOCKED, "the fault")
    heard.wait(lambda: light.lit, "the light")
    heard.ask()
    heard.wait(lambda: cues(heard) == (Cue.SUCCESS, Cue.WARNING), "both sounds")
    heard.printer.refill()
    heard.wait(lambda: heard.condition("printer").state is DeviceState.READY, "the printer")
    heard.wait(lambda: not light.lit, "the light to go out")


def test_a_card_that_is_read_ticks_and_is_a_sign_of_life(heard: WholeKiosk) -> None:
    heard.touch("touchToStart", leads_to=Screen.HOME)
    lives: list[None] = []
    heard.kiosk.life_seen.connect(lambda: lives.append(None))
    heard.clock.skip(3000)
    heard.reader("reader-1").insert_card("04A2B3C4")
    heard.wait(lambda: cues(heard) == (Cue.CARD_READ,), "the tick")
    heard.wait(lambda: lives, "the sign of life")
    heard.clock.skip(3000)
    heard.kiosk.session.tick()
    assert heard.kiosk.session.keeper.state is VisitState.OPEN


def test_a_headset_is_a_sign_of_life(heard: WholeKiosk) -> None:
    heard.touch("touchToStart", leads_to=Screen.HOME)
    touches: list[None] = []
    heard.kiosk.life_seen.connect(lambda: touches.append(None))
    simulator(heard, "headset").insert()
    heard.wait(lambda: touches, "the sign of life")


def test_the_warning_is_heard(heard: WholeKiosk) -> None:
    heard.touch("touchToStart", leads_to=Screen.HOME)
    heard.clock.skip(heard.kiosk.settings.visit.idle_s + 1)
    heard.arrive(Screen.WARNING)
    heard.wait(lambda: cues(heard) == (Cue.WARNING,), "the sound")


def test_the_bench_tells_what_the_light_shows_and_what_was_played(heard: WholeKiosk) -> None:
    assert heard.kiosk.devices is not None
    bench = SimulatorBench(heard.kiosk.devices.devices)
    assert (bench.shows("light"), bench.shows("speaker"), bench.shows("headset")) == ("dark", "", "empty")
    heard.ask()
    heard.wait(lambda: bench.shows("speaker") == "success", "the sound")
    bench.do("headset", "insert")
    assert bench.shows("headset") == "a headset is in"
    assert bench.shows("printer") == ""


def test_a_kiosk_that_cannot_open_its_store_says_so_by_light_too(
    qapp: QGuiApplication, folder: KioskFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise StoreError("The store cannot be opened.")

    monkeypatch.setattr("kiosk.store.open_store", fail)
    with open_kiosk(folder, folder.write(signals=SIGNALS), wait=False) as whole:
        whole.arrive(Screen.OUT_OF_SERVICE)
        whole.wait(lambda: whole.kiosk.devices is not None, "the light")
        assert whole.kiosk.devices is not None
        assert list(whole.kiosk.devices.devices) == ["light"]
        whole.wait(lambda: simulator(whole, "light").lit, "the light to be lit")


def test_a_kiosk_without_content_says_so_by_light_too(
    qapp: QGuiApplication, folder: KioskFolder, tmp_path: Path
) -> None:
    nothing: dict[str, str | list[str]] = {"folder": str(tmp_path / "none"), "compiled": str(tmp_path / "none.pack")}
    with open_kiosk(folder, folder.write(content=nothing, signals=SIGNALS), wait=False) as whole:
        whole.arrive(Screen.OUT_OF_SERVICE)
        whole.wait(lambda: whole.kiosk.devices is not None, "the light")
        whole.wait(lambda: simulator(whole, "light").lit, "the light to be lit")
