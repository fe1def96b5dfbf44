"""The store: one encrypted SQLite file with requests, outbox, print journal and staff tasks.

`from kiosk.store import open_store` is the door. Importing this package alone is cheap; the names below bring
SQLAlchemy with them and are for after the first frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.store.opening import Opened, join_store, open_store
    from kiosk.store.store import Store
    from kiosk.store.tasks import StaffTask

__all__ = ["Opened", "StaffTask", "Store", "join_store", "open_store"]

_HOMES = {
    "Opened": "kiosk.store.opening",
    "StaffTask": "kiosk.store.tasks",
    "Store": "kiosk.store.store",
    "join_store": "kiosk.store.opening",
    "open_store": "kiosk.store.opening",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
