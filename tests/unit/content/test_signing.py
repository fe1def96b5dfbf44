"""Signatures: what a trusted key signed is taken as it was, everything else is refused by its reason."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.refusal import PackRefused, Reason
from kiosk.content.signing import PAYLOAD_TYPE, SigningKey, TrustedKey, open_envelope
from kiosk.errors import ContentError

KEY, OTHER = SigningKey.draw(), SigningKey.draw()


def refused(raw: bytes, *keys: SigningKey) -> Reason:
    with pytest.raises(PackRefused) as caught:
        open_envelope(raw, [TrustedKey(key.public) for key in keys])
    return caught.value.reason


@given(payload=st.binary(max_size=500))
def test_what_was_signed_comes_out_as_it_was(payload: bytes) -> None:
    verified = open_envelope(KEY.sign(payload), [TrustedKey(OTHER.public), TrustedKey(KEY.public)])
    assert (verified.payload, verified.key) == (payload, KEY.id)


@given(place=st.integers(min_value=0, max_value=10_000), bit=st.integers(min_value=0, max_value=7))
def test_no_flipped_bit_changes_what_comes_out(place: int, bit: int) -> None:
    raw = bytearray(KEY.sign(b'{"sequence": 7}'))
    raw[place % len(raw)] ^= 1 << bit
    try:
        verified = open_envelope(bytes(raw), [TrustedKey(KEY.public)])
    except PackRefused:
        return
    assert verified.payload == b'{"sequence": 7}'  # the bit was in the hint of the key's name


def test_another_key_and_a_changed_payload_are_told_apart() -> None:
    raw = KEY.sign(b"pack")
    assert refused(raw, OTHER) is Reason.WRONG_KEY
    changed = json.loads(raw) | {"payload": base64.b64encode(b"pick").decode()}
    assert refused(json.dumps(changed).encode(), OTHER, KEY) is Reason.TAMPERED


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"[]", b"\xff", b"<html>404</html>", b'{"payload": "!", "payloadType": ""}']
)
def test_what_is_no_envelope_is_not_signed(raw: bytes) -> None:
    assert refused(raw, KEY) is Reason.NOT_SIGNED


def test_a_signature_for_something_else_is_none_of_a_pack() -> None:
    other_use = json.loads(KEY.sign(b"pack")) | {"payloadType": "text/plain"}
    assert refused(json.dumps(other_use).encode(), KEY) is Reason.NOT_SIGNED


def test_what_is_signed_is_the_encoding_of_dsse() -> None:
    """PAE as the protocol writes it, made here by hand, and checked with the primitive alone."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    envelope = json.loads(KEY.sign(b"hello world"))
    assert envelope["payloadType"] == PAYLOAD_TYPE
    encoded = f"DSSEv1 {len(PAYLOAD_TYPE)} {PAYLOAD_TYPE} 11 hello world".encode()
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(KEY.public.removeprefix("ed25519:")))
    public.verify(base64.b64decode(envelope["signatures"][0]["sig"]), encoded)


def test_a_key_is_read_back_and_only_its_owner_can(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    KEY.write(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert SigningKey.read(path).public == KEY.public
    with pytest.raises(FileExistsError):
        OTHER.write(path)
    path.chmod(0o640)
    with pytest.raises(ContentError, match="read by others"):
        SigningKey.read(path)


def test_what_is_no_key_is_named(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.touch(mode=0o600)
    for found in (path, tmp_path / "missing"):
        with pytest.raises(ContentError):
            SigningKey.read(found)
    for text in ("", "ed25519:", "ed25519:AAAA", KEY.public[8:], "ed25519:" + "!" * 44):
        with pytest.raises(ContentError, match="not a public key"):
            TrustedKey(text)
