"""From a reader's URL to a reader: the real driver on the line that the URL names, or on a simulator's."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kiosk.clock import Clock
from kiosk.devices.drivers.line_reader import LineReader
from kiosk.devices.drivers.pcsc_reader import PcscReader
from kiosk.devices.drivers.reader_times import ReaderTimes
from kiosk.devices.protocols.aim_codes import LONGEST_CODE_BYTES, read_code
from kiosk.devices.protocols.card_numbers import LONGEST_NUMBER, read_number, read_rdm6300
from kiosk.devices.protocols.reading import ReadingDecoder
from kiosk.devices.protocols.stx_frames import StxDecoder
from kiosk.devices.protocols.text_lines import LineDecoder
from kiosk.devices.protocols.typed_keys import TypedDecoder
from kiosk.devices.reader_urls import (
    End,
    PcscUrl,
    Reads,
    RealReaderUrl,
    SerialProtocol,
    SerialReaderUrl,
    SimKind,
    SimReaderUrl,
    TypedReaderUrl,
    parse_reader_url,
)
from kiosk.devices.transports.base import Transport
from kiosk.devices.transports.evdev_line import EvdevTransport
from kiosk.devices.transports.pcsc import PcscService
from kiosk.devices.transports.serial_line import SerialTransport
from kiosk.domain.reader import CardKind, Reader, ReaderListener

if TYPE_CHECKING:
    from kiosk.devices.simulators.line_reader import CardReaderSimulator, ScannerSimulator
    from kiosk.devices.simulators.virtual_card import VirtualCard

    ReaderSimulator: TypeAlias = CardReaderSimulator | ScannerSimulator | VirtualCard


def open_reader(
    url: str,
    *,
    listener: ReaderListener,
    clock: Clock,
    name: str = "reader",
    times: ReaderTimes | None = None,
) -> Reader:
    """The card reader or scanner at `url`; returns at once, and it may be absent for as long as it likes.

    For `sim://` the result is a `SimulatedReader`, whose `simulator` is the device behind. Raises DeviceUrlError.
    """
    address = parse_reader_url(url)
    simulator: ReaderSimulator | None = None
    typed_line: Transport | None = None
    if isinstance(address, SimReaderUrl):
        address, simulator, typed_line = _simulate(address)
    times = times or ReaderTimes()
    driver: LineReader | PcscReader
    match address:
        case PcscUrl(reader):
            driver = PcscReader(PcscService(), wanted=reader, listener=listener, clock=clock, name=name, times=times)
        case SerialReaderUrl():
            driver = LineReader(
                SerialTransport(address.line),
                _serial_decoder(address, times.pause_s),
                reads=None if address.protocol is SerialProtocol.CODES else CardKind.TAG,
                listener=listener,
                clock=clock,
                name=name,
                times=times,
            )
        case TypedReaderUrl():
            driver = LineReader(
                typed_line or EvdevTransport(address.place),
                _typed_decoder(address, times.pause_s),
                reads=None if address.reads is Reads.CODES else CardKind.TYPED,
                listener=listener,
                clock=clock,
                name=name,
                times=times,
            )
    return driver if simulator is None else SimulatedReader(driver, simulator)


def _serial_decoder(address: SerialReaderUrl, pause_s: float) -> ReadingDecoder:
    pause_ends = address.end is End.PAUSE
    match address.protocol:
        case SerialProtocol.STX:
            return StxDecoder(read_number, pause_s=pause_s)
        case SerialProtocol.RDM6300:
            return StxDecoder(read_rdm6300, pause_s=pause_s)
        case SerialProtocol.LINES:
            return LineDecoder(read_number, limit_bytes=LONGEST_NUMBER, pause_s=pause_s, pause_ends=pause_ends)
        case SerialProtocol.CODES:
            return LineDecoder(read_code, limit_bytes=LONGEST_CODE_BYTES, pause_s=pause_s, pause_ends=pause_ends)


def _typed_decoder(address: TypedReaderUrl, pause_s: float) -> ReadingDecoder:
    pause_ends = address.end is End.PAUSE
    if address.reads is Reads.CODES:
        return TypedDecoder(read_code, limit_characters=LONGEST_CODE_BYTES, pause_s=pause_s, pause_ends=pause_ends)
    return TypedDecoder(read_number, limit_characters=LONGEST_NUMBER, pause_s=pause_s, pause_ends=pause_ends)


def _simulate(
    url: SimReaderUrl,
) -> tuple[RealReaderUrl, ReaderSimulator, Transport | None]:
    """What the driver is to open, the device behind it, and the line to it where the address does not name that."""
    # Here, because a kiosk with real readers needs none of it.
    from kiosk.devices.simulators.card_frames import frame_line, frame_rdm6300, frame_stx, type_text
    from kiosk.devices.simulators.line_reader import RDM6300_REPEAT_S, CardReaderSimulator, ScannerSimulator
    from kiosk.devices.simulators.ports import PtyPort
    from kiosk.devices.simulators.virtual_card import VirtualCard

    if url.kind is SimKind.PCSC:
        return PcscUrl(), VirtualCard(), None
    port = PtyPort()
    simulator: ReaderSimulator
    match url.kind:
        case SimKind.STX:
            protocol, simulator = SerialProtocol.STX, CardReaderSimulator(port, frame_stx)
        case SimKind.RDM6300:
            simulator = CardReaderSimulator(port, frame_rdm6300, repeat_s=RDM6300_REPEAT_S)
            protocol = SerialProtocol.RDM6300
        case SimKind.LINES:
            protocol, simulator = SerialProtocol.LINES, CardReaderSimulator(port, frame_line)
        case SimKind.SERIAL:
            protocol, simulator = SerialProtocol.CODES, ScannerSimulator(port, frame_line)
        case SimKind.TYPED:
            # The kernel's bytes on a pseudo-terminal: everything of a real one but the grab.
            line = SerialTransport(port.url)
            is_scanner = url.reads is Reads.CODES
            simulator = ScannerSimulator(port, type_text) if is_scanner else CardReaderSimulator(port, type_text)
            return TypedReaderUrl(port.url.path, url.reads), simulator, line
    return SerialReaderUrl(port.url, protocol), simulator, None


class SimulatedReader:
    """The real driver, and the simulator at the other end of its line."""

    def __init__(self, driver: LineReader | PcscReader, simulator: ReaderSimulator) -> None:
        self._driver = driver
        self.simulator = simulator

    @property
    def name(self) -> str:
        """See `Reader`."""
        return self._driver.name

    def look_again(self) -> None:
        """See the drivers."""
        self._driver.look_again()

    def close(self) -> None:
        """Close the driver, then the simulator."""
        self._driver.close()
        self.simulator.close()
