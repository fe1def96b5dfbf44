"""Where the dock stands: beside the kiosk's window, never over it. Pure arithmetic in pixels."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRect, QSize

OPEN_PX = 400
"""Three buttons side by side, and a label before them."""

CLOSED_PX = 56
"""The handle alone, which a finger can still hit, and its focus ring around it."""

WANTED_HEIGHT_PX = 760
"""Beside a window lower than this (a kiosk in landscape) the open dock is higher, as far as the display allows."""

FRAMES_PX = 16
"""What window managers draw to the left and right of two windows."""

LEAST_LONG_SIDE_PX = 640
"""A kiosk's window made smaller than this to leave room could not be read."""


class Side(StrEnum):
    """Of the kiosk's window."""

    RIGHT = "right"
    LEFT = "left"


def leave_room(kiosk: tuple[int, int], display_width_px: int) -> tuple[int, int] | None:
    """The kiosk's window of this size, made smaller in proportion so that an open dock has room beside it; None where
    it would become too small to be read."""
    width, height = kiosk
    share = min(1.0, (display_width_px - OPEN_PX - FRAMES_PX) / width)
    fitted = round(width * share), round(height * share)
    return None if fitted != kiosk and max(fitted) < LEAST_LONG_SIDE_PX else fitted


def place_beside(kiosk: QRect, wanted: QSize, display: QRect) -> tuple[QRect, Side]:
    """The dock's place, with the frame that a window manager draws counted in, beside `kiosk`, measured likewise.

    To the right; to the left only where there is room and to the right there is none. At least as high as the kiosk.
    """
    width_px, height = wanted.width(), max(kiosk.height(), min(wanted.height(), display.height()))
    top = max(display.top(), min(kiosk.top(), display.bottom() + 1 - height))
    right = kiosk.right() + 1
    if right + width_px > display.right() + 1 and kiosk.left() - width_px >= display.left():
        return QRect(kiosk.left() - width_px, top, width_px, height), Side.LEFT
    return QRect(right, top, width_px, height), Side.RIGHT
