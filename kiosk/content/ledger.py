"""What somebody has confirmed: this text is a translation of that one. A file beside the pack, for `content status`.

One line a text, sorted, so that merges of two branches rarely meet and a wrong one does no harm: file, language, and
the digests of source and translation. Lines stand for what was read, not for a place in the file, so moving a question
or a step outdates nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kiosk.content.source import LEDGER_FILE
from kiosk.errors import ContentError

_HEAD = "# Translations that were confirmed. `kiosk content status --confirm` writes this file.\n"

_LINE = re.compile(r"(\S+) ([a-z]{2}) ([0-9a-f]{8}) ([0-9a-f]{8})")

_DIGITS = 8
"""Hex digits of a digest: 32 bits tell the texts of one file apart."""


class Entry(NamedTuple):
    """A translation that was confirmed."""

    file: str
    language: str
    source: str
    """Digest of the source text."""
    translation: str
    """Digest of the translation."""


def digest_of(text: str) -> str:
    """How the ledger knows a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def read_ledger(folder: Path) -> frozenset[Entry]:
    """What was confirmed for the pack in `folder`; nothing without a ledger. Raises ContentError for a damaged one."""
    try:
        lines = (folder / LEDGER_FILE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return frozenset()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{LEDGER_FILE} cannot be read.", remedy="Check its rights, or take it back.") from error
    entries = set()
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            what = f"{LEDGER_FILE}:{number} is no line of a ledger."
            raise ContentError(what, remedy="Delete it; after a merge, keep the lines of both sides.")
        entries.add(Entry(*match.groups()))
    return frozenset(entries)


def write_ledger(folder: Path, entries: Iterable[Entry]) -> None:
    """Put `entries` beside the pack, whole or not at all. Raises OSError."""
    text = _HEAD + "".join(f"{' '.join(entry)}\n" for entry in sorted(set(entries)))
    handle, temporary = tempfile.mkstemp(prefix=f".{LEDGER_FILE}.", dir=folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            os.fchmod(file.fileno(), 0o644)
        Path(temporary).replace(folder / LEDGER_FILE)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
