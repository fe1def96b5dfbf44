"""Where the commands of this room find the store.

Settings and secrets are read in the composition root alone; it says with `use_store_place` how. Without a provider the
commands end with an error that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.clock import SystemClock
from kiosk.domain.kept_days import KeptDays
from kiosk.errors import StoreError

if TYPE_CHECKING:
    from kiosk.store.store import Store


@dataclass(frozen=True, slots=True)
class StorePlace:
    """What it takes to open the store."""

    folder: Path
    key: bytes = field(repr=False)
    kiosk_code: str
    kept: KeptDays
    backups: Path
    """The folder of backups."""
    read_secret: Callable[[str], bytes]
    """A secret by its name. Raises SettingsError."""


Provider = Callable[[Path | None], StorePlace]
"""Gives the place from the settings file a person named, or from the usual one."""

SettingsOption = Annotated[Path | None, typer.Option("--settings", metavar="FILE", help="The settings file.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object for programs.")]

EXIT_FAILED = 1
"""Not found, or not in a state for it. A store that cannot be opened ends with 1 too, as all commands do."""

WAIT_S = 30.0
"""Longest wait for a write beside a running kiosk, whose own transactions take milliseconds."""

_providers: list[Provider] = []


def use_store_place(provider: Provider) -> None:
    """Say how the commands find the store; called by the composition root before they run."""
    _providers[:] = [provider]


def find_place(settings: Path | None) -> StorePlace:
    """The place of the store. Raises StoreError without a provider, and what the provider raises."""
    if not _providers:
        raise StoreError("This program was not told where its store is.", remedy="Run it as `kiosk`.")
    return _providers[0](settings)


@contextmanager
def joined(place: StorePlace) -> Iterator[Store]:
    """The store, opened beside a kiosk that may be running. Raises StoreError."""
    # Only here: help and usage errors need no SQLAlchemy.
    from kiosk.store.opening import join_store

    store = join_store(place.folder, place.key, kiosk_code=place.kiosk_code, clock=SystemClock())
    try:
        yield store
    finally:
        store.close()
