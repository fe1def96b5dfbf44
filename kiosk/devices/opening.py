"""From a device URL to a device: the real driver on the line that the URL names, or on a simulator's."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kiosk.clock import Clock
from kiosk.devices.drivers.escpos_printer import EscPosPrinter
from kiosk.devices.drivers.printer_times import PrinterTimes
from kiosk.devices.transports.base import Transport
from kiosk.devices.transports.serial_line import SerialTransport
from kiosk.devices.transports.tcp import TcpTransport
from kiosk.devices.transports.usb_bulk import UsbTransport
from kiosk.devices.transports.usblp import UsblpTransport
from kiosk.devices.urls import SerialUrl, SimTransport, SimUrl, TcpUrl, UsblpUrl, UsbUrl, parse_device_url
from kiosk.domain.device import Listener, Printer
from kiosk.domain.printing import PrinterProfile, Slip

if TYPE_CHECKING:
    from kiosk.devices.simulators.printer import PrinterSimulator

BITS_PER_BYTE_ON_THE_LINE = 10
"""Start bit, eight data bits, stop bit."""

DOTS_BY_WIDTH_MM = {80: 576, 58: 384}
"""Printable dots at 8 dots/mm."""


def open_printer(
    url: str,
    profile: PrinterProfile,
    *,
    listener: Listener,
    clock: Clock,
    times: PrinterTimes | None = None,
    questions_only: bool = False,
) -> Printer:
    """The printer at `url`; returns at once, and the printer may be absent for as long as it likes.

    For `sim://` the result is a `SimulatedPrinter`, whose `simulator` is the machine behind. With `questions_only` the
    printer is asked how it is and nothing else is sent, so that looking at it disturbs no slip of another program.
    Raises DeviceUrlError.
    """
    address = parse_device_url(url)
    times = times or PrinterTimes()
    simulator = None
    if isinstance(address, SimUrl):
        simulator = _start_simulator(address, profile)
        address = simulator.url
    transport: Transport
    bytes_per_s: float | None = None
    match address:
        case SerialUrl():
            transport = SerialTransport(address)
            bytes_per_s = address.baud / BITS_PER_BYTE_ON_THE_LINE
        case TcpUrl():
            transport = TcpTransport(address)
        case UsblpUrl():
            transport = UsblpTransport(address)
        case UsbUrl():
            transport = UsbTransport(address)
    driver = EscPosPrinter(
        transport,
        profile,
        listener=listener,
        clock=clock,
        times=times,
        bytes_per_s=bytes_per_s,
        questions_only=questions_only,
    )
    return driver if simulator is None else SimulatedPrinter(driver, simulator)


def _start_simulator(url: SimUrl, profile: PrinterProfile) -> PrinterSimulator:
    # Here, because a kiosk with a real printer needs neither Pillow nor qrcode for it.
    from kiosk.devices.simulators.ports import PtyPort, TcpPort
    from kiosk.devices.simulators.printer import PrinterSimulator, SimulatedModel

    model = SimulatedModel(
        width_dots=profile.width_dots if url.width_mm is None else DOTS_BY_WIDTH_MM[url.width_mm],
        dots_per_mm=profile.dots_per_mm,
        dots_per_inch=profile.dots_per_inch,
        confirms=profile.confirms if url.confirms is None else url.confirms,
        answers=profile.reports_status if url.status is None else url.status,
        head_to_cutter_dots=profile.feed_before_cut_dots,
        code_pages=profile.code_pages,
    )
    port = PtyPort() if url.transport is SimTransport.PTY else TcpPort()
    return PrinterSimulator(port, model, slips=url.slips)


class SimulatedPrinter:
    """The real driver, and the simulator at the other end of its line."""

    def __init__(self, driver: EscPosPrinter, simulator: PrinterSimulator) -> None:
        self._driver = driver
        self.simulator = simulator

    @property
    def profile(self) -> PrinterProfile:
        """What the model can do."""
        return self._driver.profile

    def print_slip(self, job: UUID, slip: Slip) -> None:
        """See `Printer`."""
        self._driver.print_slip(job, slip)

    def abandon(self, job: UUID) -> None:
        """See `Printer`."""
        self._driver.abandon(job)

    def cut_off_rest(self) -> None:
        """See `Printer`."""
        self._driver.cut_off_rest()

    def look_again(self) -> None:
        """See `Printer`."""
        self._driver.look_again()

    def close(self) -> None:
        """Close the driver, then the simulator."""
        self._driver.close()
        self.simulator.close()
