"""Where a desk is, and what every connector needs to talk to it there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.clock import Clock
from sync.desks.patience import PATIENCE, Patience

if TYPE_CHECKING:
    import httpx


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskAddress:
    """One desk, for one kiosk."""

    url: str
    read_token: Callable[[], str]
    """The kiosk's secret there, a token or a password; asked again when it is refused. May raise SettingsError."""
    clock: Clock
    ca_file: Path | None = None
    """The certificates that alone are trusted; there must be some where the line is encrypted."""
    patience: Patience = PATIENCE
    transport: httpx.AsyncBaseTransport | None = None
    """Replaces the network, for tests."""
