"""Fixtures of whole kiosks, for the system tests and for the promises."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.screens.window import prepare_process
from kiosk.store.connections import connect
from sync.desks.embedded import EmbeddedDesk, desk_python
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


@pytest.fixture(scope="session")
def new_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a desk with all its tables and no ticket: making it takes seconds."""
    made = tmp_path_factory.mktemp("desk") / "data"
    with EmbeddedDesk(desk_python(), made):
        pass
    return made


@pytest.fixture
def folder(tmp_path: Path, pack_folder: tuple[Path, Path]) -> KioskFolder:
    """A folder for one kiosk, settings not written yet."""
    return KioskFolder(tmp_path / "kiosk", *pack_folder)


@pytest.fixture
def whole(qapp: QGuiApplication, folder: KioskFolder) -> Iterator[WholeKiosk]:
    """A kiosk with a simulated printer, nobody there."""
    with open_kiosk(folder) as opened:
        yield opened


@contextmanager
def block_store(whole: WholeKiosk) -> Iterator[None]:
    """Another process writes to the store and takes its time: our own writer waits for it."""
    other = connect(whole.folder.store / "store.db", whole.folder.key)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    finally:
        other.close()


@pytest.fixture
def blocked_store() -> Callable[[WholeKiosk], AbstractContextManager[None]]:
    """`with blocked_store(whole):` no write gets through."""
    return block_store


_CALLS: list[list[str]] = []
"""Where calls are noted; the last one is in use. An audit hook stays for good, so it looks here."""

_WAITS = frozenset({"open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.fsync", "time.sleep"})


def _note_call(event: str, arguments: tuple[object, ...]) -> None:
    if _CALLS and event in _WAITS and threading.current_thread() is threading.main_thread():
        _CALLS[-1].append(f"{event} {arguments[:1]}")


@lru_cache
def _install_hook() -> None:
    sys.addaudithook(_note_call)


@contextmanager
def watch_calls() -> Iterator[list[str]]:
    """Notes what the interface thread does that can wait: files, sockets, processes, futures not done."""
    _install_hook()
    calls: list[str] = []
    really_wait = Future.result

    def result(self: Future[Any], timeout: float | None = None) -> Any:
        if not self.done() and threading.current_thread() is threading.main_thread():
            calls.append("Future.result")
        return really_wait(self, timeout)

    patch = pytest.MonkeyPatch()
    patch.setattr(Future, "result", result)
    _CALLS.append(calls)
    try:
        yield calls
    finally:
        _CALLS.remove(calls)
        patch.undo()


@pytest.fixture
def watched_calls() -> Callable[[], AbstractContextManager[list[str]]]:
    """`with watched_calls() as calls:` what can wait, on the interface thread."""
    return watch_calls
