"""Judges an offered pack: signature, order, wholeness, then every rule of `kiosk content check`. Loads pydantic."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from kiosk.content.bundle import read_bundle
from kiosk.content.check import check_source
from kiosk.content.compiled import Compiled
from kiosk.content.faults import BrokenPack
from kiosk.content.manifest import MAX_ENVELOPE_BYTES, Manifest, read_manifest
from kiosk.content.refusal import PackRefused, Reason
from kiosk.content.signing import TrustedKey, open_envelope
from kiosk.errors import ContentError


class Offer(msgspec.Struct, frozen=True):
    """A manifest that a trusted key signed and that may follow the pack in use."""

    manifest: Manifest
    key: str
    """The id of that key."""


def judge_envelope(raw: bytes, keys: Sequence[TrustedKey]) -> Offer:
    """The offer in an envelope. Raises PackRefused. Whether it may follow the pack in use: `check_order`."""
    if len(raw) > MAX_ENVELOPE_BYTES:
        raise PackRefused(Reason.NOT_SIGNED)
    verified = open_envelope(raw, keys)
    return Offer(read_manifest(verified.payload), verified.key)


def judge_bundle(raw: bytes, manifest: Manifest) -> Compiled:
    """The values of a bundle, if it is the one that `manifest` names and has no fault. Raises PackRefused."""
    if len(raw) < manifest.size:
        raise PackRefused(Reason.CUT_SHORT, f"{len(raw)} of {manifest.size} bytes came.")
    if hashlib.sha256(raw).hexdigest() != manifest.sha256:
        raise PackRefused(Reason.TAMPERED)
    try:
        compiled = compile_bundle(raw)
    except ContentError as error:
        raise PackRefused(Reason.FAULTY, error.what) from error
    if (compiled.pack.id, compiled.pack.version) != (manifest.pack, manifest.version):
        raise PackRefused(Reason.ANOTHER_PACK, f"Its manifest names {manifest.pack} {manifest.version}.")
    return compiled


def compile_bundle(raw: bytes) -> Compiled:
    """The values of a bundle. Raises ContentError, BrokenPack where it has faults."""
    checked = check_source(read_bundle(raw))
    if checked.pack is None:
        raise BrokenPack(checked.faults)
    return Compiled(checked.pack, checked.digest)
