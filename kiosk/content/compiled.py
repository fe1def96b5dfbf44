"""The compiled pack: one file that is read in milliseconds, and that shows when it is not what was written.

Layout, integers big-endian: magic (8 bytes; its line ends break when a tool takes the file for text, as in PNG), pack
schema (2), SHA-256 of the sources (32), SHA-256 of the body (32), the body: `Pack` as MessagePack.
"""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

import msgspec

from kiosk.content.replacing import replace_file
from kiosk.domain.catalog import PACK_SCHEMA, Pack
from kiosk.errors import ContentError

_MAGIC = b"FDPACK\r\n"
_HEADER = struct.Struct(">8sH32s32s")

_REMEDY = "Build it again with `kiosk content build`."


class Compiled(msgspec.Struct, frozen=True):
    """A pack and the digest of the sources it was made from."""

    pack: Pack
    digest: bytes


def write_compiled(path: Path, compiled: Compiled) -> None:
    """Put `compiled` at `path`, whole or not at all: a power cut leaves the old file or the new one. Raises OSError."""
    body = msgspec.msgpack.encode(compiled.pack)
    header = _HEADER.pack(_MAGIC, PACK_SCHEMA, compiled.digest, hashlib.sha256(body).digest())
    replace_file(path, header + body)


def read_compiled(path: Path) -> Pack:
    """The compiled pack at `path`. Raises ContentError, with the remedy, when it is missing or not usable."""
    return read_with_digest(path).pack


def read_with_digest(path: Path) -> Compiled:
    """Like `read_compiled`, with the digest of the sources."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise ContentError("There is no compiled content pack.", remedy=_REMEDY) from error
    except OSError as error:
        what = f"The compiled content pack cannot be read: {error.strerror}."
        raise ContentError(what, remedy="Check the rights of the file and its disk.") from error
    if len(raw) < _HEADER.size or not raw.startswith(_MAGIC):
        raise ContentError("The file is not a compiled content pack.", remedy=_REMEDY)
    _, schema, digest, checksum = _HEADER.unpack_from(raw)
    if schema != PACK_SCHEMA:
        what = f"The compiled content pack has schema {schema}; this program reads {PACK_SCHEMA}."
        raise ContentError(what, remedy=_REMEDY)
    body = memoryview(raw)[_HEADER.size :]
    if hashlib.sha256(body).digest() != checksum:
        raise ContentError("The compiled content pack is damaged or cut short.", remedy=_REMEDY)
    try:
        pack = msgspec.msgpack.decode(body, type=Pack)
    except msgspec.MsgspecError as error:
        raise ContentError("The compiled content pack was made by another program.", remedy=_REMEDY) from error
    return Compiled(pack, digest)
