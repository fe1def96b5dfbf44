"""How far news were read at a desk that tells its tickets by the second of their last update. No I/O here.

Such a desk has no log of changes: a cursor is a second of its clock with a page within what followed, as
`2026-11-22T04:36:34Z/1`. A page may be told again; none is left out.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from sync.desks.base import DeskFault, Refused

OVERLAP_S = 60
"""A desk dates an update when it begins and shows it when it is committed; the last minute is read again."""

_FORM = "%Y-%m-%dT%H:%M:%SZ"

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
"""No desk is older; also what some write where they know no moment."""


class NewsCursor(msgspec.Struct, frozen=True):
    """A place in the news of one desk."""

    since: datetime | None = None
    """None is the beginning."""
    page: int = 1

    @classmethod
    def read(cls, text: str) -> NewsCursor:
        """The cursor that `write` wrote; an empty text is the beginning. Raises Refused for anything else."""
        if not text:
            return cls()
        moment, _, page = text.partition("/")
        try:
            return cls(read_moment(moment), max(1, int(page)))
        except ValueError as error:
            raise Refused(DeskFault.REFUSED, "bad_cursor") from error

    def write(self) -> str:
        """For the store."""
        return f"{write_moment(self.since)}/{self.page}" if self.since is not None else ""

    def after_full_page(self, newest: datetime | None, *, margin_s: float = 0.0) -> NewsCursor:
        """Where to go on after a page that was full, whose last update was at `newest`.

        `margin_s`: how much earlier than asked the desk may begin, so that the second of a cursor has not moved yet.
        """
        if newest is not None and (self.since is None or newest > self.since + timedelta(seconds=margin_s)):
            return NewsCursor(newest)
        return NewsCursor(self.since, self.page + 1)

    def after_last_page(self, newest: datetime | None) -> NewsCursor:
        """Where to go on another time, after a page that ended the news; `newest` is None where it was empty."""
        if newest is None:
            return NewsCursor(self.since)
        # What was told stays told: the cursor never goes backwards by itself.
        after = max(newest - timedelta(seconds=OVERLAP_S), _FIRST)
        return NewsCursor(max(after, self.since) if self.since is not None else after)


def read_moment(text: str) -> datetime:
    """A second as desks write it. Raises ValueError."""
    moment = datetime.strptime(text, _FORM).replace(tzinfo=UTC)
    if moment < _FIRST:
        raise ValueError(f"{text!r} is a moment of no desk")
    return moment


def write_moment(moment: datetime) -> str:
    """The same, written."""
    return moment.strftime(_FORM)
