"""What is shown stays shown: another pack only where the record says so, and never because a disk does not read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kiosk.content.bundle import write_bundle
from kiosk.content.delivered import DeliveredPacks, Installed
from kiosk.content.judging import compile_bundle
from kiosk.content.manifest import Manifest
from kiosk.content.signing import SigningKey
from kiosk.content_room import Chosen, choose_again, choose_pack
from kiosk.errors import ContentError
from kiosk.settings import Settings, load_settings
from tests.unit.content.signed_packs import source_with


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    path = tmp_path / "kiosk.toml"
    key = SigningKey.draw().public
    path.write_text(f'[content]\nurl = "http://127.0.0.1:9/"\nkeys = ["{key}"]\n', encoding="utf-8")
    return load_settings(path, env={"STATE_DIRECTORY": str(tmp_path / "state")})


@pytest.fixture
def shown(settings: Settings, files: dict[str, str]) -> Chosen:
    """The second of two packs that came over sync."""
    packs = DeliveredPacks(settings.delivered)
    for sequence in (1, 2):
        raw = write_bundle(source_with(files, version=f"{sequence}.0"))
        compiled, digest = compile_bundle(raw), hashlib.sha256(raw).hexdigest()
        pack = compiled.pack
        manifest = Manifest(pack=pack.id, version=pack.version, sequence=sequence, sha256=digest, size=len(raw))
        with packs.part() as part:
            part.write(raw)
            packs.install(manifest, part, compiled, Installed(pack.id, pack.version, sequence, digest, "s", "k", None))
    return choose_pack(settings)


def test_a_disk_that_does_not_read_takes_no_good_pack_from_the_screen(
    settings: Settings, shown: Chosen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise ContentError("The disk does not read.", remedy="Replace it.")

    for what in ("load", "record"):
        monkeypatch.setattr(DeliveredPacks, what, refuse)
        assert choose_again(settings, shown) is shown


def test_going_back_is_followed(settings: Settings, shown: Chosen) -> None:
    packs = DeliveredPacks(settings.delivered)
    packs.roll_back()
    before = choose_again(settings, shown)
    assert before.pack is not None
    assert shown.pack is not None
    assert before.sha256 != shown.sha256
    assert choose_again(settings, before) is before


def test_without_a_delivered_pack_the_kiosks_own_is_shown(settings: Settings, shown: Chosen) -> None:
    (settings.delivered / "installed.json").unlink()
    own = choose_again(settings, shown)
    assert (own.sha256, own.pack is None) == ("", False)
    assert choose_again(settings, own) is own
