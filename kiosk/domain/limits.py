"""How much one visit, and everybody within an hour, may have of what costs paper or an agent's time. No Qt here."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Span(StrEnum):
    """What a limit is counted over."""

    VISIT = "visit"
    HOUR = "hour"


class Limit(msgspec.Struct, frozen=True):
    """How many of one thing."""

    per_visit: int
    per_hour: int
    """Of all visits together, in any sixty minutes."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What is limited, named as in the settings."""

    requests: Limit
    calls: Limit
    """Of somebody to the kiosk."""
    slips: Limit
