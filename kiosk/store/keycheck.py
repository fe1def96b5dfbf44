"""Telling a wrong key from a damaged file, which SQLCipher itself cannot.

`key-check` beside the store holds a keyed digest of a constant. It says nothing about the key, but a key either fits
it or does not. While the key is being changed (`rekeying`) it holds two, of the old key and of the new one.
"""

from __future__ import annotations

import hmac
from pathlib import Path

from kiosk.errors import StoreKeyMissing
from kiosk.store.connections import salt_of
from kiosk.store.durable import write_durably

CHECK = "key-check"
_MESSAGE = b"frontdoor store key check"


def require_key(folder: Path, file: Path, key: bytes) -> None:
    """Raises StoreKeyMissing when `key` is not the one of the store in `folder`, whose file is `file`.

    Writes the check for a new store. Where the check was lost, or holds two, the file's own salt, which follows from
    the key, decides. Raises OSError.
    """
    own = _digest(key)
    check = folder / CHECK
    known = check.read_bytes().split() if check.exists() else []
    if len(known) == 1 and len(known[0]) == len(own):
        fits = hmac.compare_digest(known[0], own)
    elif file.exists() and file.stat().st_size > 0:
        fits = has_salt_of(file, key)
        if fits:
            write_check(folder, key)
    else:
        write_check(folder, key)
        return
    if not fits:
        raise StoreKeyMissing(
            f"The key does not fit the store in {folder}; nothing was changed.",
            remedy="Give the key the store was made with. To begin an empty store instead, move the folder away.",
        )


def write_check(folder: Path, *keys: bytes) -> None:
    """Let the check fit `keys`: one, or two while the file under the one is exchanged for that under the other."""
    write_durably(folder / CHECK, b"".join(_digest(key) + b"\n" for key in keys))


def has_salt_of(file: Path, key: bytes) -> bool:
    """Whether `file` begins as one under `key` does. False for a file with a damaged head too. Raises OSError."""
    with file.open("rb") as head:
        return head.read(len(salt_of(key))) == salt_of(key)


def _digest(key: bytes) -> bytes:
    return hmac.digest(key, _MESSAGE, "sha256").hex().encode()
