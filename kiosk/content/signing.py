"""Signatures of packs: Ed25519 over the DSSE envelope (secure-systems-lab/dsse, protocol version 1).

An envelope carries the payload and what signs it in one JSON object. What is signed is not the JSON but payload and
type with their lengths (PAE), so nothing depends on how anybody writes JSON. The primitives are those of cryptography.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.content.refusal import PackRefused, Reason
from kiosk.errors import ContentError

PAYLOAD_TYPE = "application/vnd.frontdoor.pack.v1+json"
"""Signed with the payload: a signature made with the same key for something else is none of a pack."""

KEY_PREFIX = "ed25519:"
"""Begins a public key as text; the 32 bytes follow as base64."""

_ID_LENGTH = 16
"""Hex digits of a public key's SHA-256: tells keys apart, proves nothing."""

_MAX_SIGNATURES = 8
"""In one envelope: an old and a new key at a change of keys, and some room."""


class TrustedKey:
    """A public key whose signatures count."""

    def __init__(self, text: str) -> None:
        """`text` as `kiosk content keygen` prints it. Raises ContentError."""
        try:
            raw = base64.b64decode(text.removeprefix(KEY_PREFIX), validate=True)
            if not text.startswith(KEY_PREFIX):
                raise ValueError(text)
            self._key = Ed25519PublicKey.from_public_bytes(raw)
        except ValueError as error:
            what = f"{text[:60]!r} is not a public key."
            raise ContentError(what, remedy="Copy the whole line that `kiosk content keygen` printed.") from error
        self.id = hashlib.sha256(raw).hexdigest()[:_ID_LENGTH]

    def fits(self, payload: bytes, signature: bytes) -> bool:
        """Whether this key signed `payload`."""
        try:
            self._key.verify(signature, _signed_bytes(payload))
        except InvalidSignature:
            return False
        return True


class SigningKey:
    """The private half; it stays with who publishes."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        raw = key.public_key().public_bytes_raw()
        self.public = KEY_PREFIX + base64.b64encode(raw).decode()
        self.id = hashlib.sha256(raw).hexdigest()[:_ID_LENGTH]

    @classmethod
    def draw(cls) -> SigningKey:
        """A new key."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def read(cls, path: Path) -> SigningKey:
        """The key in the file at `path`. Raises ContentError where it is none or others can read it."""
        try:
            with path.open("rb") as file:
                if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                    what = f"The key {path} can be read by others than its owner."
                    raise ContentError(what, remedy="Run `chmod 600` on it, and think of drawing a new one.")
                key = serialization.load_pem_private_key(file.read(), None)
        except OSError as error:
            what = f"The key {path} cannot be read: {error.strerror}."
            raise ContentError(what, remedy="Name the file that `kiosk content keygen` wrote.") from error
        except (ValueError, TypeError) as error:
            raise _no_key(path) from error
        if not isinstance(key, Ed25519PrivateKey):
            raise _no_key(path)
        return cls(key)

    def write(self, path: Path) -> None:
        """Put the key into a new file that only its owner reads (PKCS#8, PEM). Raises OSError, also where one is."""
        pem = self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())

    def sign(self, payload: bytes) -> bytes:
        """The envelope of `payload`."""
        signature = _Signature(self.id, base64.b64encode(self._key.sign(_signed_bytes(payload))).decode())
        return msgspec.json.encode(_Envelope(base64.b64encode(payload).decode(), PAYLOAD_TYPE, [signature]))


class Verified(msgspec.Struct, frozen=True):
    """A payload that a trusted key signed."""

    payload: bytes
    key: str
    """The id of that key."""


def open_envelope(raw: bytes, keys: Sequence[TrustedKey]) -> Verified:
    """What stands in the envelope `raw`, if one of `keys` signed it. Raises PackRefused."""
    try:
        envelope = msgspec.json.decode(raw, type=_Envelope)
        payload = base64.b64decode(envelope.payload, validate=True)
        signatures = [(each.keyid, base64.b64decode(each.sig, validate=True)) for each in envelope.signatures]
    except (msgspec.MsgspecError, UnicodeDecodeError, binascii.Error, ValueError, RecursionError) as error:
        raise PackRefused(Reason.NOT_SIGNED) from error
    if envelope.payload_type != PAYLOAD_TYPE or not 0 < len(signatures) <= _MAX_SIGNATURES:
        raise PackRefused(Reason.NOT_SIGNED)
    for key in keys:
        # The named id is a hint that anybody could write: the signatures alone decide.
        if any(key.fits(payload, signature) for _, signature in signatures):
            return Verified(payload, key.id)
    named = {name for name, _ in signatures} & {key.id for key in keys}
    raise PackRefused(Reason.TAMPERED if named else Reason.WRONG_KEY)


class _Signature(msgspec.Struct, frozen=True):
    keyid: str
    sig: str


class _Envelope(msgspec.Struct, frozen=True):
    payload: str
    payload_type: str = msgspec.field(name="payloadType")
    signatures: list[_Signature]


def _signed_bytes(payload: bytes) -> bytes:
    """PAE of the DSSE protocol: `DSSEv1`, then type and payload, each after its length, with single spaces."""
    return b"DSSEv1 %d %s %d %s" % (len(PAYLOAD_TYPE), PAYLOAD_TYPE.encode(), len(payload), payload)


def _no_key(path: Path) -> ContentError:
    what = f"{path} is not an Ed25519 key in PEM."
    return ContentError(what, remedy="Name the file that `kiosk content keygen` wrote.")
