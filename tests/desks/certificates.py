"""Certificates that signed themselves, for servers of tests."""

from __future__ import annotations

import subprocess
from pathlib import Path


def make_certificate(folder: Path, host: str) -> tuple[Path, Path]:
    """One for the address `host`, and its key."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-keyout", "key.pem", "-out", "cert.pem", "-days", "3650", "-subj", "/CN=test"),
            *("-addext", f"subjectAltName=IP:{host}"),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=30,
    )
    return folder / "cert.pem", folder / "key.pem"
