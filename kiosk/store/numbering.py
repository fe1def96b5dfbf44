"""Sequence numbers and generations inside the store file, in step with the record outside it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from kiosk.domain.reference import Reference, next_reference
from kiosk.logs import log_event
from kiosk.store import generations, tasks
from kiosk.store.generations import BLOCK, Record
from kiosk.store.machine import is_other_machine, network_cards
from kiosk.store.schema import meta

_READ = "SELECT name, value FROM meta WHERE name IN ('generation', 'sequence', 'session', 'used_generations')"
ANNOUNCE = "announce"
"""In `meta` while the desk has not been told that this file was restored or copied."""

_COUNT = "UPDATE meta SET value = ? WHERE name = 'sequence'"


class GenerationUsedUp(Exception):
    """The sequence has come to its end: begin a generation in a transaction of its own, then take again."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What the file says of its numbers."""

    generation: str
    sequence: int
    """The last one given out; 0 before the first."""
    session: str
    used: str
    """Every generation this file knows of."""


def read_inside(connection: Connection) -> Inside | None:
    """The numbers in the file; None in a file that has none yet."""
    values = {str(name): str(value) for name, value in connection.exec_driver_sql(_READ)}
    if len(values) < 4:
        return None
    return Inside(values["generation"], int(values["sequence"]), values["session"], values["used_generations"])


def write_inside(connection: Connection, inside: Inside) -> None:
    """Put the numbers into the file, within the transaction of `connection`."""
    for name, value in (
        ("generation", inside.generation),
        ("sequence", str(inside.sequence)),
        ("session", inside.session),
        ("used_generations", inside.used),
    ):
        row = insert(meta).values(name=name, value=value)
        connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def agree(record: Record | None, inside: Inside | None, cards: frozenset[str] = frozenset()) -> bool:
    """Whether the file is the one the record was last written for, at the point where it was left, on that machine.

    `cards` are the network cards found here.
    """
    if record is not None and is_other_machine(record.cards, cards):
        return False
    if record is None or inside is None or record.generation != inside.generation:
        return False
    if record.fresh:
        return inside.sequence == 0
    if inside.session not in {record.session, record.previous}:
        return False
    return record.closed_at is None or record.closed_at == inside.sequence


class Numbering:
    """Gives out references. Used on the writer thread only; one per open store."""

    def __init__(self, folder: Path, kiosk_code: str) -> None:
        self._folder = folder
        self._kiosk_code = kiosk_code
        self._session = ""
        self._reserved: dict[str, int] = {}
        self._cards: frozenset[str] = frozenset()

    def start(self, connection: Connection, now: datetime | None) -> None:
        """Open a session. When a file with numbers in it does not agree with the record, it was put in its place: staff
        get a task at `now`, and the desk is to be told.

        Raises StoreError when every generation is used up, OSError when the record cannot be written.
        """
        session = generations.draw_session()
        with connection.begin():
            inside = read_inside(connection)
        record = generations.read_record(self._folder)
        cards = network_cards()
        in_step = agree(record, inside, cards)
        if in_step and record is not None and inside is not None:
            # Whatever a crash left unsaid: numbers below the reserved one may stand on paper.
            last = inside.sequence if record.closed_at is not None else max(inside.sequence, record.reserved - 1)
            record = msgspec.structs.replace(record, session=session, previous=inside.session, fresh=False)
            generations.write_record(self._folder, record)
        else:
            last = 0
            record = generations.begin_generation(self._folder, used_inside=inside.used if inside else "")
        replaced = inside is not None and not in_step
        with connection.begin():
            write_inside(connection, Inside(record.generation, last, session, record.used))
            if replaced:
                # In the commit after which file and record agree again, and nobody would find it out any more.
                tasks.add_task(connection, tasks.RESTORED, "", now)
                owe_announcement(connection)
        if replaced:
            log_event("store_replaced", logging.WARNING)
        self._cards = record.cards | cards
        self._settle(record, session, last)

    def renew(self, connection: Connection) -> None:
        """Begin a new generation, because the sequence has come to its end. Raises as `start`."""
        with connection.begin():
            inside = read_inside(connection)
        if inside is None:
            raise RuntimeError("the store was opened without numbers")
        record = generations.begin_generation(self._folder, used_inside=inside.used)
        with connection.begin():
            write_inside(connection, Inside(record.generation, 0, inside.session, record.used))
        self._settle(record, inside.session, 0)

    def take(self, connection: Connection) -> Reference:
        """The next reference, within the transaction of `connection`.

        Raises GenerationUsedUp, OSError when the record cannot be written.
        """
        inside = read_inside(connection)
        if inside is None:
            raise RuntimeError("the store was opened without numbers")
        try:
            sequence, reference = next_reference(self._kiosk_code, inside.generation, inside.sequence)
        except OverflowError as error:
            raise GenerationUsedUp from error
        if sequence >= self._reserved.get(inside.generation, 0):
            self._reserve(inside, sequence)
        connection.exec_driver_sql(_COUNT, (str(sequence),))
        return reference

    def finish(self, connection: Connection) -> None:
        """Write down where an orderly close left the sequence. Raises OSError."""
        with connection.begin():
            inside = read_inside(connection)
        record = generations.read_record(self._folder)
        if inside is not None and record is not None and record.session == inside.session == self._session:
            generations.write_record(self._folder, msgspec.structs.replace(record, closed_at=inside.sequence))

    def _reserve(self, inside: Inside, sequence: int) -> None:
        record = generations.read_record(self._folder)
        if record is None or record.generation != inside.generation:
            # Somebody removed the record under us; what we know is enough to write it again.
            record = Record(
                used=inside.used, generation=inside.generation, fresh=False, session=inside.session, reserved=sequence
            )
        if sequence >= record.reserved:
            # Whoever began this generation may not have come to settle the record.
            record = msgspec.structs.replace(
                record,
                fresh=False,
                session=inside.session,
                reserved=sequence + BLOCK,
                closed_at=None,
                cards=self._cards,
            )
            generations.write_record(self._folder, record)
        self._reserved[inside.generation] = record.reserved

    def _settle(self, record: Record, session: str, last: int) -> None:
        self._session = session
        self._reserved = {record.generation: last + 1}
        settled = msgspec.structs.replace(
            record,
            fresh=False,
            session=session,
            previous="",
            reserved=last + 1,
            closed_at=None,
            cards=self._cards,
        )
        generations.write_record(self._folder, settled)


def owe_announcement(connection: Connection) -> None:
    """The desk is to be told that this file was restored or copied."""
    connection.execute(insert(meta).values(name=ANNOUNCE, value="").on_conflict_do_nothing())


def is_announcement_due(connection: Connection) -> bool:
    """Whether the desk is still to be told."""
    return connection.execute(select(meta.c.name).where(meta.c.name == ANNOUNCE)).first() is not None


def settle_announcement(connection: Connection) -> None:
    """The desk will be told."""
    connection.execute(delete(meta).where(meta.c.name == ANNOUNCE))
