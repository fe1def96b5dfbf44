"""Secrets as files that only their owner reads (mode 0600)."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def ensure_secret(path: Path) -> str:
    """The secret in `path`, drawn now if there is none yet."""
    if not path.exists():
        write_secret(path, secrets.token_urlsafe(50))
    return path.read_text().strip()


def write_secret(path: Path, secret: str) -> None:
    """Put `secret` into `path`, whole or not at all, replacing what was there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"{secret}\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
