"""Why the device of a URL cannot be reached, for people. Looks at the file system only; see `absences`."""

from __future__ import annotations

from kiosk.devices.absences import Absence, explain_network, explain_node, explain_service, explain_usb
from kiosk.devices.configuration import ConfiguredDevice
from kiosk.devices.reader_urls import (
    PcscUrl,
    ReaderUrl,
    SerialReaderUrl,
    SimReaderUrl,
    TypedReaderUrl,
    parse_reader_url,
)
from kiosk.devices.signal_absences import explain_jack, explain_lamp, explain_sound_card
from kiosk.devices.signal_urls import (
    AlsaUrl,
    JackUrl,
    LedUrl,
    RelayUrl,
    SignalUrl,
    SimJackUrl,
    SimLightUrl,
    SimSpeakerUrl,
    parse_signal_url,
)
from kiosk.devices.urls import DeviceUrl, SerialUrl, SimUrl, TcpUrl, UsblpUrl, UsbUrl, parse_device_url
from kiosk.devices.usb_nodes import NodeKind
from kiosk.domain.device_history import DeviceKind, Reachability

_SIMULATED = Absence(Reachability.NOT_PLUGGED_IN, "The simulated device is unplugged.", "Plug it in.")


def explain_absence(setup: ConfiguredDevice) -> Absence:
    """Why `setup` cannot be reached, as far as can be seen from here. Raises DeviceUrlError. Takes milliseconds."""
    match _parse(setup):
        case SerialUrl(path=place) | SerialReaderUrl(line=SerialUrl(path=place)) | RelayUrl(line=SerialUrl(path=place)):
            return explain_node(place, NodeKind.SERIAL)
        case UsblpUrl(path=place):
            return explain_node(place, NodeKind.PRINTER)
        case TypedReaderUrl(place=place):
            return explain_node(place, NodeKind.INPUT)
        case UsbUrl(place=usb_place):
            return explain_usb(usb_place)
        case TcpUrl(host=host, port=port):
            return explain_network(host, port)
        case PcscUrl(reader=reader):
            return explain_service(reader)
        case LedUrl(name=name):
            return explain_lamp(name)
        case AlsaUrl(pcm=pcm):
            return explain_sound_card(pcm)
        case JackUrl(part=part):
            return explain_jack(part)
        case SimUrl() | SimReaderUrl() | SimLightUrl() | SimSpeakerUrl() | SimJackUrl():
            return _SIMULATED


def _parse(setup: ConfiguredDevice) -> DeviceUrl | ReaderUrl | SignalUrl:
    match setup.kind:
        case DeviceKind.PRINTER:
            return parse_device_url(setup.url)
        case DeviceKind.READER:
            return parse_reader_url(setup.url)
        case DeviceKind.LIGHT | DeviceKind.SPEAKER | DeviceKind.HEADSET:
            return parse_signal_url(setup.url)
