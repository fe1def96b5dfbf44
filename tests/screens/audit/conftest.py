"""Windows for the tests of the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from tests.screens.audit.small_window import SmallWindow

Open = Callable[[str], SmallWindow]


@pytest.fixture
def show(qapp: QGuiApplication) -> Iterator[Open]:
    """Open a window with these items in it; it is closed after the test."""
    opened: list[SmallWindow] = []

    def open_(body: str) -> SmallWindow:
        opened.append(SmallWindow(body))
        return opened[-1]

    yield open_
    for window in opened:
        window.close()
