"""Cutting dots into strips loses none and sends little white."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.receipts.strips import Side, Strip, White, cut_strips

_row = st.one_of(st.just(bytes(9)), st.binary(min_size=9, max_size=9))


@given(rows=st.lists(_row, max_size=80), side=st.sampled_from(Side), most=st.integers(1, 30))
def test_strips_put_together_are_the_rows(rows: list[bytes], side: Side, most: int) -> None:
    paper: list[bytes] = []
    for piece in cut_strips(rows, side=side, strip_dots=most):
        if isinstance(piece, White):
            paper += [bytes(9)] * piece.dots
            continue
        assert 0 < len(piece.rows) <= most
        missing = 9 - piece.width_bytes
        left = {Side.LEFT: 0, Side.CENTER: missing // 2, Side.RIGHT: missing}[side]
        assert side is not Side.CENTER or missing % 2 == 0
        paper += [bytes(left) + row + bytes(missing - left) for row in piece.rows]
    assert paper == rows


def test_white_is_fed_and_edges_are_cropped() -> None:
    ink = bytes(70) + b"\x01\x80"
    rows = [bytes(72)] * 10 + [ink] * 3 + [bytes(72)] * 20 + [ink]
    pieces = list(cut_strips(rows, side=Side.RIGHT, strip_dots=24))
    assert pieces == [White(10), Strip(2, (b"\x01\x80",) * 3), White(20), Strip(2, (b"\x01\x80",))]


def test_a_little_white_within_letters_does_not_end_a_strip() -> None:
    rows = [b"\x80\x00", b"\x00\x00", b"\x80\x00"]
    assert list(cut_strips(rows, side=Side.LEFT, strip_dots=24)) == [Strip(1, (b"\x80", b"\x00", b"\x80"))]
