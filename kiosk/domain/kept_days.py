"""How long the kiosk keeps what it knows. No Qt here."""

from __future__ import annotations

import msgspec


class KeptDays(msgspec.Struct, frozen=True, kw_only=True):
    """How many days each class of data stays on the kiosk, counted from when it came."""

    guest_contact: int
    """Name and contact of whoever made a settled request; what the screen promises a guest."""
    request: int
    """A settled request with its answers, its receipt and its print journal."""
    task: int
    """A task of staff, from when it was done."""
    set_aside: int
    """A damaged file that was set aside, from when it was salvaged."""
    backup: int
    """A backup in the folder of backups."""
