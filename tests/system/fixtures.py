"""Fixtures of whole kiosks, for the system tests and for the promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.screens.window import prepare_process
from tests.system.kiosk_folder import KioskFolder, compile_pack
from tests.system.whole_kiosk import WholeKiosk, open_kiosk

prepare_process()


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The kiosk has no widgets."""
    return QGuiApplication


@pytest.fixture(scope="session")
def pack_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Sources and compiled form of the tests' pack, made once."""
    return compile_pack(tmp_path_factory.mktemp("pack"))


@pytest.fixture
def folder(tmp_path: Path, pack_folder: tuple[Path, Path]) -> KioskFolder:
    """A folder for one kiosk, settings not written yet."""
    return KioskFolder(tmp_path / "kiosk", *pack_folder)


@pytest.fixture
def whole(qapp: QGuiApplication, folder: KioskFolder) -> Iterator[WholeKiosk]:
    """A kiosk with a simulated printer, nobody there."""
    with open_kiosk(folder) as opened:
        yield opened
