"""Every test of slips needs an application object for its fonts, and none needs a screen."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication


@pytest.fixture(autouse=True)
def _application(qapp: QGuiApplication) -> None:
    """pytest-qt's application, for all of them."""
