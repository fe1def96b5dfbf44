"""A whole disk that was put back from an image of itself: file and record agree, and both are of yesterday.

Nothing on the disk can tell. The desk can: it has references that this store has yet to give out. Whoever finds that
begins a new generation here, while the interface has the store open; every reference from then on is a new one.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

import msgspec
from sqlalchemy import Connection

from kiosk.domain.reference import Reference, next_reference
from kiosk.store import generations, tasks
from kiosk.store.generations import BLOCK
from kiosk.store.numbering import Inside, owe_announcement, read_inside, write_inside
from kiosk.store.store import Store

LOOK_AHEAD = BLOCK + 36
"""References to ask the desk for, one call's worth. They were given out one after the other, but for the block that a
crash may have skipped."""


def upcoming_references(store: Store, kiosk_code: str) -> tuple[Reference, ...]:
    """The next references that `store` will give out, on the caller's thread. Raises StoreError."""
    inside = store.read(read_inside)
    found: list[Reference] = []
    while inside is not None and len(found) < LOOK_AHEAD:
        try:
            sequence, reference = next_reference(kiosk_code, inside.generation, inside.sequence)
        except OverflowError:
            break
        found.append(reference)
        inside = replace(inside, sequence=sequence)
    return tuple(found)


def begin_anew(store: Store) -> Future[None]:
    """Give out references of a new generation from now on, and let staff and desk know why. Any process.

    Done when it is committed. Fails with StoreError, also when every generation is used up.
    """
    since = store.trusted_now()

    def transact(connection: Connection) -> None:
        inside = read_inside(connection)
        if inside is None:
            raise RuntimeError("the store was opened without numbers")
        before = generations.read_record(store.folder)
        if before is not None and before.generation not in inside.used:
            drawn = before  # for an attempt whose commit failed: there are some thirty, and none comes back
        else:
            drawn = generations.begin_generation(store.folder, used_inside=inside.used)
        # The record first, as always: should the commit fail, the next opening finds that they differ and begins anew.
        generations.write_record(
            store.folder,
            msgspec.structs.replace(
                drawn, fresh=False, session=inside.session, reserved=1, cards=before.cards if before else frozenset()
            ),
        )
        write_inside(connection, Inside(drawn.generation, 0, inside.session, drawn.used))
        tasks.add_task(connection, tasks.RESTORED, "", since)
        owe_announcement(connection)

    return store.write(transact)
