"""Why the device of a URL cannot be reached, for people. Looks at the file system only; see `absences`."""

from __future__ import annotations

from kiosk.devices.absences import Absence, explain_network, explain_node, explain_service, explain_usb
from kiosk.devices.configuration import ConfiguredDevice
from kiosk.devices.reader_urls import PcscUrl, SerialReaderUrl, SimReaderUrl, TypedReaderUrl, parse_reader_url
from kiosk.devices.urls import SerialUrl, SimUrl, TcpUrl, UsblpUrl, UsbUrl, parse_device_url
from kiosk.devices.usb_nodes import NodeKind
from kiosk.domain.device_history import DeviceKind, Reachability

_SIMULATED = Absence(Reachability.NOT_PLUGGED_IN, "The simulated device is unplugged.", "Plug it in.")


def explain_absence(setup: ConfiguredDevice) -> Absence:
    """Why `setup` cannot be reached, as far as can be seen from here. Raises DeviceUrlError. Takes milliseconds."""
    url = parse_device_url(setup.url) if setup.kind is DeviceKind.PRINTER else parse_reader_url(setup.url)
    match url:
        case SerialUrl(path=place) | SerialReaderUrl(line=SerialUrl(path=place)):
            return explain_node(place, NodeKind.SERIAL)
        case UsblpUrl(path=place):
            return explain_node(place, NodeKind.PRINTER)
        case TypedReaderUrl(place=place):
            return explain_node(place, NodeKind.INPUT)
        case UsbUrl():
            return explain_usb(url.place)
        case TcpUrl(host=host, port=port):
            return explain_network(host, port)
        case PcscUrl(reader=reader):
            return explain_service(reader)
        case SimUrl() | SimReaderUrl():
            return _SIMULATED
