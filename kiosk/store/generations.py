"""The record of store generations, kept outside the store file so that a restored or copied file is found out.

`generations.json` and the file's `meta` table each hold the generation and the *session*, a nonce drawn at every
opening by the interface. A file brought back from a backup carries an older session, or fewer references than the
record says were given out; either way a new generation begins, and no reference is ever given out twice.
"""

from __future__ import annotations

import logging
import secrets
from pathlib import Path

import msgspec

from kiosk.domain.reference import draw_generation
from kiosk.errors import StoreError
from kiosk.logs import log_event
from kiosk.store.durable import write_durably

RECORD = "generations.json"

BLOCK = 64
"""References promised to the record at once: one more small file write per so many requests, and at most so many
numbers skipped after a crash."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What the folder knows about the file in it."""

    used: str
    """Every generation that may ever have been printed, the current one included."""
    generation: str
    fresh: bool
    """Drawn, but nothing was given out yet: an opening that failed half-way goes on with it instead of drawing on."""
    session: str = ""
    previous: str = ""
    """The session before, while the new one is not yet certain to stand in the file."""
    reserved: int = 0
    """No sequence number at or above this one was given out."""
    closed_at: int | None = None
    """The last sequence number given out, known exactly after an orderly close."""
    cards: frozenset[str] = frozenset()
    """Network cards of the machine, as `machine.network_cards` tells them: a cloned disk finds others."""


def read_record(folder: Path) -> Record | None:
    """The record in `folder`; None where there is none, or none that can be read."""
    try:
        return msgspec.json.decode((folder / RECORD).read_bytes(), type=Record)
    except FileNotFoundError:
        return None
    except msgspec.MsgspecError:
        log_event("generations_unreadable", logging.WARNING)
        return None


def write_record(folder: Path, record: Record) -> None:
    """Replace the record, durably. Raises OSError."""
    write_durably(folder / RECORD, msgspec.json.encode(record))


def begin_generation(folder: Path, *, used_inside: str = "") -> Record:
    """Draw a generation that was never used here and record it, before anything is written with it.

    `used_inside` are the generations a readable store file knows of. Raises StoreError when all are used, OSError.
    """
    record = read_record(folder)
    if record is not None and record.fresh and record.generation not in used_inside:
        return record
    used = "".join(sorted({*used_inside, *(record.used if record else _used_by_set_aside(folder))}))
    try:
        generation = draw_generation(used)
    except OverflowError as error:
        raise StoreError(
            "All store generations of this kiosk's code are used up; no further reference can be given out.",
            remedy="Give the kiosk a code of its own that was never used, and remove generations.json.",
        ) from error
    drawn = Record(used=used + generation, generation=generation, fresh=True)
    write_record(folder, drawn)
    return drawn


def was_used(folder: Path) -> bool:
    """Whether anything may have been given out by the store in `folder`."""
    record = read_record(folder)
    return record is not None and not record.fresh


def draw_session() -> str:
    """A nonce that no other opening has."""
    return secrets.token_hex(8)


def _used_by_set_aside(folder: Path) -> str:
    """Generations in the records that went aside with their files, for when the record itself is lost."""
    records = [read_record(aside) for aside in folder.glob("set-aside/*/")]
    return "".join(record.used for record in records if record is not None)
