"""How the devices were: one row for each stretch of time. Each function runs inside the transaction of `connection`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from kiosk.domain.device import DeviceState
from kiosk.domain.device_history import DeviceSpell
from kiosk.store.schema import device_spell

KEPT_SPELLS = 500
"""Of each device. A bad plug can change a device every few seconds: counted, because days could fill the disk."""


def begin_spell(
    connection: Connection, device: str, *, state: DeviceState, reason: str, detail: str, now: datetime | None
) -> bool:
    """The device is like this from `now` on; what was before ends. False when it was like this already."""
    table = device_spell.c
    lasting = select(table.state, table.reason).where(table.device == device, table.lasting.is_(True))
    if connection.execute(lasting).one_or_none() == (state.value, reason):
        return False
    end_spells(connection, device=device, now=now)
    connection.execute(
        insert(device_spell).values(
            device=device, state=state.value, reason=reason, detail=detail, since=now, lasting=True
        )
    )
    newest_first = select(table.position).where(table.device == device).order_by(table.position.desc())
    oldest_kept = connection.execute(newest_first.offset(KEPT_SPELLS - 1).limit(1)).scalar()
    if oldest_kept is not None:
        connection.execute(delete(device_spell).where(table.device == device, table.position < oldest_kept))
    return True


def end_spells(connection: Connection, *, device: str | None = None, now: datetime | None) -> int:
    """The present spells, or that of `device`, end; at a moment that nobody knows where `now` is None. How many."""
    ended = update(device_spell).where(device_spell.c.lasting.is_(True)).values(lasting=False, until=now)
    if device is not None:
        ended = ended.where(device_spell.c.device == device)
    return connection.execute(ended).rowcount


def list_spells(connection: Connection, *, device: str | None, limit: int) -> tuple[DeviceSpell, ...]:
    """The last spells, the newest first."""
    table = device_spell.c
    query = select(table.device, table.state, table.reason, table.detail, table.since, table.until, table.lasting)
    if device is not None:
        query = query.where(table.device == device)
    rows = connection.execute(query.order_by(table.position.desc()).limit(limit))
    return tuple(DeviceSpell(row[0], DeviceState(row[1]), *row[2:]) for row in rows)
