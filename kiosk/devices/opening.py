"""From a device URL to a device: the real driver on the line that the URL names, or on a simulator's."""

from __future__ import annotations

from uuid import UUID

from kiosk.clock import Clock
from kiosk.devices.drivers.escpos_printer import EscPosPrinter
from kiosk.devices.drivers.printer_times import PrinterTimes
from kiosk.devices.simulators.ports import PtyPort, TcpPort
from kiosk.devices.simulators.printer import PrinterSimulator, SimulatedModel
from kiosk.devices.transports.base import Transport
from kiosk.devices.transports.serial_line import SerialTransport
from kiosk.devices.transports.tcp import TcpTransport
from kiosk.devices.urls import SerialUrl, SimTransport, SimUrl, TcpUrl, parse_device_url
from kiosk.domain.device import Listener, Printer
from kiosk.domain.printing import PrinterProfile, Slip

BITS_PER_BYTE_ON_THE_LINE = 10
"""Start bit, eight data bits, stop bit."""

DOTS_BY_WIDTH_MM = {80: 576, 58: 384}
"""Printable dots at 8 dots/mm."""


def open_printer(
    url: str, profile: PrinterProfile, *, listener: Listener, clock: Clock, times: PrinterTimes | None = None
) -> Printer:
    """The printer at `url`; returns at once, and the printer may be absent for as long as it likes.

    For `sim://` the result is a `SimulatedPrinter`, whose `simulator` is the machine behind. Raises DeviceUrlError.
    """
    match parse_device_url(url):
        case SimUrl() as simulated:
            return SimulatedPrinter(simulated, profile, listener=listener, clock=clock, times=times)
        case address:
            return _open_line(address, profile, listener=listener, clock=clock, times=times)


def _open_line(
    url: SerialUrl | TcpUrl, profile: PrinterProfile, *, listener: Listener, clock: Clock, times: PrinterTimes | None
) -> EscPosPrinter:
    transport: Transport
    bytes_per_s: float | None = None
    match url:
        case SerialUrl():
            transport = SerialTransport(url)
            bytes_per_s = url.baud / BITS_PER_BYTE_ON_THE_LINE
        case TcpUrl():
            transport = TcpTransport(url)
    return EscPosPrinter(transport, profile, listener=listener, clock=clock, times=times, bytes_per_s=bytes_per_s)


class SimulatedPrinter:
    """The real driver, and the simulator at the other end of its line."""

    def __init__(
        self, url: SimUrl, profile: PrinterProfile, *, listener: Listener, clock: Clock, times: PrinterTimes | None
    ) -> None:
        port = PtyPort() if url.transport is SimTransport.PTY else TcpPort()
        self.simulator = PrinterSimulator(port, _model(url, profile), slips=url.slips)
        self._driver = _open_line(port.url, profile, listener=listener, clock=clock, times=times)

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

    def close(self) -> None:
        """Close the driver, then the simulator."""
        self._driver.close()
        self.simulator.close()


def _model(url: SimUrl, profile: PrinterProfile) -> SimulatedModel:
    return SimulatedModel(
        width_dots=profile.width_dots if url.width_mm is None else DOTS_BY_WIDTH_MM[url.width_mm],
        dots_per_mm=profile.dots_per_mm,
        confirms=profile.confirms if url.confirms is None else url.confirms,
        answers=profile.reports_status if url.status is None else url.status,
        head_to_cutter_dots=profile.feed_before_cut_dots,
    )
