"""Promise 6: any device or the network may go at any moment and come back; no restart, no lost session."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.devices.simulators.bench import SimulatorBench
from kiosk.domain.device import DeviceState
from kiosk.domain.flow import Screen
from kiosk.domain.request import RequestState
from kiosk.domain.signals import Cue, LightSign
from sync.desks.embedded import EmbeddedDesk, desk_python
from tests.system.kiosk_folder import KioskFolder
from tests.system.whole_kiosk import ANSWER, WholeKiosk, open_kiosk


def test_a_printer_unplugged_and_plugged_again_amid_a_visit_prints_at_the_end(whole: WholeKiosk) -> None:
    whole.walk_to_form()
    whole.write("what", ANSWER)
    visit = whole.kiosk.session.visit
    whole.printer.unplug()
    whole.wait_as_time_flies(lambda: whole.health is DeviceState.ABSENT, "the loss to be noticed")
    assert (whole.screen, whole.prop("entry.what")) == (Screen.FORM, ANSWER)
    whole.printer.plug()
    whole.wait_as_time_flies(lambda: whole.health is DeviceState.READY, "the printer to be back")
    assert (whole.kiosk.session.visit, whole.prop("entry.what")) == (visit, ANSWER)
    whole.ask()
    whole.wait(lambda: "is printed" in whole.slip_words, "the slip")


def test_a_request_is_accepted_without_a_printer_and_its_slip_comes_once_it_is_there(whole: WholeKiosk) -> None:
    whole.printer.unplug()
    whole.wait_as_time_flies(lambda: whole.health is DeviceState.ABSENT, "the loss to be noticed")
    reference = whole.ask()
    whole.wait(lambda: "does not answer" in whole.slip_words, "the words about the printer")
    whole.printer.plug()
    whole.wait_as_time_flies(lambda: "is printed" in whole.slip_words, "the slip")
    assert sum(reference in slip.text for slip in whole.printer.slips) == 1


def test_readers_unplugged_amid_a_visit_read_again(qapp: QGuiApplication, folder: KioskFolder) -> None:
    settings = folder.write(readers={"urls": ["sim://reader", "sim://scanner"]})
    with open_kiosk(folder, settings) as whole:
        whole.walk_to_form()
        whole.write("what", ANSWER)
        visit = whole.kiosk.session.visit
        for name in ("reader-1", "reader-2"):
            whole.wait(lambda name=name: whole.condition(name).state is DeviceState.UNKNOWN, "an open line")
            simulator = whole.reader(name)
            simulator.unplug()
            whole.wait_as_time_flies(
                lambda name=name: whole.condition(name).state is DeviceState.ABSENT, "the loss to be noticed"
            )
            simulator.replug()
            whole.wait_as_time_flies(
                lambda name=name: whole.condition(name).state is DeviceState.UNKNOWN, "the line to be back"
            )
        whole.reader("reader-1").insert_card("04A2B3C4")
        whole.reader("reader-2").scan("K7-0042M-9")
        for name in ("reader-1", "reader-2"):
            whole.wait(lambda name=name: whole.condition(name).state is DeviceState.READY, "something to be read")
        assert (whole.kiosk.session.visit, whole.prop("entry.what")) == (visit, ANSWER)
        assert (whole.screen, whole.health) == (Screen.FORM, DeviceState.READY)


@pytest.mark.parametrize("kind", ["led", "lcus", "kmtronic"])
def test_light_speaker_and_jack_unplugged_amid_a_visit_work_again(
    qapp: QGuiApplication, folder: KioskFolder, kind: str
) -> None:
    signals: dict[str, str | list[str]] = {
        "light": f"sim://light?kind={kind}",
        "sound": "sim://speaker",
        "headset": "sim://headset",
    }
    with open_kiosk(folder, folder.write(signals=signals)) as whole:
        devices = whole.kiosk.devices
        assert devices is not None
        assert devices.light is not None
        assert devices.speaker is not None
        bench = SimulatorBench(devices.devices)
        # What is used is missed at once; what is not, at the driver's next look.
        uses = {
            "light": partial(devices.light.show, LightSign.CARD_READ),
            "speaker": partial(devices.speaker.play, Cue.CARD_READ),
            "headset": partial(bench.do, "headset", "insert"),
        }

        def known(name: str) -> bool:
            return whole.condition(name).state is DeviceState.READY or whole.condition(name).rests

        whole.walk_to_form()
        whole.write("what", ANSWER)
        visit = whole.kiosk.session.visit
        for name, use in uses.items():
            whole.wait(lambda name=name: known(name), name)
            bench.do(name, "unplug")
            use()
            whole.wait(lambda name=name: whole.condition(name).state is DeviceState.ABSENT, "the loss to be noticed")
            bench.do(name, "plug")
            whole.wait(lambda name=name: known(name), "it to be back")
        assert (whole.screen, whole.kiosk.session.visit, whole.prop("entry.what")) == (Screen.FORM, visit, ANSWER)


def test_a_kiosk_opens_with_every_device_missing_and_staff_can_read_since_when(
    qapp: QGuiApplication, folder: KioskFolder
) -> None:
    missing = {"urls": ["serial:///dev/none?protocol=stx", "evdev:///dev/input/none"]}
    settings = folder.write(printer={"url": "serial:///dev/kiosk/none"}, readers=missing)
    with open_kiosk(folder, settings) as whole:
        reference = whole.ask()
        whole.wait(lambda: len(whole.kiosk.store.device_history()) == 3, "the history")
        assert whole.stored(reference).request.reference == reference
        told = {
            (spell.device, spell.state, spell.reason, spell.lasting) for spell in whole.kiosk.store.device_history()
        }
        absent = DeviceState.ABSENT
        assert told == {(name, absent, "not_plugged_in", True) for name in ("printer", "reader-1", "reader-2")}
    with open_kiosk(folder, settings) as whole:
        ended = whole.kiosk.store.device_history()[-3:]
        assert all(spell.until is not None and not spell.lasting for spell in ended), "a clean end is dated"


@pytest.mark.timeout(120)
def test_desk_and_sync_process_go_and_come_back_around_one_visit(
    qapp: QGuiApplication, folder: KioskFolder, tmp_path: Path
) -> None:
    with (
        ThreadPoolExecutor(1) as pool,
        EmbeddedDesk(desk_python(), tmp_path / "desk") as desk,
        open_kiosk(folder, folder.write(token=desk.token, desk={"url": desk.url}), sync=True) as whole,
    ):

        def meanwhile(work: Callable[[], object]) -> None:
            """Let the desk go or come while the interface goes on."""
            future = pool.submit(work)
            whole.wait(future.done, "the desk", 60)
            future.result()

        whole.walk_to_form()
        whole.write("what", ANSWER)
        visit = whole.kiosk.session.visit
        meanwhile(desk.stop)
        whole.wait(lambda: whole.sync.pid is not None, "the sync process")
        first = whole.sync.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        whole.wait(lambda: whole.sync.pid not in (None, first), "the sync process to be started again")
        assert (whole.kiosk.session.visit, whole.prop("entry.what")) == (visit, ANSWER)
        whole.touch("continue", leads_to=Screen.IDENTIFY)
        whole.write("name", "Sam Rivers")
        whole.write("email", "sam@example.org")
        whole.touch("continue", leads_to=Screen.REVIEW)
        reference = whole.send()
        whole.wait(lambda: "is printed" in whole.slip_words, "the slip, desk or no desk")
        assert whole.stored(reference).ticket is None
        meanwhile(desk.start)
        whole.wait(lambda: whole.stored(reference).state is RequestState.DELIVERED, "the delivery", 60)
        ticket = whole.stored(reference).ticket
        assert ticket is not None
        whole.wait(lambda: ticket.id in whole.prop("ticket"), "the desk's number on the screen")
        assert whole.kiosk.session.visit == visit
