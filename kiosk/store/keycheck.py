"""Telling a wrong key from a damaged file, which SQLCipher itself cannot.

`key-check` beside the store holds a keyed digest of a constant. It says nothing about the key, but a key either fits
it or does not.
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

    Writes the check for a new store. Where the check was lost, the file's own salt, which follows from the key,
    decides. Raises OSError.
    """
    digest = hmac.digest(key, _MESSAGE, "sha256").hex().encode()
    check = folder / CHECK
    if check.exists() and len(known := check.read_bytes().strip()) == len(digest):
        fits = hmac.compare_digest(known, digest)
    elif file.exists() and file.stat().st_size > 0:
        with file.open("rb") as head:
            fits = head.read(len(salt_of(key))) == salt_of(key)
        if fits:
            write_durably(check, digest + b"\n")
    else:
        write_durably(check, digest + b"\n")
        return
    if not fits:
        raise StoreKeyMissing(
            f"The key does not fit the store in {folder}; nothing was changed.",
            remedy="Give the key the store was made with. To begin an empty store instead, move the folder away.",
        )
