"""Promise 6: any device or the network may go at any moment and come back; no restart, no lost session."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.device import DeviceState
from kiosk.domain.flow import Screen
from kiosk.domain.request import RequestState
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
