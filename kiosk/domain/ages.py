"""How old something is that the kiosk knows: in the coarse words in which people say it. No clock here."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

_STEP = timedelta(minutes=1)
"""A clock that is set may step back by a little; what lies further ahead has no age."""


class AgeUnit(StrEnum):
    """The unit in which an age is told."""

    MOMENT = "moment"
    """Less than a minute; the number says nothing."""
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


def age_between(then: datetime | None, now: datetime | None) -> timedelta | None:
    """How long ago `then` was; None where either is not known, or `then` lies ahead."""
    if then is None or now is None or then - now > _STEP:
        return None
    return max(timedelta(), now - then)


def told_in(age: timedelta) -> tuple[AgeUnit, int]:
    """The unit to tell `age` in, and how many whole ones it is."""
    seconds = int(age.total_seconds())
    if seconds < 60:
        return AgeUnit.MOMENT, 0
    if seconds < 3600:
        return AgeUnit.MINUTES, seconds // 60
    if seconds < 2 * 86_400:
        return AgeUnit.HOURS, seconds // 3600
    return AgeUnit.DAYS, seconds // 86_400
