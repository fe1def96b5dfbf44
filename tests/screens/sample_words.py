"""The words of the sample pack, in five languages; one sentence a line in `sample_words.txt`, in this order."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain.catalog import Texts

LANGUAGES = ("en", "ar", "fa", "el", "zh")


def _read(table: Path) -> dict[str, Texts]:
    rows = [[cell.strip() for cell in row.split("|")] for row in table.read_text("utf-8").splitlines()]
    return {row[0]: dict(zip(LANGUAGES, row, strict=True)) for row in rows}


_TEXTS = _read(Path(__file__).with_suffix(".txt"))


def in_five(english: str) -> Texts:
    """`english` and its four translations. Raises KeyError for a sentence that is not in the table."""
    return _TEXTS[english]
