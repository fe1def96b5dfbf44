"""Puts a signed pack where kiosks pull it: a folder that a web server or the gateway hands out."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from kiosk.content.bundle import MAX_BUNDLE_BYTES, write_bundle
from kiosk.content.manifest import ENVELOPE, MAX_ENVELOPE_BYTES, Manifest, read_manifest, write_manifest
from kiosk.content.refusal import PackRefused
from kiosk.content.replacing import replace_file
from kiosk.content.signing import SigningKey, TrustedKey, open_envelope
from kiosk.content.source import Source
from kiosk.domain.catalog import Pack
from kiosk.errors import ContentError


def published(to: Path, key: SigningKey) -> Manifest | None:
    """What `key` published in the folder `to` before; None for nothing. Raises ContentError for what it cannot read."""
    try:
        with (to / ENVELOPE).open("rb") as file:
            raw = file.read(MAX_ENVELOPE_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        what = f"{to / ENVELOPE} cannot be read: {error.strerror}."
        raise ContentError(what, remedy="Check the rights of the folder.") from error
    try:
        return read_manifest(open_envelope(raw, [TrustedKey(key.public)]).payload)
    except PackRefused as refused:
        what = f"What {to} holds cannot be continued with this key: {refused.what}"
        raise ContentError(what, remedy="Give the next number yourself with --sequence.") from refused


def publish(source: Source, pack: Pack, key: SigningKey, to: Path, *, sequence: int) -> Manifest:
    """Sign `source`, whose checked values are `pack`, and put it into `to`. Raises ContentError and OSError.

    The bundle first and the envelope last: who pulls meanwhile gets the pack before, or this one. Bundles of older
    packs go, but for the one before: somebody may be pulling it.
    """
    bundle = write_bundle(source)
    if len(bundle) > MAX_BUNDLE_BYTES:
        raise ContentError("The pack is too large to be published.", remedy="Remove some of it.")
    manifest = Manifest(
        pack=pack.id,
        version=pack.version,
        sequence=sequence,
        sha256=hashlib.sha256(bundle).hexdigest(),
        size=len(bundle),
    )
    replace_file(to / manifest.file, bundle)
    before = _bundle_before(to)
    replace_file(to / ENVELOPE, key.sign(write_manifest(manifest)))
    for old in to.glob("pack-*.zip"):
        if old.name not in (manifest.file, before):
            old.unlink(missing_ok=True)
    return manifest


def _bundle_before(to: Path) -> str:
    """The bundle that the folder's envelope names now; empty for none. Whoever signed it: it is only left alone."""
    try:
        payload = msgspec.json.decode((to / ENVELOPE).read_bytes(), type=dict[str, object])["payload"]
        return read_manifest(msgspec.json.decode(f'"{payload}"', type=bytes)).file
    except (OSError, KeyError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError, PackRefused):
        return ""
