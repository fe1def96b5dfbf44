"""The age of what the desk said, in words. No Qt here."""

from __future__ import annotations

from datetime import timedelta
from typing import assert_never

from kiosk.domain.ages import AgeUnit, told_in
from kiosk.i18n import Wording


def as_of_words(age: timedelta | None, wording: Wording) -> str:
    """ "As of 2 minutes ago"; None is an age that nobody can tell."""
    if age is None:
        return wording.text("We cannot say how recent this is")
    unit, count = told_in(age)
    match unit:
        case AgeUnit.MOMENT:
            return wording.text("As of a moment ago")
        case AgeUnit.MINUTES:
            return wording.plural("As of {n} minute ago", "As of {n} minutes ago", count)
        case AgeUnit.HOURS:
            return wording.plural("As of {n} hour ago", "As of {n} hours ago", count)
        case AgeUnit.DAYS:
            return wording.plural("As of {n} day ago", "As of {n} days ago", count)
        case _:
            assert_never(unit)
