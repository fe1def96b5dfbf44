from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.urls import FlowControl, SerialUrl, SimTransport, SimUrl, TcpUrl, UsblpUrl, UsbUrl, parse_device_url
from kiosk.devices.usb_places import UsbPlace
from kiosk.errors import DeviceUrlError

GOOD = {
    "serial:///dev/kiosk/printer": SerialUrl("/dev/kiosk/printer", 115200, FlowControl.NONE),
    "serial:///dev/ttyS0?baud=9600&flow=xonxoff": SerialUrl("/dev/ttyS0", 9600, FlowControl.XONXOFF),
    " serial:///dev/ttyUSB0?flow=hardware ": SerialUrl("/dev/ttyUSB0", 115200, FlowControl.HARDWARE),
    "tcp://10.0.0.9:9100": TcpUrl("10.0.0.9", 9100),
    "tcp://printer.example": TcpUrl("printer.example", 9100),
    "tcp://[fd00::9]:9101/": TcpUrl("fd00::9", 9101),
    "usblp:///dev/usb/lp0": UsblpUrl("/dev/usb/lp0"),
    "serial://0403:6001:A9001234?baud=9600": SerialUrl("0403:6001:A9001234", 9600),
    "serial://067B:2303@1-1.4": SerialUrl("067b:2303@1-1.4"),
    "usblp://04b8:0e15": UsblpUrl("04b8:0e15"),
    "usb://04b8:0e15": UsbUrl(UsbPlace(0x04B8, 0x0E15)),
    "usb://04B8:0E15:J7X1": UsbUrl(UsbPlace(0x04B8, 0x0E15, "J7X1")),
    "sim://printer": SimUrl(),
    "sim://printer?transport=tcp&width=58&slips=/srv/slips&confirms=no&status=yes": SimUrl(
        SimTransport.TCP, 58, Path("/srv/slips"), confirms=False, status=True
    ),
}

BAD = {
    "": "no kind of device",
    "/dev/ttyS0": "no kind of device",
    "lpt://04b8:0e15": "no kind of device",
    "usblp://dev/usb/lp0": "three slashes",
    "usb://04b8": "four hexadecimal digits",
    "usb://04b8:xyz1": "four hexadecimal digits",
    "usb:///dev/bus/usb/001/002": "four hexadecimal digits",
    "usb://04b8:0e15?speed=12": "unknown option speed",
    "serial://dev/ttyS0": "three slashes",
    "serial:///": "three slashes",
    "serial://0403:6001/dev/ttyS0": "three slashes",
    "serial://0403:6001@usb1": "“@”",
    "serial:///dev/ttyS0?baud=115201": "baud=115201",
    "serial:///dev/ttyS0?speed=9600": "unknown option speed",
    "serial:///dev/ttyS0?baud=9600&baud=9600": "twice",
    "tcp://": "address is missing",
    "tcp://10.0.0.9:0": "port 0",
    "tcp://10.0.0.9:99999": "cannot be read",
    "tcp://10.0.0.9:9100/raw": "no path",
    "tcp://user:word@10.0.0.9": "“@”",
    "tcp://10.0.0.9?timeout=3": "unknown option timeout",
    "sim://scanner": "only simulator",
    "sim://printer?width=76": "width=76",
    "sim://printer?confirms=maybe": "confirms=maybe",
    "sim://printer#1": "“#”",
}


@pytest.mark.parametrize("text", GOOD)
def test_url_is_read(text):
    assert parse_device_url(text) == GOOD[text]


@pytest.mark.parametrize("text", BAD)
def test_bad_url_is_refused_with_the_reason_and_an_example(text):
    with pytest.raises(DeviceUrlError) as refusal:
        parse_device_url(text)
    assert BAD[text] in refusal.value.what
    example = refusal.value.remedy.removeprefix("A right one: ")
    assert parse_device_url(example)


@given(
    st.text(max_size=60)
    | st.builds("{}://{}".format, st.sampled_from(["serial", "tcp", "usblp", "usb", "sim"]), st.text())
)
def test_any_text_is_a_device_or_refused(text):
    # Anything else that is raised fails the test.
    with suppress(DeviceUrlError):
        assert isinstance(parse_device_url(text), SerialUrl | TcpUrl | UsblpUrl | UsbUrl | SimUrl)
