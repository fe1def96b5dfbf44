"""`kiosk content preview`: every save is on the screen at once, faults stand above the page that was, and nothing moves
who looks at it from where they stand."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from rich.console import Console

from kiosk.content.commands import PreviewWish
from kiosk.demo import DemoFolder
from kiosk.domain.flow import Move, Screen
from kiosk.domain.palette import Contrast
from kiosk.finger import Finger
from kiosk.launch import RunOptions
from kiosk.preview import Preview, PreviewKiosk, preview_kiosk
from kiosk.screens.form import FormModel
from kiosk.screens.identify import IdentifyModel
from tests.system.kiosk_folder import SERVICE, write_pack
from tests.system.kiosk_process import KioskProcess, is_running

CHECKED_S = 20.0
"""A save is on the screen within a second on a free machine; this one may be busy."""


@dataclass
class Author:
    """Somebody who writes a pack and looks at it."""

    folder: Path
    kiosk: PreviewKiosk
    following: Preview
    said: io.StringIO
    finger: Finger

    def write(self, name: str, old: str, new: str) -> None:
        """Replace `old` in a file, as an editor does that writes in place."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    def save_by_rename(self, name: str, old: str, new: str) -> None:
        """The same as most editors do it: into another file, which then takes the name."""
        path, beside = self.folder / name, self.folder / f"{name}.part~"
        beside.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        beside.rename(path)

    def texts(self) -> list[str]:
        return [text for item in self.finger.items() if isinstance(text := item.property("text"), str) and text]

    def sees(self, words: str) -> bool:
        return any(words in text for text in self.texts())

    def wait(self, words: str) -> None:
        self.finger.wait(lambda: self.sees(words), what=f"{words!r} among {self.texts()}", timeout_s=CHECKED_S)

    def wait_gone(self, words: str) -> None:
        self.finger.wait(lambda: not self.sees(words), what=f"the end of {words!r}", timeout_s=CHECKED_S)

    def go(self, move: Move, argument: str = "") -> None:
        assert self.kiosk.session.moves.make(move, argument)
        QTest.qWait(50)

    @property
    def drawer(self) -> QQuickItem:
        found = self.kiosk.window.window.findChild(QQuickItem, "faultDrawer")
        assert found is not None
        return found

    @property
    def screen(self) -> Screen:
        return self.kiosk.session.moves.current


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack of three services."""
    source = Path(__file__).parents[2] / "assets" / "content"
    pack = tmp_path / "pack"
    shutil.copytree(
        source, pack, ignore=shutil.ignore_patterns("articles", "troubleshooters", "announcements", "services")
    )
    (pack / "services").mkdir()
    for name in ("guest-wifi", "replacement-laptop"):
        shutil.copy(source / "services" / f"{name}.yaml", pack / "services")
    write_pack(pack)
    return pack


def open_author(tmp_path: Path, folder: Path, language: str = "en", text_size: int = 1) -> Iterator[Author]:
    said = io.StringIO()
    wish = PreviewWish(folder, language, "540x960", text_size, Contrast.LIGHT)
    console = Console(file=said, width=300)
    options = RunOptions(540, 960, full_screen=False, sync=False)
    with preview_kiosk(wish, options, DemoFolder(tmp_path / "own"), console) as (kiosk, following):
        kiosk.open()
        try:
            yield Author(folder, kiosk, following, said, Finger(kiosk.window.window))
        finally:
            kiosk.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QCoreApplication.processEvents()


@pytest.fixture
def author(qapp: QGuiApplication, tmp_path: Path, folder: Path) -> Iterator[Author]:
    for made in open_author(tmp_path, folder):
        made.wait("Touch to start")
        made.wait("Northbridge Service Desk")
        made.go(Move.START)
        yield made


LAPTOP = "services/replacement-laptop.yaml"
HEAD = "title:\n  en: Replacement laptop"


def test_a_save_is_on_the_screen_where_the_author_stands(author: Author) -> None:
    author.go(Move.BROWSE)
    author.go(Move.OPEN_SERVICE, "replacement-laptop")
    assert author.sees("Replacement laptop")
    author.write(LAPTOP, HEAD, "title:\n  en: Another laptop")
    author.wait("Another laptop")
    assert author.screen is Screen.SERVICE
    assert [screen.value for screen in author.kiosk.session.moves.stack] == ["Attract", "Home", "Catalog", "Service"]
    author.save_by_rename(LAPTOP, "Another laptop", "One more laptop")
    author.wait("One more laptop")
    author.write(LAPTOP, "One more laptop", "The last laptop")
    author.wait("The last laptop")
    author.finger.wait(lambda: not author.kiosk.session.moves.busy, what="rest")
    assert not author.drawer.isVisible()


def test_the_page_stays_while_the_pack_has_faults_and_the_faults_stand_above_it(author: Author) -> None:
    author.go(Move.OPEN_SERVICE, "replacement-laptop")
    author.write(LAPTOP, "icon: laptop", "icon: labtop")
    author.wait("1 fault in the pack")
    assert author.sees(f"{LAPTOP}:")
    assert author.sees("There is no icon “labtop”. Did you mean `laptop`?")
    assert author.sees("Replacement laptop")
    assert f"{LAPTOP}:" in author.said.getvalue()
    assert "Did you mean `laptop`?" in author.said.getvalue()
    height = author.drawer.height()
    assert 0 < height < author.kiosk.window.window.height() / 2
    author.finger.touch("foldFaults")
    author.wait_gone("There is no icon")
    assert author.sees("1 fault in the pack")
    author.write(LAPTOP, "icon: labtop", "icon: laptop")
    author.wait_gone("1 fault in the pack")
    assert author.screen is Screen.SERVICE


def test_many_faults_scroll_and_leave_the_page_to_be_seen(author: Author) -> None:
    author.write("pack.yaml", "languages: [en, ar, fa, el, zh]", "languages: [en]")
    author.wait("faults in the pack")
    QTest.qWait(100)
    listed = author.drawer.findChild(QQuickItem, "faultList")
    assert listed is not None
    assert listed.property("contentHeight") > listed.height() > 0
    assert author.drawer.height() < author.kiosk.window.window.height() / 2


def test_what_was_filled_in_stays_and_so_does_the_group(author: Author) -> None:
    author.go(Move.OPEN_SERVICE, "replacement-laptop")
    author.go(Move.FILL_IN)
    form = author.kiosk.session.models()[Screen.FORM]
    assert isinstance(form, FormModel)
    first, second = form._groups()[0].title["en"], form._groups()[1].title["en"]
    field = form._groups()[0].fields[0]
    form.answer(field.id, field.options[0].id)
    form._show_group(1)
    author.write(LAPTOP, second, "Another heading")
    author.wait("Another heading")
    now = author.kiosk.session.models()[Screen.FORM]
    assert isinstance(now, FormModel)
    assert now is not form
    assert now.raw(field.id) == field.options[0].id
    assert not author.sees(first)


def test_a_service_that_is_gone_leaves_its_author_on_the_screen_before(author: Author) -> None:
    author.go(Move.BROWSE)
    author.go(Move.OPEN_SERVICE, "guest-wifi")
    (author.folder / "services" / "guest-wifi.yaml").unlink()
    author.finger.wait(lambda: author.screen is Screen.CATALOG, what="the catalog", timeout_s=CHECKED_S)
    shutil.copy(author.folder / LAPTOP, author.folder / "services" / "second-laptop.yaml")
    author.finger.wait(
        lambda: len(author.kiosk.session.pack.services) == 3, what="the new service", timeout_s=CHECKED_S
    )


def test_the_pack_may_go_and_come_back(author: Author, tmp_path: Path) -> None:
    author.folder.rename(tmp_path / "away")
    author.wait("The folder of the pack is not there.")
    (tmp_path / "away").rename(author.folder)
    author.wait_gone("fault in the pack")
    author.write("brand.yaml", "Northbridge Service Desk", "Southbridge Service Desk")
    author.wait("Southbridge Service Desk")


def test_a_language_that_is_gone_gives_way_to_the_first(author: Author) -> None:
    author.kiosk.session.setLanguage("zh")
    for path in author.folder.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("el, zh]", "el]")
        path.write_text(re.sub(r"\n *zh: .*|, zh: [^,}]+", "", text), encoding="utf-8")
    author.finger.wait(lambda: author.kiosk.session.language_code == "en", what="English", timeout_s=CHECKED_S)
    assert author.screen is Screen.HOME


def test_a_request_is_accepted_with_a_slip_and_stays_on_the_screen_through_a_save(
    author: Author, tmp_path: Path
) -> None:
    author.go(Move.OPEN_SERVICE, SERVICE)
    author.go(Move.FILL_IN)
    models = author.kiosk.session.models()
    form, identify = models[Screen.FORM], models[Screen.IDENTIFY]
    assert isinstance(form, FormModel)
    assert isinstance(identify, IdentifyModel)
    form.answer("what", "A lamp for the desk")
    author.go(Move.IDENTIFY)
    identify.answer("name", "Sam Rivers")
    identify.answer("email", "sam@example.org")
    author.go(Move.REVIEW)
    author.finger.wait(lambda: author.kiosk.is_open and not author.kiosk.session.moves.busy, what="the store")
    author.finger.touch("send")
    author.finger.wait(lambda: author.screen is Screen.ACCEPTED, what="the request", timeout_s=CHECKED_S)
    slips = tmp_path / "own" / "slips"
    author.finger.wait(lambda: list(slips.glob("*.png")), what="the slip", timeout_s=CHECKED_S)
    assert author.kiosk.sync is None
    author.wait("Leave a note")
    reference = author.finger.find("reference")
    assert reference is not None
    kept = reference.property("text")
    author.write("services/note.yaml", "Leave a note", "Leave a word")
    author.wait("Leave a word")
    assert author.screen is Screen.ACCEPTED
    reference = author.finger.find("reference")
    assert reference is not None
    assert reference.property("text") == kept


def test_faults_at_the_start_are_shown_until_they_are_mended(
    qapp: QGuiApplication, tmp_path: Path, folder: Path
) -> None:
    laptop = folder / LAPTOP
    laptop.write_text(laptop.read_text(encoding="utf-8").replace("icon: laptop", "icon: labtop"), encoding="utf-8")
    for author in open_author(tmp_path, folder, language="ar", text_size=3):
        author.wait("1 fault in the pack")
        assert author.sees("Correct and save: the kiosk opens by itself.")
        assert author.drawer.height() == author.kiosk.window.window.height()
        author.write(LAPTOP, "icon: labtop", "icon: laptop")
        author.wait_gone("fault in the pack")
        author.wait("مكتب خدمات نورثبريدج")
        assert author.kiosk.session.language_code == "ar"
        look = author.kiosk.session.looks
        author.go(Move.START)
        author.go(Move.FINISH)
        assert look.textSize == 3


def test_the_command_follows_saves_and_leaves_nothing_behind(tmp_path: Path, folder: Path) -> None:
    own = tmp_path / "tmp"
    own.mkdir()
    command = ["-m", "kiosk", "content", "preview", str(folder), "--size", "540x960", "--contrast", "dark"]
    kiosk = KioskProcess(command, {"TMPDIR": str(own), "COLUMNS": "300"})
    try:
        kiosk.wait_for(lambda: any("3 services" in line for line in kiosk.said), "the pack")
        assert "nothing is kept or sent" in kiosk.said[0]
        assert str(own) in kiosk.said[1]
        laptop = folder / LAPTOP
        laptop.write_text(laptop.read_text(encoding="utf-8").replace("icon: laptop", "icon: labtop"), encoding="utf-8")
        kiosk.wait_for(lambda: any(f"{LAPTOP}:" in line and "labtop" in line for line in kiosk.said), "the fault")
        (checker,) = kiosk.children()
        assert kiosk.terminate() == 0
        assert not is_running(checker)
        assert list(own.glob("frontdoor-preview-*")) == []
    finally:
        if kiosk.process.poll() is None:
            kiosk.kill()


@pytest.mark.parametrize("words", [["--language", "de"], ["--text-size", "5"], ["--contrast", "pink"]])
def test_wishes_that_cannot_be_fulfilled_are_refused(words: list[str], folder: Path) -> None:
    command = [sys.executable, "-m", "kiosk", "content", "preview", str(folder), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 2
    assert words[0] in done.stderr
