"""A pack that came over sync is on the glass as soon as nobody stands before it, and never sooner."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.content.bundle import write_bundle
from kiosk.content.delivered import DeliveredPacks, Installed
from kiosk.content.judging import compile_bundle
from kiosk.content.manifest import Manifest
from kiosk.content.signing import SigningKey
from kiosk.content.source import read_source
from kiosk.domain.flow import Move, Screen
from kiosk.pack_swap import PackSwap
from kiosk.settings import Settings
from tests.system.kiosk_folder import KioskFolder, write_pack
from tests.system.whole_kiosk import WholeKiosk, open_kiosk

OURS, NEW = "What do you need?", "What may we bring you?"


@pytest.fixture
def settings(folder: KioskFolder) -> Settings:
    """A kiosk that pulls packs; nobody answers, the test puts them down itself."""
    key = SigningKey.draw().public
    return folder.write(content={"url": "http://127.0.0.1:9/", "keys": [key]})


@pytest.fixture
def delivered(settings: Settings) -> DeliveredPacks:
    return DeliveredPacks(settings.delivered)


def deliver(packs: DeliveredPacks, tmp_path: Path, *, sequence: int = 1) -> str:
    """Put a new pack in use, as the sync process does; its version."""
    folder = tmp_path / f"new-{sequence}"
    write_pack(folder, question=NEW, version=f"{sequence}.0")
    raw = write_bundle(read_source(folder))
    compiled = compile_bundle(raw)
    digest, pack = hashlib.sha256(raw).hexdigest(), compiled.pack
    manifest = Manifest(pack=pack.id, version=pack.version, sequence=sequence, sha256=digest, size=len(raw))
    with packs.part() as part:
        part.write(raw)
        packs.install(manifest, part, compiled, Installed(pack.id, pack.version, sequence, digest, "s", "k", None))
    return pack.version


def shown(whole: WholeKiosk) -> str:
    """The version of the pack behind the screens."""
    return whole.kiosk.session.pack.version


def test_it_is_shown_when_the_visit_has_ended_and_not_before(
    qapp: QGuiApplication, folder: KioskFolder, settings: Settings, delivered: DeliveredPacks, tmp_path: Path
) -> None:
    with open_kiosk(folder, settings) as whole:
        before = shown(whole)
        whole.walk_to_form()
        assert whole.says(OURS)
        (swap,) = whole.kiosk.findChildren(PackSwap)
        version = deliver(delivered, tmp_path)
        whole.wait(lambda: swap.is_waiting, "the new pack to be read")
        whole.write("what", "A lamp")
        assert (shown(whole), whole.screen) == (before, Screen.FORM)
        assert whole.says(OURS)
        assert whole.kiosk.session.moves.make(Move.FINISH)
        whole.wait(lambda: shown(whole) == version, "the new pack")
        whole.arrive(Screen.ATTRACT)
        whole.walk_to_form()
        assert whole.says(NEW)


def test_it_can_be_used_at_once_and_gone_back_from(
    qapp: QGuiApplication, folder: KioskFolder, settings: Settings, delivered: DeliveredPacks, tmp_path: Path
) -> None:
    with open_kiosk(folder, settings) as whole:
        before = shown(whole)
        version = deliver(delivered, tmp_path)
        whole.wait(lambda: shown(whole) == version, "the new pack")
        whole.settle()
        reference = whole.ask()
        assert whole.stored(reference).request.pack_version == version
        whole.finish()
        delivered.roll_back()
        whole.wait(lambda: shown(whole) == before, "the old pack")
        whole.settle()
        whole.walk_to_form()
        assert whole.says(OURS)


def test_it_is_there_at_the_next_start_and_no_network_was_asked(
    qapp: QGuiApplication, folder: KioskFolder, settings: Settings, delivered: DeliveredPacks, tmp_path: Path
) -> None:
    version = deliver(delivered, tmp_path)
    with open_kiosk(folder, settings) as whole:
        assert shown(whole) == version


def test_one_that_cannot_be_read_any_more_gives_way_to_the_one_before(
    qapp: QGuiApplication, folder: KioskFolder, settings: Settings, delivered: DeliveredPacks, tmp_path: Path
) -> None:
    first = deliver(delivered, tmp_path)
    deliver(delivered, tmp_path, sequence=2)
    current = delivered.record().current
    assert current is not None
    for path in (delivered.folder / "packs").glob(f"{current.sha256}.*"):
        path.write_bytes(b"damaged")
    with open_kiosk(folder, settings) as whole:
        assert shown(whole) == first
