"""Cutting dots into strips loses none and sends little white."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.receipts.strips import Side, Strip, White, cut_strips

_row = st.one_of(
    st.just(bytes(9)),
    st.binary(min_size=9, max_size=9),
    st.integers(0, 8).map(lambda at: bytes(at) + b"\x18" + bytes(8 - at)),
)


@given(rows=st.lists(_row, max_size=80), most=st.integers(1, 30))
def test_strips_put_together_are_the_rows(rows: list[bytes], most: int) -> None:
    paper: list[bytes] = []
    for piece in cut_strips(rows, strip_dots=most):
        if isinstance(piece, White):
            paper += [bytes(9)] * piece.dots
            continue
        assert 0 < len(piece.rows) <= most
        missing = 9 - piece.width_bytes
        left = {Side.LEFT: 0, Side.CENTER: missing // 2, Side.RIGHT: missing}[piece.side]
        assert piece.side is not Side.CENTER or missing % 2 == 0
        paper += [bytes(left) + row + bytes(missing - left) for row in piece.rows]
    assert paper == rows


def test_white_is_fed_and_edges_are_cropped() -> None:
    ink = bytes(70) + b"\x01\x80"
    rows = [bytes(72)] * 10 + [ink] * 3 + [bytes(72)] * 60 + [ink]
    pieces = list(cut_strips(rows, strip_dots=24))
    assert pieces == [
        White(10),
        Strip(Side.RIGHT, 2, (b"\x01\x80",) * 3),
        White(60),
        Strip(Side.RIGHT, 2, (b"\x01\x80",)),
    ]


def test_a_little_white_within_letters_does_not_end_a_strip() -> None:
    rows = [b"\x80\x00", b"\x00\x00", b"\x80\x00"]
    assert list(cut_strips(rows, strip_dots=24)) == [Strip(Side.LEFT, 1, (b"\x80", b"\x00", b"\x80"))]


def test_each_strip_leans_to_the_side_that_crops_most() -> None:
    left, right, middle = b"\xff" + bytes(71), bytes(71) + b"\xff", bytes(30) + b"\xff" * 12 + bytes(30)
    rows = [*[left] * 20, bytes(72), *[right] * 20, bytes(72), *[middle] * 20]
    strips = [piece for piece in cut_strips(rows, strip_dots=24) if isinstance(piece, Strip)]
    assert [(strip.side, strip.width_bytes) for strip in strips] == [
        (Side.LEFT, 1),
        (Side.RIGHT, 1),
        (Side.CENTER, 12),
    ]


def test_another_strip_is_begun_where_it_saves_more_than_it_costs() -> None:
    """Label and value of a pair need the whole width, the second row of the value only its own end."""
    both, value = b"\xff" + bytes(70) + b"\xff", bytes(60) + b"\xff" * 12
    wider = bytes(39) + b"\xff" * 33
    for rows, cut in (([both] * 4 + [value] * 20, [4, 20]), ([both] * 4 + [wider], [5])):
        assert [len(piece.rows) for piece in cut_strips(rows, strip_dots=24) if isinstance(piece, Strip)] == cut
