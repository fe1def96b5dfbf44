"""A printer on USB without the kernel's driver, through libusb: the fallback where usblp is missing or in the way.

One transfer at a time is on its way in each direction, none with a timeout, so that no byte is ever lost to one: a
stalled printer simply keeps its transfer, and the driver notices by its silence. Transfers end only while `read` or
`wait` lets libusb work, on the driver's thread. Each tells how many bytes really went: the rest of one that ended short
is sent on; one that failed ends the line, and the slip under way is then of unknown outcome.

Source: USB-IF, "Universal Serial Bus Device Class Definition for Printing Devices", 1.1; libusb 1.0, asynchronous API.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.devices.transports.base import SIP_BYTES, Waker, wait_for_any
from kiosk.devices.transports.faults import speaking_over_usb
from kiosk.devices.urls import UsbUrl
from kiosk.devices.usb_nodes import fits
from kiosk.devices.usb_places import UsbPlace
from kiosk.errors import DeviceAbsent, DeviceError

if TYPE_CHECKING:
    import usb1

PRINTER_CLASS = 7
VENDOR_CLASS = 0xFF
"""What some models from China report instead."""

_BULK = 2
_IN = 0x80

TRANSFER_BYTES = 4096
"""Most bytes handed to the bus at once: what printers hold anyway."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where bytes go in and out of one interface."""

    interface: int
    setting: int
    out: int
    back: int


class UsbTransport:
    """See `Transport`."""

    def __init__(self, url: UsbUrl) -> None:
        self._url = url
        self._name = str(url)
        self._context: usb1.USBContext | None = None
        self._handle: usb1.USBDeviceHandle | None = None
        self._endpoints: Endpoints | None = None
        self._reading: usb1.USBTransfer | None = None
        self._writing: usb1.USBTransfer | None = None
        self._heard = bytearray()
        self._unsent = b""
        """What the transfer under way carries; the driver counts it as handed over."""
        self._fault: DeviceError | None = None

    def open(self) -> None:
        with speaking_over_usb(self._name):
            import usb1

            self._heard.clear()
            self._unsent = b""
            self._fault = None
            self._context = usb1.USBContext().open()
            device = self._find(self._context)
            self._endpoints = find_endpoints(device)
            self._handle = device.open()
            with suppress(usb1.USBErrorNotSupported):
                # usblp would keep the interface for itself; it gets it back on release.
                self._handle.setAutoDetachKernelDriver(True)
            self._handle.claimInterface(self._endpoints.interface)
            if self._endpoints.setting:
                self._handle.setInterfaceAltSetting(self._endpoints.interface, self._endpoints.setting)
            self._writing = self._handle.getTransfer()
            self._reading = self._handle.getTransfer()
            self._reading.setBulk(self._endpoints.back, SIP_BYTES, callback=self._came_in)
            self._reading.submit()

    def read(self) -> bytes:
        self._work()
        heard = bytes(self._heard)
        self._heard.clear()
        if not heard and self._fault is not None:
            raise self._fault
        return heard

    def write(self, data: bytes) -> int:
        if self._writing is None or self._endpoints is None:
            raise DeviceAbsent(f"{self._name} is not open.")
        self._work()
        if self._fault is not None:
            raise self._fault
        if self._unsent:
            return 0
        self._unsent = data[:TRANSFER_BYTES]
        taken = len(self._unsent)
        self._submit_rest()
        return taken

    def wait(self, waker: Waker, timeout_s: float, *, to_write: bool) -> None:
        # Room to write comes as the end of a transfer, which libusb's own descriptors tell, asked for or not.
        with speaking_over_usb(self._name):
            lines = self._context.getPollFDList() if self._context is not None else []
        wait_for_any(waker, timeout_s, lines)

    def close(self) -> None:
        handle, self._handle = self._handle, None
        context, self._context = self._context, None
        endpoints, self._endpoints = self._endpoints, None
        self._reading = self._writing = None
        if handle is not None:
            if endpoints is not None:
                # Fails when the printer is gone, and then there is nothing to give back.
                with suppress(DeviceError), speaking_over_usb(self._name):
                    handle.releaseInterface(endpoints.interface)
            # Cancels what is on its way and waits until libusb has let go of it.
            with suppress(DeviceError), speaking_over_usb(self._name):
                handle.close()
        if context is not None:
            context.close()

    def _find(self, context: usb1.USBContext) -> usb1.USBDevice:
        wanted = self._url.place
        for device in context.getDeviceIterator(skip_on_error=True):
            # The serial number is asked of the device itself: only of one that may be it.
            known = UsbPlace(device.getVendorID(), device.getProductID(), wanted.serial, _port(device))
            if fits(known, wanted) and (not wanted.serial or device.getSerialNumber() == wanted.serial):
                return device
        raise DeviceAbsent(f"{self._name} is not plugged in.", remedy="Check power and cable; `lsusb` lists it.")

    def _work(self) -> None:
        """Let libusb finish transfers."""
        if self._context is None:
            raise DeviceAbsent(f"{self._name} is not open.")
        with speaking_over_usb(self._name):
            self._context.handleEventsTimeout(0)

    def _submit_rest(self) -> None:
        if self._writing is None or self._endpoints is None:
            return
        self._writing.setBulk(self._endpoints.out, self._unsent, callback=self._went_out)
        with speaking_over_usb(self._name):
            self._writing.submit()

    def _went_out(self, transfer: usb1.USBTransfer) -> None:
        import usb1

        self._unsent = self._unsent[transfer.getActualLength() :]
        if transfer.getStatus() != usb1.TRANSFER_COMPLETED:
            self._fail(transfer.getStatus())
        elif self._unsent:
            try:
                self._submit_rest()
            except DeviceError as error:
                self._fault = error

    def _came_in(self, transfer: usb1.USBTransfer) -> None:
        import usb1

        self._heard += transfer.getBuffer()[: transfer.getActualLength()]
        if transfer.getStatus() != usb1.TRANSFER_COMPLETED:
            self._fail(transfer.getStatus())
            return
        try:
            with speaking_over_usb(self._name):
                transfer.submit()
        except DeviceError as error:
            self._fault = error

    def _fail(self, status: int) -> None:
        import usb1

        if status == usb1.TRANSFER_NO_DEVICE:
            self._fault = DeviceAbsent(f"{self._name} was unplugged.", remedy="Plug it in again.")
        else:
            self._fault = DeviceAbsent(f"{self._name} broke a transfer off ({status}).", remedy="Check cable and hub.")


def _port(device: usb1.USBDevice) -> str:
    """Where it is plugged in, as the kernel names it in sysfs."""
    return f"{device.getBusNumber()}-{'.'.join(map(str, device.getPortNumberList()))}"


def find_endpoints(device: usb1.USBDevice) -> Endpoints:
    """Where to print: an interface of the printer class with bulk endpoints both ways, else one of the vendor's own.
    Raises DeviceError."""
    found: dict[int, Endpoints] = {}
    for setting in device.iterSettings():
        bulk = [each.getAddress() for each in setting if each.getAttributes() & 0x03 == _BULK]
        out = next((address for address in bulk if not address & _IN), None)
        back = next((address for address in bulk if address & _IN), None)
        if out is not None and back is not None:
            place = Endpoints(setting.getNumber(), setting.getAlternateSetting(), out, back)
            found.setdefault(setting.getClass(), place)
    for kind in (PRINTER_CLASS, VENDOR_CLASS):
        if kind in found:
            return found[kind]
    raise DeviceError("The USB device has no interface for printing both ways.", remedy="Check the device URL.")
