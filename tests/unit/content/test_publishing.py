"""Publishing: numbers grow by themselves, who pulls gets a whole pack, and old bundles go."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.content.manifest import ENVELOPE, read_manifest
from kiosk.content.publishing import published
from kiosk.content.signing import SigningKey, TrustedKey, open_envelope
from kiosk.errors import ContentError
from tests.unit.content.signed_packs import forge, put

KEY = SigningKey.draw()


def test_what_is_published_is_read_back_by_who_trusts_the_key(files: dict[str, str], tmp_path: Path) -> None:
    assert published(tmp_path, KEY) is None
    manifest = put(files, tmp_path, KEY, sequence=1, version="2.0")
    verified = open_envelope((tmp_path / ENVELOPE).read_bytes(), [TrustedKey(KEY.public)])
    assert read_manifest(verified.payload) == manifest == published(tmp_path, KEY)
    assert (tmp_path / manifest.file).stat().st_size == manifest.size
    assert manifest.version.startswith("2.0+")


def test_the_bundle_before_stays_for_who_is_pulling_it_and_older_ones_go(files: dict[str, str], tmp_path: Path) -> None:
    one, two, three = (put(files, tmp_path, KEY, sequence=n, version=f"{n}.0") for n in (1, 2, 3))
    assert {path.name for path in tmp_path.iterdir()} == {ENVELOPE, two.file, three.file}
    assert one.file != two.file


@pytest.mark.parametrize("key", [KEY, SigningKey.draw()])
def test_a_folder_of_somebody_else_is_not_continued_by_itself(
    files: dict[str, str], tmp_path: Path, key: SigningKey
) -> None:
    put(files, tmp_path, KEY, sequence=1, version="1.0")
    if key is KEY:
        forge(tmp_path, sequence=40)
    with pytest.raises(ContentError, match="cannot be continued"):
        published(tmp_path, key)
