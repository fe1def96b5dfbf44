"""What an author saves is told, however it is saved and whatever goes on beside the pack."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import SIGNAL, QCoreApplication
from PySide6.QtTest import QSignalSpy, QTest

from kiosk.pack_watcher import SETTLE_MS, PackWatcher

SOON_MS = 5000
"""A change is told after `SETTLE_MS`; this machine may be busy."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pack = tmp_path / "pack"
    (pack / "services").mkdir(parents=True)
    (pack / "services" / "badge.yaml").write_text("title: Badge")
    return pack


def write_in_place(pack: Path) -> None:
    (pack / "services" / "badge.yaml").write_text("title: Another badge")


def rename_into_place(pack: Path) -> None:
    (pack / "part~").write_text("title: Another badge")
    (pack / "part~").rename(pack / "services" / "badge.yaml")


def add(pack: Path) -> None:
    (pack / "services" / "laptop.yaml").write_text("title: Laptop")


def delete(pack: Path) -> None:
    (pack / "services" / "badge.yaml").unlink()


def take_away(pack: Path) -> None:
    pack.rename(pack.with_name("away"))


def exchange(pack: Path) -> None:
    shutil.copytree(pack, pack.with_name("other"))
    pack.rename(pack.with_name("away"))
    pack.with_name("other").rename(pack)


@pytest.mark.parametrize("save", [write_in_place, rename_into_place, add, delete, take_away, exchange])
def test_every_way_to_save_is_told(qapp: QCoreApplication, folder: Path, save: Callable[[Path], None]) -> None:
    watcher = PackWatcher(folder)
    told = QSignalSpy(watcher, SIGNAL("changed()"))
    save(folder)
    assert told.wait(SOON_MS)


def test_file_that_was_renamed_into_place_is_followed(qapp: QCoreApplication, folder: Path) -> None:
    watcher = PackWatcher(folder)
    told = QSignalSpy(watcher, SIGNAL("changed()"))
    rename_into_place(folder)
    assert told.wait(SOON_MS)
    write_in_place(folder)
    assert told.wait(SOON_MS)


@pytest.mark.parametrize("missing", ["pack", "not/yet/there"])
def test_pack_that_comes_later_is_told(qapp: QCoreApplication, tmp_path: Path, missing: str) -> None:
    watcher = PackWatcher(tmp_path / missing)
    told = QSignalSpy(watcher, SIGNAL("changed()"))
    for parent in reversed((tmp_path / missing).relative_to(tmp_path).parents[:-1]):
        (tmp_path / parent).mkdir()
        assert told.wait(SOON_MS)
    (tmp_path / missing).mkdir()
    assert told.wait(SOON_MS)


def test_save_is_told_although_the_folder_above_is_never_still(
    qapp: QCoreApplication, tmp_path: Path, folder: Path
) -> None:
    watcher = PackWatcher(folder)
    told = QSignalSpy(watcher, SIGNAL("changed()"))
    write_in_place(folder)
    for number in range(SOON_MS // 20):
        (tmp_path / f"{number}.tmp").touch()
        QTest.qWait(20)
        if told.count():
            break
    assert told.count() == 1


def test_what_goes_on_beside_the_pack_is_no_news(qapp: QCoreApplication, tmp_path: Path, folder: Path) -> None:
    watcher = PackWatcher(folder)
    told = QSignalSpy(watcher, SIGNAL("changed()"))
    (tmp_path / "beside.txt").touch()
    assert not told.wait(3 * SETTLE_MS)
