"""What an older version of the program kept is read and delivered by this one.

`tests/golden/outbox/stored-schema-N.json` is a request as version N of the payload was stored, `sent-schema-N.json` the
body that the gateway must get of it. A new version of the payload adds its two files; what was stored stays as it is.
"""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from alembic.command import upgrade

from kiosk.domain.request import PAYLOAD_SCHEMA, EntryState, RequestState, Ticket
from kiosk.store import migrating
from kiosk.store.connections import use_wal, writer_engine
from kiosk.store.requests import decode_request
from kiosk.store.setting_aside import FILE
from sync.desks.gateway_wire import encode_entry
from sync.routing import Routing

GOLDEN = Path(__file__).parents[2] / "golden" / "outbox"
WAIT_S = 10.0
VERSIONS = range(1, PAYLOAD_SCHEMA + 1)
FIRST_REVISION = "0001"
ROUTING = Routing(restricted_queue="Confidential")


def golden(name: str, version: int) -> str:
    return (GOLDEN / f"{name}-schema-{version}.json").read_text("utf-8")


@pytest.mark.parametrize("version", VERSIONS)
def test_an_entry_of_an_older_version_is_delivered_after_the_upgrade(opener, folder, key, version):
    payload = golden("stored", version)
    kept = json.loads(payload)
    request_id = UUID(kept["id"])
    folder.mkdir(mode=0o700)
    engine = writer_engine(folder / FILE, key)
    with engine.connect() as connection:
        use_wal(connection.connection)
        config = migrating.alembic_config(connection)
        with connection.begin():
            upgrade(config, FIRST_REVISION)
            connection.exec_driver_sql(
                "INSERT INTO request (id, reference, state, accepted_at, pack_version, payload_schema, payload)"
                " VALUES (?, ?, 'accepted', ?, ?, ?, ?)",
                (request_id.bytes, kept["reference"], kept["accepted_at"], kept["pack_version"], version, payload),
            )
            connection.exec_driver_sql(
                "INSERT INTO outbox (id, request, kind, state, body, attempts, crashes, error)"
                " VALUES (?, ?, 'request', 'due', '', 2, 0, 'unreachable')",
                (request_id.bytes, request_id.bytes),
            )
    engine.dispose()

    opened = opener()
    entry = opened.store.lease("new").result(WAIT_S)
    assert (opened.set_aside, entry.id, entry.attempts) == (None, request_id, 3)
    assert json.loads(encode_entry(entry, ROUTING.destination(entry.request))) == json.loads(golden("sent", version))
    assert opened.store.deliver(entry, Ticket(id="7")).result(WAIT_S)
    assert opened.store.request_by_id(request_id).state is RequestState.DELIVERED
    assert opened.store.outbox_entry(request_id).state is EntryState.DONE


def test_the_newest_sample_is_what_this_version_stores():
    """Fails when `Request` changes without a new version of the payload."""
    stored = golden("stored", PAYLOAD_SCHEMA)
    assert json.loads(msgspec.json.encode(decode_request(stored))) == json.loads(stored)
    assert json.loads(stored)["schema"] == PAYLOAD_SCHEMA
