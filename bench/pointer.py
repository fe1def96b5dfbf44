"""Presses on a display from outside, through the XTEST extension, as a touch controller's driver would."""

from __future__ import annotations

import ctypes
from types import TracebackType

LEFT = 1
"""The button that a touchscreen presses under X11."""


class Pointer:
    """The one pointer of a display. Calls return when the server has the event, before any program has drawn.

    X Test Extension Protocol, version 2.2: `XTestFakeMotionEvent` and `XTestFakeButtonEvent` of libXtst.
    """

    def __init__(self, display: str) -> None:
        self._x11 = ctypes.CDLL("libX11.so.6")
        self._test = ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        opened = self._x11.XOpenDisplay(display.encode())
        if not opened:
            raise OSError(f"display {display} cannot be opened")
        self._display = ctypes.c_void_p(opened)

    def __enter__(self) -> Pointer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._x11.XCloseDisplay(self._display)

    def move(self, x: int, y: int) -> None:
        """Put the pointer at a point of the screen."""
        self._test.XTestFakeMotionEvent(self._display, -1, x, y, ctypes.c_ulong(0))
        self._x11.XSync(self._display, 0)

    def press(self) -> None:
        """Button down."""
        self._button(down=True)

    def release(self) -> None:
        """Button up."""
        self._button(down=False)

    def _button(self, *, down: bool) -> None:
        self._test.XTestFakeButtonEvent(self._display, LEFT, int(down), ctypes.c_ulong(0))
        self._x11.XSync(self._display, 0)
