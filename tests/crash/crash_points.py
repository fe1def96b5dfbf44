"""Named places in the program where a test may have it killed. Armed in the child process; the product has none.

`arm()` wraps functions of the program so that on reaching the place named in the environment for the n-th time the
process kills itself with SIGKILL: itself alone, or with everything the kiosk started, as when the power goes. A fuse, a
file that is unlinked first, sees to it that this happens once, although the kiosk starts its sync process again.
"""

from __future__ import annotations

import functools
import os
import signal
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from kiosk.domain.printing import PrintState
from tests.crash.kill_plan import FUSE_VARIABLE, VARIABLE, Kill

_counts: Counter[str] = Counter()
_lock = threading.Lock()
_now = threading.local()
_told = Kill.decode(os.environ.get(VARIABLE, ""))


def reached(point: str) -> None:
    """The program stands at `point`: this may be its end."""
    if _told is None or point != _told.point:
        return
    with _lock:
        _counts[point] += 1
        if _counts[point] < _told.nth:
            return
        try:
            Path(os.environ[FUSE_VARIABLE]).unlink()
        except FileNotFoundError:
            return
    if _told.alone:
        os.kill(os.getpid(), signal.SIGKILL)
    else:
        os.killpg(0, signal.SIGKILL)


def arm_kiosk() -> None:
    """Wrap the places of the interface's process. Everything else is the program as it ships."""
    if _told is None:
        return
    _arm_store()
    from kiosk.devices.drivers import escpos_printer, escpos_session, print_reporter
    from kiosk.devices.transports import serial_line, tcp

    _around(escpos_printer.EscPosPrinter, "print_slip", before="slip.unsent")
    _around(escpos_session.EscPosSession, "_speak_slip", after="slip.fragment", only=_note_fragment)
    for transport in (tcp.TcpTransport, serial_line.SerialTransport):
        _around(transport, "write", after="slip.on_the_line", only=lambda _taken: _counts["fragments"] > 0)
    _around(print_reporter.PrintReporter, "finish", before="slip.outcome")


def arm_sync() -> None:
    """Wrap the places of the sync process."""
    if _told is None:
        return
    _arm_store()
    from sync.desks import gateway

    _around_async(gateway.GatewayConnector, "submit", before="post.unsent", after="post.answered")


def _arm_store() -> None:
    from kiosk.store import generations, journal, numbering, opening, outbox, requests

    # The name of what a transaction does is noted where it is done, and its commit is met under that name.
    _note(requests, "keep", lambda *_: "accept")
    _note(journal, "move_job", lambda _connection, _job, to: _MOVES.get(to, ""))
    _note(journal, "recover", lambda *_: "recover")
    _note(journal, "abandon", lambda *_: "abandon")
    _note(journal, "reprint", lambda *_: "reprint")
    _note(outbox, "lease", lambda *_: "lease")
    _note(outbox, "deliver", lambda *_: "deliver")
    _note(outbox, "release_leases", lambda *_: "release")
    _wrap_commit()
    _around(requests, "keep", before="accept.begun")
    _around(opening, "create_tables", before="tables.unmade", after="tables.made")
    _around(generations, "write_record", before="record.unwritten", after="record.written")
    _around(numbering.Numbering, "finish", before="close.unsaid", after="close.said")


def _note_fragment(said: bytes | None) -> bool:
    _counts["fragments"] += bool(said)
    return bool(said)


_MOVES = {PrintState.PRINTING: "print", PrintState.PRINTED: "printed"}


def _note(owner: Any, name: str, label: Callable[..., str]) -> None:
    real = getattr(owner, name)

    @functools.wraps(real)
    def wrapped(*given: Any, **named: Any) -> Any:
        result = real(*given, **named)
        if result is not None:  # a look into the outbox that finds nothing due changes nothing
            _now.labels = [*_labels(), label(*given)]
        return result

    setattr(owner, name, wrapped)


def _wrap_commit() -> None:
    from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

    commit, roll_back = SQLiteDialect_pysqlite.do_commit, SQLiteDialect_pysqlite.do_rollback

    def do_commit(self: Any, connection: Any) -> None:
        labels, _now.labels = _labels(), []
        for label in labels:
            reached(f"{label}.written")
        commit(self, connection)
        for label in labels:
            reached(f"{label}.committed")

    def do_rollback(self: Any, connection: Any) -> None:
        _now.labels = []
        roll_back(self, connection)

    setattr(SQLiteDialect_pysqlite, "do_commit", do_commit)  # noqa: B010 - a method of another's class
    setattr(SQLiteDialect_pysqlite, "do_rollback", do_rollback)  # noqa: B010 - as above


def _labels() -> list[str]:
    """What the transaction on this thread has done so far; a delivery and the next lease share one."""
    return getattr(_now, "labels", [])


def _around(
    owner: Any,
    name: str,
    *,
    before: str = "",
    after: str = "",
    only: Callable[[Any], bool] = lambda _result: True,
) -> None:
    real = getattr(owner, name)

    @functools.wraps(real)
    def wrapped(*given: Any, **named: Any) -> Any:
        reached(before)
        result = real(*given, **named)
        if only(result):
            reached(after)
        return result

    setattr(owner, name, wrapped)


def _around_async(owner: Any, name: str, *, before: str, after: str) -> None:
    real: Callable[..., Awaitable[Any]] = getattr(owner, name)

    @functools.wraps(real)
    async def wrapped(*given: Any, **named: Any) -> Any:
        reached(before)
        result = await real(*given, **named)
        reached(after)
        return result

    setattr(owner, name, wrapped)
