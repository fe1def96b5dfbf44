"""Lines that go and come: unplugging, absence, half-open connections, a port that somebody else holds."""

from __future__ import annotations

import logging
import socket
import threading
import time
from contextlib import contextmanager
from uuid import uuid4

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.opening import SimulatedPrinter, open_printer
from kiosk.devices.profiles import PROFILES
from kiosk.devices.protocols.escpos_commands import ask_status
from kiosk.devices.simulators.ports import PtyPort
from kiosk.devices.transports.base import Waker
from kiosk.devices.transports.serial_line import SerialTransport
from kiosk.devices.transports.tcp import TcpTransport
from kiosk.devices.transports.usb_bulk import UsbTransport
from kiosk.devices.transports.usblp import UsblpTransport
from kiosk.devices.urls import SerialUrl, TcpUrl, UsblpUrl, UsbUrl
from kiosk.devices.usb_places import UsbPlace
from kiosk.domain.device import DeviceHealth, DeviceState, PrintHeld
from kiosk.domain.printing import PrinterFault, PrintState, Slip
from kiosk.errors import DeviceAbsent, DeviceBusy, DeviceError


@pytest.mark.parametrize("port", ["pty", "tcp", "usblp"])
def test_printer_is_back_by_itself_after_every_replug(stand, port):
    bench = stand(port)
    for _ in range(3):
        start = len(bench.events)
        bench.simulator.unplug()
        bench.wait_health(DeviceState.ABSENT, start=start)
        bench.simulator.plug()
        bench.wait_health(DeviceState.READY, start=start)
    job = bench.print()
    assert bench.outcome(job).state is PrintState.PRINTED


def test_automatic_status_is_on_again_after_a_replug(stand):
    bench = stand(times={"heartbeat_s": 0.3})
    bench.simulator.unplug()
    bench.wait_health(DeviceState.ABSENT)
    bench.simulator.plug()
    bench.wait_health(DeviceState.READY, start=len(bench.events) - 1)
    bench.simulator.run_low()
    bench.wait_health(DeviceState.ATTENTION)
    bench.simulator.refill()
    bench.wait_health(DeviceState.READY, start=len(bench.events) - 1)


@pytest.mark.parametrize("port", ["pty", "tcp"])
def test_a_slip_for_an_absent_printer_waits_and_comes_out_when_it_is_there(stand, port):
    bench = stand(port)
    bench.simulator.unplug()
    bench.wait_health(DeviceState.ABSENT)
    job = bench.print()
    bench.wait_held(job, None)
    bench.simulator.plug()
    assert bench.outcome(job).state is PrintState.PRINTED


def test_a_held_slip_outlives_the_line(stand):
    bench = stand()
    bench.simulator.open_cover()
    bench.wait_health(DeviceState.BLOCKED)
    job = bench.print()
    bench.wait_held(job, PrinterFault.COVER_OPEN)
    bench.simulator.unplug()
    bench.wait_held(job, None)
    bench.simulator.close_cover()
    bench.simulator.plug()
    assert bench.outcome(job).state is PrintState.PRINTED


def test_an_absent_printer_is_told_once(stand):
    bench = stand()
    bench.simulator.unplug()
    bench.wait_health(DeviceState.ABSENT)
    job = bench.print()
    bench.wait_held(job, None)
    # Ten attempts to open fail in this time.
    bench.printer.abandon(job)
    bench.outcome(job)
    threading.Event().wait(0.6)
    assert [event.state for event in bench.events if isinstance(event, DeviceHealth)] == ["ready", "absent"]


def test_looking_at_a_printer_sends_questions_only(quick):
    with peer(lambda connection: None) as (port, connections):
        printer = open_printer(
            f"tcp://127.0.0.1:{port}",
            PROFILES["epson-80"],
            listener=lambda event: None,
            clock=SystemClock(),
            times=quick,
            questions_only=True,
        )
        ends = time.monotonic() + 10
        while not connections and time.monotonic() < ends:
            time.sleep(0.01)
        (connection,) = connections[:1]
        connection.settimeout(10)
        received = b""
        while len(received) < 6:
            received += connection.recv(100)
        printer.close()
        assert received == ask_status(1) * (len(received) // 3)


def test_nothing_of_a_slip_is_logged(stand, caplog):
    caplog.set_level(logging.DEBUG)
    bench = stand()
    bench.simulator.run_out_of_paper(after_lines=1)
    job = bench.print(Slip((b"\x1b@Very Personal\n", b"Very Personal\n\x1dVB\x00")))
    bench.wait(lambda event: isinstance(event, PrintHeld))
    bench.simulator.unplug()
    assert bench.outcome(job).state is PrintState.UNKNOWN
    assert "Personal" not in caplog.text
    assert "Personal" not in "".join(map(repr, bench.events))
    assert "Personal" not in "".join(str(vars(record)) for record in caplog.records)


@contextmanager
def peer(behaviour):
    """A TCP peer that accepts again and again and does `behaviour(connection)` with each."""
    listener = socket.create_server(("127.0.0.1", 0))
    kept = []
    done = threading.Event()

    def serve():
        while not done.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            kept.append(connection)
            behaviour(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], kept
    finally:
        done.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)
        for connection in kept:
            connection.close()


def test_a_half_open_connection_is_unknown_and_opened_anew(stand_on):
    with peer(lambda connection: None) as (port, connections):
        bench = stand_on(TcpTransport(TcpUrl("127.0.0.1", port)))
        job = bench.print()
        bench.wait_held(job, None)
        bench.wait_health(DeviceState.UNKNOWN)
        bench.wait(lambda _: len(connections) >= 2)
        assert not bench.outcomes(job)


def test_a_printer_that_closed_its_sending_half_is_absent(stand_on):
    with peer(lambda connection: connection.shutdown(socket.SHUT_WR)) as (port, _):
        bench = stand_on(TcpTransport(TcpUrl("127.0.0.1", port)))
        bench.wait_health(DeviceState.ABSENT)


def test_a_refused_connection_is_absent(stand_on):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    bench = stand_on(TcpTransport(TcpUrl("127.0.0.1", port)))
    bench.wait_health(DeviceState.ABSENT)


def test_a_serial_port_is_held_by_one_at_a_time():
    port = PtyPort()
    first, second = SerialTransport(port.url), SerialTransport(port.url)
    try:
        first.open()
        with pytest.raises(DeviceBusy) as refusal:
            second.open()
        assert "fuser" in refusal.value.remedy
        first.close()
        second.open()
    finally:
        first.close()
        second.close()
        port.close()


@pytest.mark.parametrize("make", [SerialTransport, lambda url: UsblpTransport(UsblpUrl(url.path))])
def test_every_use_of_an_unplugged_port_is_a_device_error_and_closing_is_quiet(make):
    port = PtyPort()
    line = make(port.url)
    line.open()
    assert line.read() == b""
    port.unplug()
    with pytest.raises(DeviceAbsent):
        line.read()
    with pytest.raises(DeviceAbsent):
        line.write(b"x")
    line.close()
    with pytest.raises(DeviceAbsent):
        line.read()
    line.close()
    port.close()


@pytest.mark.parametrize("kind", ["pty", "tcp", "usblp"])
def test_a_full_line_takes_what_it_can_and_never_blocks(kind):
    if kind != "tcp":
        port = PtyPort()
        line = SerialTransport(port.url) if kind == "pty" else UsblpTransport(UsblpUrl(port.url.path))
        line.open()
        close = port.close
    else:
        listener = socket.create_server(("127.0.0.1", 0))
        line = TcpTransport(TcpUrl("127.0.0.1", listener.getsockname()[1]))
        line.open()
        close = listener.close
    try:
        for _ in range(10_000):
            if line.write(bytes(65536)) == 0:
                break
        else:
            pytest.fail("the line never got full")
        waker = Waker()
        line.wait(waker, 0.01, to_write=True)
        line.close()
    finally:
        line.close()
        close()


def test_a_waiting_driver_is_woken_from_another_thread():
    port = PtyPort()
    line = SerialTransport(port.url)
    line.open()
    waker = Waker()
    timer = threading.Timer(0.05, waker.wake)
    timer.start()
    line.wait(waker, 30.0, to_write=False)
    timer.join()
    line.close()
    port.close()


@pytest.mark.parametrize(
    ("transport", "error"),
    [
        (SerialTransport(SerialUrl("/dev/kiosk/no-such-printer")), DeviceAbsent),
        (SerialTransport(SerialUrl("/dev/null")), DeviceError),
        (UsblpTransport(UsblpUrl("/dev/kiosk/no-such-printer")), DeviceAbsent),
        (UsbTransport(UsbUrl(UsbPlace(0x04B8, 0x0E15))), DeviceAbsent),
        (TcpTransport(TcpUrl("no-such-host.invalid")), DeviceAbsent),
    ],
)
def test_what_cannot_be_opened_says_what_to_do(transport, error):
    with pytest.raises(error) as refusal:
        transport.open()
    assert refusal.value.remedy
    transport.close()


@pytest.mark.parametrize("url", ["sim://printer", "sim://printer?transport=tcp"])
def test_simulated_url_gives_a_printer_and_the_machine_behind_it(url, tmp_path):
    finished = threading.Event()
    separator = "&" if "?" in url else "?"
    printer = open_printer(
        f"{url}{separator}slips={tmp_path}&width=58",
        PROFILES["epson-58"],
        listener=lambda event: finished.set() if getattr(event, "state", None) is PrintState.PRINTED else None,
        clock=SystemClock(),
    )
    try:
        assert isinstance(printer, SimulatedPrinter)
        printer.print_slip(uuid4(), Slip((b"\x1b@hello\n", b"\x1dVB\x00")))
        assert finished.wait(10)
        assert printer.simulator.model.width_dots == 384
    finally:
        printer.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["slip-0001.bin", "slip-0001.png"]
