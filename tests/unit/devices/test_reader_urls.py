from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.reader_urls import (
    End,
    PcscUrl,
    Reads,
    SerialProtocol,
    SerialReaderUrl,
    SimKind,
    SimReaderUrl,
    TypedReaderUrl,
    parse_reader_url,
)
from kiosk.devices.urls import SerialUrl
from kiosk.errors import DeviceUrlError

GOOD = {
    "pcsc://": PcscUrl(),
    "pcsc://?reader=ACR122": PcscUrl("ACR122"),
    "pcsc://?reader=ACS%20ACR122U%2000%2000": PcscUrl("ACS ACR122U 00 00"),
    "serial:///dev/kiosk/reader?protocol=rdm6300": SerialReaderUrl(
        SerialUrl("/dev/kiosk/reader", 9600), SerialProtocol.RDM6300
    ),
    "serial:///dev/ttyS0?protocol=codes&baud=115200&end=pause": SerialReaderUrl(
        SerialUrl("/dev/ttyS0", 115200), SerialProtocol.CODES, End.PAUSE
    ),
    "serial://0403:6001:A9/?protocol=stx": SerialReaderUrl(SerialUrl("0403:6001:A9", 9600), SerialProtocol.STX),
    "serial://0403:6001@1-1.4?protocol=lines": SerialReaderUrl(
        SerialUrl("0403:6001@1-1.4", 9600), SerialProtocol.LINES
    ),
    " evdev:///dev/input/by-id/usb-ACME-event-kbd ": TypedReaderUrl("/dev/input/by-id/usb-ACME-event-kbd"),
    "evdev://05E0:1200?reads=codes&end=pause": TypedReaderUrl("05e0:1200", Reads.CODES, End.PAUSE),
    "sim://reader": SimReaderUrl(Reads.CARDS, SimKind.STX),
    "sim://reader?kind=pcsc": SimReaderUrl(Reads.CARDS, SimKind.PCSC),
    "sim://scanner": SimReaderUrl(Reads.CODES, SimKind.SERIAL),
    "sim://scanner?kind=typed": SimReaderUrl(Reads.CODES, SimKind.TYPED),
}

BAD = {
    "": "no kind of reader",
    "tcp://10.0.0.9:9100": "no kind of reader",
    "serial://[": "cannot be read",
    "pcsc:///dev/reader": "no path",
    "pcsc://ACR122": "no path",
    "serial:///dev/ttyS0": "protocol=stx|rdm6300|lines|codes",
    "serial:///dev/ttyS0?protocol=osdp": "protocol=osdp",
    "serial:///dev/ttyS0?protocol=stx&end=pause": "unknown option end",
    "serial:///dev/ttyS0?protocol=stx&baud=9601": "baud=9601",
    "serial://dev/ttyS0?protocol=stx": "three slashes",
    "serial:///?protocol=stx": "three slashes",
    "evdev://": "three slashes",
    "evdev:///dev/input/event3?reads=all": "reads=all",
    "evdev:///dev/input/event3?baud=9600": "unknown option baud",
    "evdev:///dev/input/event3#1": "“#”",
    "evdev://05e0:1200/dev": "three slashes",
    "sim://printer": "sim://scanner",
    "sim://scanner?kind=pcsc": "kind=pcsc",
    "sim://reader?kind=serial": "kind=serial",
    "pcsc://?reader=a&reader=b": "twice",
}


@pytest.mark.parametrize("text", GOOD)
def test_url_is_read(text: str) -> None:
    assert parse_reader_url(text) == GOOD[text]


@pytest.mark.parametrize("text", BAD)
def test_bad_url_is_refused_with_the_reason_and_an_example(text: str) -> None:
    with pytest.raises(DeviceUrlError) as refusal:
        parse_reader_url(text)
    assert BAD[text] in refusal.value.what
    parse_reader_url(refusal.value.remedy.removeprefix("A right one: "))


@given(
    st.text(max_size=60) | st.builds("{}://{}".format, st.sampled_from(["pcsc", "serial", "evdev", "sim"]), st.text())
)
def test_any_text_is_a_reader_or_refused(text: str) -> None:
    # Anything else that is raised fails the test.
    with suppress(DeviceUrlError):
        parse_reader_url(text)
