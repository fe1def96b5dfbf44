"""What is signed: the manifest of one published pack, and the names of its files at the source."""

from __future__ import annotations

from typing import Annotated

import msgspec

from kiosk.content.bundle import MAX_BUNDLE_BYTES
from kiosk.content.refusal import PackRefused, Reason
from kiosk.domain.catalog import PACK_SCHEMA

ENVELOPE = "pack.dsse.json"
"""The one file of a source whose name never changes: the signed manifest."""

MAX_ENVELOPE_BYTES = 16 * 1024
"""An envelope with eight signatures has 2 KB."""

FORMAT = 1
"""Of the manifest itself."""

_Count = Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """One published pack."""

    format: int = FORMAT
    pack: Annotated[str, msgspec.Meta(pattern=r"\A[a-z0-9_-]{1,40}\Z")]
    """The pack's id."""
    version: Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9.+-]{1,40}\Z")]
    """As tickets name it."""
    sequence: _Count
    """Grows with each publication of a source. Order is told by it, never by a clock or by `version`."""
    schema: int = PACK_SCHEMA
    """Of the program that published it: one with a lower one may not understand all of it."""
    sha256: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    """Of the bundle."""
    size: Annotated[int, msgspec.Meta(ge=1, le=MAX_BUNDLE_BYTES)]
    """Of the bundle, in bytes."""

    @property
    def file(self) -> str:
        """The bundle's name beside the envelope; another bundle has another, so nobody gets half of each."""
        return f"pack-{self.sha256[:32]}.zip"


class _Head(msgspec.Struct, frozen=True):
    format: int
    schema: int


def write_manifest(manifest: Manifest) -> bytes:
    """The bytes to be signed."""
    return msgspec.json.encode(manifest)


def read_manifest(payload: bytes) -> Manifest:
    """The manifest in a payload whose signature was good. Raises PackRefused where this program cannot use it."""
    try:
        head = msgspec.json.decode(payload, type=_Head)
        if head.format > FORMAT or head.schema > PACK_SCHEMA:
            raise PackRefused(Reason.NEEDS_NEWER_PROGRAM)
        return msgspec.json.decode(payload, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise PackRefused(Reason.NOT_SIGNED, "Its manifest cannot be read.") from error
