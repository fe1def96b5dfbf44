"""The PC/SC driver, Debian's real pcscd, and a virtual card of ours behind vsmartcard's reader.

Each test has a pcscd of its own, which sees a /run/pcscd of its own in a mount namespace: the machine's one, if there
is one, is neither used nor disturbed.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time

import pytest

from kiosk.devices.simulators.virtual_card import VirtualCard
from kiosk.domain.device import DeviceState
from kiosk.domain.reader import CardKind, CardRead, ReaderNote
from kiosk.domain.secret import Secret
from tests.devices.event_ear import PATIENCE_S
from tests.devices.reader_process import ReaderProcess

UID, OTHER_UID = "04A1B2C3D4E5F6", "04112233445566"
DRIVER = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"


class Bench:
    """A pcscd with two virtual slots, which can be stopped, killed, and started with and without them."""

    def __init__(self, folder):
        self.run = folder / "run"
        self.run.mkdir()
        self._config = folder / "reader.conf"
        self._log = folder / "pcscd.log"
        self._port = two_free_ports()
        self._daemon = None
        self.cards = (VirtualCard(self._port), VirtualCard(self._port + 1))

    def environment(self):
        return os.environ | {"PCSCLITE_CSOCK_NAME": str(self.run / "pcscd.comm")}

    def start(self, *, readers=True):
        slot = f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:{self._port:#x}\nLIBPATH {DRIVER}\n'
        self._config.write_text(f"{slot}CHANNELID {self._port:#x}\n" if readers else "")
        bound = 'mount --bind "$1" /run/pcscd && exec pcscd --foreground --config "$2"'
        with self._log.open("ab") as log:
            self._daemon = subprocess.Popen(
                ["unshare", "--map-root-user", "--mount", "sh", "-c", bound, "sh", self.run, self._config],
                env=os.environ | {"PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._wait_until_it_listens()

    def stop(self, how=signal.SIGTERM):
        daemon, self._daemon = self._daemon, None
        if daemon is None:
            return
        daemon.send_signal(how)
        daemon.wait(PATIENCE_S)
        # A killed one leaves its socket, as on a real machine; systemd's socket unit replaces it, and so do we.
        for left in self.run.iterdir():
            left.unlink()

    def close(self):
        for card in self.cards:
            card.close()
        self.stop()

    def _wait_until_it_listens(self):
        ends = time.monotonic() + PATIENCE_S
        while True:
            assert self._daemon.poll() is None, self._log.read_text(errors="replace")
            with socket.socket(socket.AF_UNIX) as client:
                if client.connect_ex(str(self.run / "pcscd.comm")) == 0:
                    return
            assert time.monotonic() < ends, self._log.read_text(errors="replace")
            time.sleep(0.02)


def two_free_ports():
    """vpcd listens at the port it is given for its first slot and at the next one for its second."""
    for _ in range(100):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("0.0.0.0", 0))  # noqa: S104 - as vpcd does, to see that it can
            port = first.getsockname()[1]
            try:
                second.bind(("0.0.0.0", port + 1))  # noqa: S104 - as above
            except OSError:
                continue
            return port
    raise AssertionError("no two ports in a row are free")


@pytest.fixture
def bench(tmp_path):
    new = Bench(tmp_path)
    yield new
    new.close()


@pytest.fixture
def reader(bench):
    """Opens `pcsc://` in a process of its own, which knows this bench's service."""
    opened = []

    def make(url="pcsc://"):
        opened.append(ReaderProcess(url, bench.environment()))
        return opened[-1].ear

    yield make
    for process in opened:
        process.close()


def test_a_card_is_read_by_its_chips_number(bench, reader) -> None:
    bench.start()
    ear = reader()
    assert ear.wait_note(ReaderNote.ATTACHED).state is DeviceState.READY
    bench.cards[0].insert_card(UID)
    assert ear.wait_read(UID) == CardRead(CardKind.CHIP, Secret(UID), "reader")
    bench.cards[0].remove_card()
    bench.cards[0].insert_card(OTHER_UID)
    ear.wait_read(OTHER_UID)
    assert ear.read() == [UID, OTHER_UID]


def test_two_slots_at_once_and_one_of_them_by_name(bench, reader) -> None:
    bench.start()
    both, second = reader(), reader("pcsc://?reader=pcd%2000%2001")
    both.wait_note(ReaderNote.ATTACHED)
    second.wait_note(ReaderNote.ATTACHED)
    bench.cards[0].insert_card(UID)
    bench.cards[1].insert_card(OTHER_UID)
    both.wait_read(UID)
    both.wait_read(OTHER_UID)
    second.wait_read(OTHER_UID)
    assert second.read() == [OTHER_UID]


def test_a_card_that_is_pulled_amid_the_read_is_unreadable_and_the_next_is_read(bench, reader) -> None:
    bench.start()
    ear = reader()
    ear.wait_note(ReaderNote.ATTACHED)
    bench.cards[0].half_frame(UID)
    ear.wait_unreadable()
    bench.cards[0].insert_card(OTHER_UID)
    ear.wait_read(OTHER_UID)
    assert ear.read() == [OTHER_UID]


def test_a_card_that_answers_rubbish_is_unreadable(bench, reader) -> None:
    bench.start()
    ear = reader()
    ear.wait_note(ReaderNote.ATTACHED)
    bench.cards[0].noise()
    bench.cards[0].insert_card(UID)
    ear.wait_unreadable()
    assert ear.read() == []


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=["stopped", "killed"])
def test_the_service_is_restarted_under_us(bench, reader, how) -> None:
    bench.start()
    ear = reader()
    bench.cards[0].insert_card(UID)
    ear.wait_read(UID)
    bench.stop(how)
    assert ear.wait_note(ReaderNote.NO_SERVICE).state is DeviceState.ABSENT
    seen = len(ear.events)
    bench.cards[0].remove_card()
    bench.start()
    ear.wait_note(ReaderNote.ATTACHED, start=seen)
    bench.cards[0].insert_card(OTHER_UID)
    ear.wait_read(OTHER_UID)
    assert ear.read() == [UID, OTHER_UID]


def test_it_starts_before_the_service_does(bench, reader) -> None:
    ear = reader()
    ear.wait_note(ReaderNote.NO_SERVICE)
    bench.start()
    ear.wait_note(ReaderNote.ATTACHED)
    bench.cards[1].insert_card(UID)
    ear.wait_read(UID)


def test_the_reader_is_gone_and_comes_back(bench, reader) -> None:
    bench.start(readers=False)
    ear = reader()
    assert ear.wait_note(ReaderNote.NO_READER).state is DeviceState.ABSENT
    bench.stop()
    bench.start()
    ear.wait_note(ReaderNote.ATTACHED)
    bench.stop()
    seen = len(ear.events)
    bench.start(readers=False)
    ear.wait_note(ReaderNote.NO_READER, start=seen)
