from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.usb_places import UsbPlace, parse_usb_place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("0403:6001", UsbPlace(0x0403, 0x6001)),
        ("04B8:0E15:X2GA", UsbPlace(0x04B8, 0x0E15, "X2GA")),
        ("067b:2303@1-1.4", UsbPlace(0x067B, 0x2303, port="1-1.4")),
        ("0403:6001:A9%2F1@2-3", UsbPlace(0x0403, 0x6001, "A9/1", "2-3")),
    ],
)
def test_a_place_is_vendor_product_and_what_tells_two_apart(text, place):
    assert parse_usb_place(text) == place


@pytest.mark.parametrize(
    "text", ["", "/dev/ttyUSB0", "403:6001", "04b8:0e15:", "04b8:0e15@", "04b8:0e15@usb1", "g4b8:0e15"]
)
def test_anything_else_is_none(text):
    assert parse_usb_place(text) is None


@given(
    st.builds(
        UsbPlace,
        st.integers(0, 0xFFFF),
        st.integers(0, 0xFFFF),
        st.text(max_size=20).filter(lambda text: text.isprintable()),
        st.sampled_from(["", "1-1", "2-1.4.3"]),
    )
)
def test_what_a_place_writes_it_reads_again(place):
    assert parse_usb_place(str(place)) == place
