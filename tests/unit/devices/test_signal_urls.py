from __future__ import annotations

import pytest

from kiosk.devices.protocols.relay_boards import BAUD, RelayProtocol
from kiosk.devices.signal_urls import (
    AlsaUrl,
    JackUrl,
    LedUrl,
    RelayUrl,
    SimJackUrl,
    SimLamp,
    SimLightUrl,
    SimSpeakerUrl,
    check_signal_url,
    is_like_signal,
    kind_of_signal,
    parse_signal_url,
)
from kiosk.devices.targets import kind_of
from kiosk.devices.urls import SerialUrl
from kiosk.domain.device_history import DeviceKind
from kiosk.errors import DeviceUrlError

RIGHT = {
    "led://kiosk:white:status": LedUrl("kiosk:white:status"),
    "led://input3::capslock": LedUrl("input3::capslock"),
    "serial:///dev/kiosk/light?protocol=lcus": RelayUrl(SerialUrl("/dev/kiosk/light", BAUD), RelayProtocol.LCUS),
    "serial://1a86:7523?protocol=kmtronic": RelayUrl(SerialUrl("1a86:7523", BAUD), RelayProtocol.KMTRONIC),
    "sim://light": SimLightUrl(SimLamp.LED),
    "sim://light?kind=kmtronic": SimLightUrl(SimLamp.KMTRONIC),
    "alsa://": AlsaUrl("default"),
    "alsa://plughw:CARD=PCH,DEV=0": AlsaUrl("plughw:CARD=PCH,DEV=0"),
    "sim://speaker": SimSpeakerUrl(),
    "jack://": JackUrl(),
    "jack://?name=Front%20Headphone": JackUrl("Front Headphone"),
    "sim://headset": SimJackUrl(),
}


@pytest.mark.parametrize(("text", "url"), RIGHT.items())
def test_right_urls(text, url):
    assert parse_signal_url(text) == url


@pytest.mark.parametrize("text", RIGHT)
def test_a_command_knows_what_the_device_is_for(text):
    assert kind_of(text) is kind_of_signal(RIGHT[text])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("lamp://x", "no kind of light"),
        ("led://", "/sys/class/leds"),
        ("led:///sys/class/leds/x", "name of its folder"),
        ("led://..", "name of its folder"),
        ("serial:///dev/x", "protocol=lcus"),
        ("serial:///dev/x?protocol=stx", "none of lcus"),
        ("serial://x?protocol=lcus", "three slashes"),
        ("serial:///dev/x?protocol=lcus&baud=9600", "unknown option baud"),
        ("sim://lamp", "sim://light"),
        ("sim://light?kind=neon", "none of led"),
        ("jack:///dev/input/event3", "name one with"),
        ("jack://?name=a&name=b", "given twice"),
        ("jack://#x", "means nothing"),
        ("led://[", "cannot be read"),
    ],
)
def test_a_wrong_url_is_refused_with_the_reason_and_a_right_one(text, says):
    with pytest.raises(DeviceUrlError) as refused:
        parse_signal_url(text)
    assert says in str(refused.value)
    assert "://" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "kind", "right"),
    [
        ("alsa://", DeviceKind.LIGHT, "led://"),
        ("led://x", DeviceKind.SPEAKER, "alsa://"),
        ("sim://light", DeviceKind.HEADSET, "jack://"),
    ],
)
def test_a_device_of_another_kind_is_refused_with_one_of_the_right_kind(text, kind, right):
    with pytest.raises(DeviceUrlError) as refused:
        check_signal_url(text, kind)
    assert right in str(refused.value)


@pytest.mark.parametrize("text", ["sim://printer", "serial:///dev/x?protocol=stx", "pcsc://", "tcp://10.0.0.9"])
def test_urls_of_other_devices_are_left_to_their_own_rules(text):
    assert not is_like_signal(text)
