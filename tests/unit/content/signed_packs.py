"""Packs to be published, pulled and refused by tests."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import msgspec

from kiosk.content.check import check_source
from kiosk.content.manifest import ENVELOPE, Manifest, write_manifest
from kiosk.content.publishing import publish
from kiosk.content.signing import SigningKey
from kiosk.content.source import Source
from tests.unit.content.conftest import ANNOUNCEMENT, BRAND, HOURS, PACK, PLACES, SERVICE

FILES = {
    "pack.yaml": PACK,
    "brand.yaml": BRAND,
    "hours.yaml": HOURS,
    "places.yaml": PLACES,
    "services/laptop.yaml": SERVICE,
    "announcements/slow.yaml": ANNOUNCEMENT,
}
"""A small pack without faults, checked in a moment."""


def source_with(files: dict[str, str], *, version: str = "1.0", pack: str = "tiny") -> Source:
    """The sources in `files`, with another version or id."""
    head = files["pack.yaml"].replace("version: 1.0", f"version: {version}").replace("id: tiny", f"id: {pack}", 1)
    return Source({name: text.encode() for name, text in (files | {"pack.yaml": head}).items()})


def put(
    files: dict[str, str], to: Path, key: SigningKey, *, sequence: int, version: str, pack: str = "tiny"
) -> Manifest:
    """Publish a pack as `kiosk content publish` does."""
    source = source_with(files, version=version, pack=pack)
    checked = check_source(source)
    assert checked.pack is not None, checked.faults
    return publish(source, checked.pack, key, to, sequence=sequence)


def put_raw(to: Path, key: SigningKey, manifest: Manifest, bundle: bytes) -> None:
    """Publish what `publish` never would: any bundle under any manifest, signed all the same."""
    signed = msgspec.structs.replace(manifest, sha256=hashlib.sha256(bundle).hexdigest(), size=len(bundle))
    to.mkdir(parents=True, exist_ok=True)
    (to / signed.file).write_bytes(bundle)
    (to / ENVELOPE).write_bytes(key.sign(write_manifest(signed)))


def forge(to: Path, **changed: object) -> None:
    """Change the manifest and leave its signature."""
    envelope = json.loads((to / ENVELOPE).read_bytes())
    manifest = json.loads(base64.b64decode(envelope["payload"])) | changed
    envelope["payload"] = base64.b64encode(json.dumps(manifest).encode()).decode()
    (to / ENVELOPE).write_text(json.dumps(envelope))
