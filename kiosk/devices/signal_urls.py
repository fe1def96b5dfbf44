"""URLs of signal lights, sound cards and headset jacks as frozen values.

    led://NAME                       a lamp that the kernel has in /sys/class/leds
    serial:///dev/kiosk/light?protocol=lcus|kmtronic
    sim://light[?kind=led|lcus|kmtronic]
    alsa://[PCM]                     a sound card by ALSA's name of it; “default” when empty
    sim://speaker
    jack://[?name=PART-OF-ITS-NAME]  the socket of a headset
    sim://headset

On the serial line, the numbers of a USB device may stand instead of a path, see `usb_places`. No I/O here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit

import msgspec

from kiosk.devices.protocols.relay_boards import BAUD, RelayProtocol
from kiosk.devices.url_options import UrlOptions, refused
from kiosk.devices.urls import SerialUrl
from kiosk.devices.usb_places import parse_usb_place
from kiosk.domain.device_history import DeviceKind

DEFAULT_PCM = "default"
"""What ALSA plays on where nobody says otherwise; ~/.asoundrc or /etc/asound.conf decide."""

_EXAMPLES = {
    "led": "led://kiosk:white:status",
    "serial": "serial:///dev/kiosk/light?protocol=lcus",
    "alsa": "alsa://plughw:CARD=PCH,DEV=0",
    "jack": "jack://?name=Headphone",
    "sim": "sim://light",
}
EXAMPLE_OF = {
    DeviceKind.LIGHT: _EXAMPLES["led"],
    DeviceKind.SPEAKER: _EXAMPLES["alsa"],
    DeviceKind.HEADSET: _EXAMPLES["jack"],
}


class SimLamp(StrEnum):
    """Which light is simulated."""

    LED = "led"
    LCUS = "lcus"
    KMTRONIC = "kmtronic"


class LedUrl(msgspec.Struct, frozen=True):
    """A lamp of the kernel's LED class."""

    name: str
    """Its folder in /sys/class/leds."""


class RelayUrl(msgspec.Struct, frozen=True):
    """A lamp behind a relay board on a serial line."""

    line: SerialUrl
    protocol: RelayProtocol


class SimLightUrl(msgspec.Struct, frozen=True):
    """A simulated light."""

    kind: SimLamp = SimLamp.LED


class AlsaUrl(msgspec.Struct, frozen=True):
    """A sound card."""

    pcm: str = DEFAULT_PCM


class SimSpeakerUrl(msgspec.Struct, frozen=True):
    """A sound card that remembers what it was given."""


class JackUrl(msgspec.Struct, frozen=True):
    """The headset jack whose name has `part` in it, in capitals or not; the first there is when empty."""

    part: str = ""


class SimJackUrl(msgspec.Struct, frozen=True):
    """A simulated headset jack."""


LightUrl: TypeAlias = LedUrl | RelayUrl | SimLightUrl
SpeakerUrl: TypeAlias = AlsaUrl | SimSpeakerUrl
HeadsetUrl: TypeAlias = JackUrl | SimJackUrl
SignalUrl: TypeAlias = LightUrl | SpeakerUrl | HeadsetUrl


def parse_signal_url(text: str) -> SignalUrl:
    """The device that `text` names. Raises DeviceUrlError, which says what is wrong and shows a right one."""
    text = text.strip()
    scheme, _, rest = text.partition("://")
    if scheme == "alsa":
        # As it stands: ALSA's own names have colons, commas, slashes and signs of equality.
        return AlsaUrl(rest or DEFAULT_PCM)
    try:
        url = urlsplit(text)
    except ValueError as error:
        raise refused(text, f"it cannot be read: {error}", _EXAMPLES["led"]) from error
    if url.scheme not in _EXAMPLES:
        why = f"“{url.scheme or text}” is no kind of light, sound card or jack; there are {', '.join(_EXAMPLES)}"
        raise refused(text, why, _EXAMPLES["led"])
    if url.fragment:
        raise refused(text, "it has a “#”, which means nothing here", _EXAMPLES[url.scheme])
    options = UrlOptions(text, url, _EXAMPLES[url.scheme])
    found: SignalUrl
    match url.scheme:
        case "led":
            found = _led(text, url)
        case "serial":
            found = _relay(text, url, options)
        case "jack":
            found = _jack(text, url, options)
        case _:
            found = _simulated(text, url, options)
    options.refuse_rest()
    return found


def kind_of_signal(url: SignalUrl) -> DeviceKind:
    """What the device of `url` is for."""
    match url:
        case LedUrl() | RelayUrl() | SimLightUrl():
            return DeviceKind.LIGHT
        case AlsaUrl() | SimSpeakerUrl():
            return DeviceKind.SPEAKER
        case JackUrl() | SimJackUrl():
            return DeviceKind.HEADSET


def check_signal_url(text: str, kind: DeviceKind) -> None:
    """Raises DeviceUrlError unless `text` names a device of this kind."""
    if kind_of_signal(parse_signal_url(text)) is not kind:
        raise refused(text, f"it is no {kind}", EXAMPLE_OF[kind])


def is_like_signal(text: str) -> bool:
    """Whether `text`, be it right or wrong, seems to be meant for one of these devices."""
    return text.startswith(("led:", "alsa:", "jack:", "sim://light", "sim://speaker", "sim://headset")) or any(
        f"protocol={protocol}" in text for protocol in RelayProtocol
    )


def _led(text: str, url: SplitResult) -> LedUrl:
    if not url.netloc or url.path not in {"", "/"} or url.netloc in {".", ".."}:
        raise refused(text, "a light needs the name of its folder in /sys/class/leds", _EXAMPLES["led"])
    return LedUrl(url.netloc)


def _relay(text: str, url: SplitResult, options: UrlOptions) -> RelayUrl:
    protocols: dict[str, RelayProtocol | None] = {protocol.value: protocol for protocol in RelayProtocol}
    protocol = options.choice("protocol", protocols, None)
    if protocol is None:
        raise refused(text, f"it needs protocol={'|'.join(protocols)}", _EXAMPLES["serial"])
    path = url.path if not url.netloc and url.path not in {"", "/"} else None
    place = parse_usb_place(url.netloc) if url.path in {"", "/"} else None
    if path is None and place is None:
        why = "a light on a serial line needs an absolute path after three slashes, or a USB device's numbers"
        raise refused(text, why, _EXAMPLES["serial"])
    return RelayUrl(SerialUrl(path or str(place), BAUD), protocol)


def _jack(text: str, url: SplitResult, options: UrlOptions) -> JackUrl:
    if url.netloc or url.path not in {"", "/"}:
        raise refused(text, "a jack has no path; name one with ?name=", _EXAMPLES["jack"])
    return JackUrl(options.take("name") or "")


def _simulated(text: str, url: SplitResult, options: UrlOptions) -> SignalUrl:
    if url.path not in {"", "/"} or url.netloc not in {"light", "speaker", "headset"}:
        raise refused(text, "the simulators are sim://light, sim://speaker and sim://headset", _EXAMPLES["sim"])
    match url.netloc:
        case "light":
            return SimLightUrl(options.choice("kind", {kind.value: kind for kind in SimLamp}, SimLamp.LED))
        case "speaker":
            return SimSpeakerUrl()
        case _:
            return SimJackUrl()
