"""Where the dock stands: never over the kiosk's window, and only where there is room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize

from kiosk.dock.placing import (
    CLOSED_PX,
    FRAMES_PX,
    LEAST_LONG_SIDE_PX,
    OPEN_PX,
    WANTED_HEIGHT_PX,
    Side,
    leave_room,
    place_beside,
)

DISPLAY = QRect(0, 0, 1920, 1080)
OPEN = QSize(OPEN_PX, WANTED_HEIGHT_PX)


@given(st.integers(-500, 3000), st.integers(-500, 2000), st.integers(300, 3000), st.integers(300, 3000), st.booleans())
def test_the_kiosk_keeps_every_pixel_wherever_its_window_stands(
    x: int, y: int, width: int, height: int, opened: bool
) -> None:
    glass = QRect(x, y, width, height)
    wanted = OPEN if opened else QSize(CLOSED_PX, 0)
    place, side = place_beside(glass, wanted, DISPLAY)
    assert not place.intersects(glass)
    assert place.width() == wanted.width()
    assert place.height() >= min(height, wanted.height())
    assert (place.left() > glass.right()) is (side is Side.RIGHT)


def test_it_stands_to_the_right_unless_there_is_room_to_the_left_alone() -> None:
    assert place_beside(QRect(0, 0, 547, 972), OPEN, DISPLAY) == (QRect(547, 0, OPEN_PX, 972), Side.RIGHT)
    at_the_edge = QRect(1920 - 547, 0, 547, 972)
    assert place_beside(at_the_edge, OPEN, DISPLAY) == (QRect(1373 - OPEN_PX, 0, OPEN_PX, 972), Side.LEFT)
    all_of_it = QRect(0, 0, 1920, 1080)
    assert place_beside(all_of_it, OPEN, DISPLAY)[1] is Side.RIGHT


def test_beside_a_low_window_the_open_dock_is_higher_and_stays_on_the_display() -> None:
    low = QRect(0, 500, 900, 506)
    place, _ = place_beside(low, OPEN, DISPLAY)
    assert place.height() == WANTED_HEIGHT_PX
    assert DISPLAY.contains(place)
    assert place_beside(low, QSize(CLOSED_PX, 0), DISPLAY)[0].height() == low.height()


@pytest.mark.parametrize(
    ("alone", "display_px", "expected"),
    [
        ((547, 972), 1920, (547, 972)),  # portrait on a usual display: nothing to do
        ((1229, 691), 1366, (950, 534)),  # landscape on a laptop: smaller, in proportion
        ((1106, 691), 1024, None),  # nothing would be legible any more
        ((300, 500), 1024, (300, 500)),  # asked for so small: nobody is made smaller
    ],
)
def test_room_is_left_by_making_the_window_smaller_as_long_as_it_can_be_read(
    alone: tuple[int, int], display_px: int, expected: tuple[int, int] | None
) -> None:
    fitted = leave_room(alone, display_px)
    assert fitted == expected
    if fitted is not None:
        assert fitted[0] + OPEN_PX + FRAMES_PX <= display_px
        assert fitted == alone or max(fitted) >= LEAST_LONG_SIDE_PX
