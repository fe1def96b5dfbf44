"""Disks, stores, keys, settings and packs that are not as they should be: a clear screen, and nothing lost."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.flow import Screen
from kiosk.errors import FrontdoorError, StoreFull, StoreReadOnly
from kiosk.lifecycle import ExitCode
from kiosk.settings import load_settings
from kiosk.store.connections import connect
from kiosk.store.setting_aside import list_aside
from kiosk.store.tasks import SET_ASIDE
from tests.system.kiosk_folder import KioskFolder, compile_pack, write_pack
from tests.system.kiosk_process import Notifications, running_kiosk
from tests.system.whole_kiosk import ANSWER, NAME, WholeKiosk, open_kiosk

FULL = "This kiosk has no space left for your request."
CANNOT = "This kiosk cannot keep your request just now."
KEPT = "Your answers are still here."


class Disk:
    """The disk under a store: a real one of three megabytes where we may mount it, else one that only says so."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._place = place
        self._patch = monkeypatch
        place.mkdir(parents=True)
        self.is_real = self._mount("size=3m") == 0

    def fill(self, whole: WholeKiosk) -> None:
        """Not a byte more."""
        if not self.is_real:
            self._say(whole, StoreFull("No space is left."))
            return
        key = whole.folder.key
        # An empty log needs room for the next write.
        connection = connect(self._place / "store.db", key)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        with (self._place / "ballast").open("wb", buffering=0) as ballast:
            for size in (65536, 4096, 1):
                try:
                    while True:
                        ballast.write(b"\0" * size)
                except OSError:
                    continue

    def shut(self, whole: WholeKiosk) -> None:
        """No writes any more."""
        if not self.is_real:
            self._say(whole, StoreReadOnly("No writes."))
            return

        def refuse(connection: object) -> None:
            connection.connection.execute("PRAGMA query_only = ON")  # type: ignore[attr-defined]  # SQLAlchemy's

        whole.kiosk.store.write(refuse).result(20)

    def mend(self) -> None:
        """As it was."""
        self._patch.undo()
        (self._place / "ballast").unlink(missing_ok=True)

    def make_read_only(self) -> None:
        if self.is_real:
            assert self._mount("remount,ro") == 0

    def close(self) -> None:
        if self.is_real:
            subprocess.run(["umount", "-l", str(self._place)], check=True)

    def _mount(self, options: str) -> int:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(self._place)]
        return subprocess.run(command, capture_output=True, check=False).returncode

    def _say(self, whole: WholeKiosk, error: FrontdoorError) -> None:
        def refuse(_compose: object) -> Future[object]:
            future: Future[object] = Future()
            future.set_exception(error)
            return future

        self._patch.setattr(whole.kiosk.store, "accept", refuse)


@pytest.fixture
def disk(folder: KioskFolder) -> Iterator[Disk]:
    with pytest.MonkeyPatch.context() as patch:
        made = Disk(folder.store, patch)
        yield made
        made.close()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    ("spoil", "sentence"), [(Disk.fill, FULL), (Disk.shut, CANNOT)], ids=["full", "takes-no-writes"]
)
def test_a_disk_that_does_not_take_the_request_is_told_and_everything_stays_until_it_does(
    qapp: QGuiApplication,
    folder: KioskFolder,
    disk: Disk,
    language: str,
    spoil: Callable[[Disk, WholeKiosk], None],
    sentence: str,
) -> None:
    with open_kiosk(folder) as whole:
        whole.jump_to_review(language=language)
        spoil(disk, whole)
        whole.touch("send")
        wording = whole.kiosk.session.wording
        whole.wait(lambda: whole.prop("notKept") == wording.text(sentence), "the sentence")
        assert wording.text(sentence) != sentence or language == "en"
        assert whole.screen is Screen.REVIEW
        assert whole.says(ANSWER)
        assert whole.says(NAME)
        assert whole.prop("notKept", "detail")
        assert whole.kiosk.store.outbox() == ()
        disk.mend()
        reference = whole.send()
        assert [row.reference for row in whole.kiosk.store.outbox()] == [reference]
        assert whole.stored(reference).request.answers[0].answer_for_desk == ANSWER


def out_of_service(whole: WholeKiosk, code: str) -> None:
    """The screen that says so, with the code for staff, in every language in turn."""
    whole.arrive(Screen.OUT_OF_SERVICE)
    assert whole.says(code)
    model = whole.kiosk.session.model(Screen.OUT_OF_SERVICE)
    assert model is not None
    sentences = model.property("sentences")
    assert len(sentences) == len(whole.kiosk.session.pack.languages)
    assert len({said["what"] for said in sentences}) == len(sentences)
    assert all(code in said["code"] for said in sentences)


def use_once(folder: KioskFolder) -> str:
    """A store with one request in it; its reference."""
    with open_kiosk(folder) as whole:
        return whole.ask()


def test_a_disk_that_is_read_only_at_the_start_is_told(qapp: QGuiApplication, folder: KioskFolder, disk: Disk) -> None:
    use_once(folder)
    disk.make_read_only()
    if disk.is_real:
        with open_kiosk(folder) as whole:
            out_of_service(whole, "FD-303")


def test_a_store_of_a_newer_program_is_refused_and_left_as_it_is(qapp: QGuiApplication, folder: KioskFolder) -> None:
    use_once(folder)
    connection = connect(folder.store / "store.db", folder.key)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = (folder.store / "store.db").read_bytes()
    with open_kiosk(folder) as whole:
        out_of_service(whole, "FD-301")
    assert (folder.store / "store.db").read_bytes() == before


def test_a_damaged_store_is_set_aside_and_the_kiosk_serves_with_a_new_generation(
    qapp: QGuiApplication, folder: KioskFolder
) -> None:
    first = use_once(folder)
    file = folder.store / "store.db"
    octets = bytearray(file.read_bytes())
    octets[4096 : len(octets) - 4096] = b"\xff" * (len(octets) - 8192)
    file.write_bytes(octets)
    (folder.store / "store.db-wal").unlink(missing_ok=True)
    with open_kiosk(folder) as whole:
        (aside,) = list_aside(folder.store)
        assert [(task.kind, task.detail) for task in whole.kiosk.store.staff_tasks()] == [(SET_ASIDE, aside.name)]
        second = whole.ask()
        assert first[7] != second[7], "the generation stands before the check character"
        whole.wait(lambda: "is printed" in whole.slip_words, "the slip")


def test_without_the_key_it_is_out_of_service_and_the_store_stays_as_it_is(
    qapp: QGuiApplication, folder: KioskFolder
) -> None:
    use_once(folder)
    key = folder.secrets / "store-key"
    key.rename(folder.path / "away")
    before = (folder.store / "store.db").read_bytes()
    settings = load_settings(folder.settings, env={})
    with open_kiosk(folder, settings) as whole:
        out_of_service(whole, "FD-")
    key.write_bytes(b"x" * 32)
    key.chmod(0o600)
    with open_kiosk(folder, settings) as whole:
        out_of_service(whole, "FD-302")
    assert (folder.store / "store.db").read_bytes() == before
    shutil.move(folder.path / "away", key)
    with open_kiosk(folder, settings) as whole:
        assert whole.screen is Screen.ATTRACT
        assert len(whole.kiosk.store.outbox()) == 1


@pytest.mark.parametrize(
    "broken",
    ["this is no TOML", '[printer]\nurl = "tcp://"\n', '[printer]\nprofil = "epson-80"\n', '[kiosk]\ncode = "IO"\n'],
    ids=["no-toml", "printer-url", "unknown-key", "kiosk-code"],
)
@pytest.mark.timeout(120)
def test_broken_settings_show_a_screen_and_stay_up_instead_of_a_console(folder: KioskFolder, broken: str) -> None:
    folder.write()
    if broken.startswith("[printer]"):
        settings = folder.settings.read_text().replace('[printer]\nurl = "sim://printer"\n', broken)
    elif broken.startswith("[kiosk]"):
        settings = folder.settings.read_text().replace('[kiosk]\ncode = "K7"\n', broken)
    else:
        settings = broken
    assert broken in settings
    folder.settings.write_text(settings)
    heard = Notifications()
    with running_kiosk(folder, NOTIFY_SOCKET=heard.address) as kiosk:
        heard.hear_until("READY=1")
        assert "FD-100" in kiosk.wait_for_log("event=settings_refused")
        assert any(message.startswith("STATUS=Out of service: FD-100") for message in heard.heard) or (
            heard.hear() == "STATUS=Out of service: FD-100"
        )
        assert kiosk.terminate() == ExitCode.DONE
        assert kiosk.said == []
        assert not any("Traceback" in line for line in kiosk.log)
    heard.close()


def test_without_any_content_it_says_so(qapp: QGuiApplication, folder: KioskFolder, tmp_path: Path) -> None:
    nothing = KioskFolder(folder.path, tmp_path / "nothing", tmp_path / "nothing.pack")
    with open_kiosk(nothing, wait=False) as whole:
        out_of_service(whole, "FD-200")


def test_a_pack_with_faults_leaves_the_previous_one_in_use(
    qapp: QGuiApplication, folder: KioskFolder, tmp_path: Path
) -> None:
    own = KioskFolder(folder.path, *compile_pack(tmp_path))
    (own.content / "services" / "note.yaml").write_text("title: [")
    with open_kiosk(own) as whole:
        assert whole.ask()
        assert any(service.id == "note" for service in whole.kiosk.session.pack.services)


def test_a_receipt_is_printed_again_as_it_was_accepted_after_the_pack_has_changed(
    qapp: QGuiApplication, folder: KioskFolder, tmp_path: Path
) -> None:
    own = KioskFolder(folder.path, *compile_pack(tmp_path))
    with open_kiosk(own) as whole:
        reference = whole.ask()
        whole.wait(lambda: "is printed" in whole.slip_words, "the slip")
        request = whole.stored(reference).request
        (slip,) = whole.printer.slips
    write_pack(own.content, question="Something else altogether?", version="2027.1")
    with open_kiosk(own) as whole:
        assert whole.kiosk.session.pack.version.startswith("2027.1")
        assert whole.kiosk.session.pack.version != request.pack_version
        assert whole.stored(reference).request.answers == request.answers
        whole.stand_on(Screen.HOME)
        visit = whole.kiosk.session.visit
        assert visit is not None
        whole.kiosk.prints.reprint(request.id, visit)
        whole.wait(lambda: whole.printer.slips, "the slip again")
        assert whole.printer.slips[0].text == slip.text
