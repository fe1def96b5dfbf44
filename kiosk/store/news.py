"""News from the desk: how tickets stand, what agents wrote for customers, and how far the news have been read.

Each function runs inside the transaction of `connection`. The cursor is written together with the news it stands for,
so that a kill loses none and the same news again change nothing. No decision looks at the clock: what was not heard of
for long is counted in *looks*, which are readings of the news to their end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, insert, or_, select, text, update

from kiosk.domain.news import KnownTicket, PublicNote, TicketNews
from kiosk.domain.reference import Reference
from kiosk.domain.request import PublicState, Ticket
from kiosk.domain.text import clean_text
from kiosk.store.schema import OPEN_TICKET, desk_feed, request, ticket_news, ticket_note

NOTES_LIMIT = 50
"""Notes kept of a ticket, the newest: a customer reads a few."""

WORDS_LIMIT = 4_000
"""Characters kept of a note: two pages of paper. What is longer is a log that an agent pasted."""

_CUT = "…"


def find_cursor(connection: Connection, desk: str) -> str:
    """Where the news of `desk` go on; empty is their beginning, also for a desk that was never read."""
    row = connection.execute(select(desk_feed.c.cursor).where(desk_feed.c.desk == desk)).scalar()
    return row or ""


def keep_page(
    connection: Connection,
    desk: str,
    news: Sequence[TicketNews],
    *,
    after: str,
    cursor: str,
    ended: bool,
    asked_at: datetime | None,
) -> int | None:
    """Write a page of `news` that followed the cursor `after`, and `cursor` to go on with. How many changed anything.

    `ended`: there was no more. None, and nothing is written, where the news have been read past `after` meanwhile.
    News of requests that this store does not have are passed over.
    """
    if find_cursor(connection, desk) != after:
        return None
    feed, looks = _feed(connection, desk)
    values: dict[str, object] = {"cursor": cursor}
    if ended:
        looks += 1
        values |= {"looks": looks, "asked_at": asked_at}
    changed = _keep(connection, news, feed=feed, look=looks, asked_at=asked_at)
    connection.execute(update(desk_feed).where(desk_feed.c.position == feed).values(values))
    return changed


def keep_found(
    connection: Connection,
    desk: str,
    asked: Collection[Reference],
    news: Sequence[TicketNews],
    *,
    asked_at: datetime | None,
) -> int:
    """Write what `desk` said when it was asked for the references `asked`. How many changed anything.

    Those it said nothing of keep their last state, which grows old from then on.
    """
    feed, looks = _feed(connection, desk)
    which = select(request.c.id).where(request.c.reference.in_(list(asked)))
    connection.execute(update(ticket_news).where(ticket_news.c.request.in_(which)).values(feed=None, look=looks))
    return _keep(connection, news, feed=feed, look=looks, asked_at=asked_at)


def find_silent(connection: Connection, desk: str, *, looks: int, limit: int) -> tuple[Reference, ...]:
    """Open tickets to ask `desk` for, at most `limit`, those first that were not heard of for longest.

    They were not told of in its last `looks` looks, or by another desk, or are merged into tickets of others, whose
    changes not every desk tells.
    """
    feed, now = _feed(connection, desk)
    rows = (
        select(request.c.reference)
        .join(ticket_news, ticket_news.c.request == request.c.id)
        .where(
            text("(" + OPEN_TICKET.replace("state", "ticket_news.state") + ")"),
            or_(ticket_news.c.look <= now - looks, ticket_news.c.feed != feed, ticket_news.c.merged.is_(True)),
        )
        .order_by(ticket_news.c.look, ticket_news.c.position)
        .limit(limit)
    )
    return tuple(Reference(reference) for reference in connection.execute(rows).scalars())


def begin_anew(connection: Connection, desk: str | None = None) -> None:
    """Read the news of `desk`, or of every one, from their beginning: what is known stays until they say otherwise."""
    which = update(desk_feed) if desk is None else update(desk_feed).where(desk_feed.c.desk == desk)
    connection.execute(which.values(cursor=""))


def find_known(connection: Connection, request_id: UUID) -> KnownTicket | None:
    """What the desk said of a request; None where it has said nothing yet."""
    row = connection.execute(
        select(ticket_news, desk_feed.c.asked_at.label("read_at"))
        .outerjoin(desk_feed, desk_feed.c.position == ticket_news.c.feed)
        .where(ticket_news.c.request == request_id)
    ).first()
    if row is None:
        return None
    return KnownTicket(
        ticket=Ticket(id=row.ticket_id, url=row.ticket_url),
        state=PublicState(row.state),
        as_of=max((moment for moment in (row.asked_at, row.read_at) if moment is not None), default=None),
        since=row.changed_at,
        notes=tuple(_notes(connection, request_id).values()),
    )


def _feed(connection: Connection, desk: str) -> tuple[int, int]:
    """The row of `desk`, made if there is none, and how often its news were read to their end."""
    row = connection.execute(
        select(desk_feed.c.position, desk_feed.c.looks).where(desk_feed.c.desk == desk)
    ).one_or_none()
    if row is not None:
        return row.position, row.looks
    made = connection.execute(insert(desk_feed).values(desk=desk, looks=0, cursor=""))
    return made.lastrowid, 0


def _keep(
    connection: Connection, news: Iterable[TicketNews], *, feed: int, look: int, asked_at: datetime | None
) -> int:
    return sum(_keep_one(connection, each, feed=feed, look=look, asked_at=asked_at) for each in news)


def _keep_one(connection: Connection, news: TicketNews, *, feed: int, look: int, asked_at: datetime | None) -> bool:
    """Whether it changed anything that somebody may see."""
    ours = connection.execute(
        select(request.c.ticket_id).where(request.c.id == news.request, request.c.reference == news.reference)
    ).one_or_none()
    if ours is None:
        return False
    told = {
        "state": news.state.value,
        "ticket_id": news.ticket.id,
        "ticket_url": news.ticket.url,
        "merged": ours.ticket_id is not None and ours.ticket_id != news.ticket.id,
    }
    heard = {"feed": feed, "look": look, "asked_at": asked_at}
    known = connection.execute(select(ticket_news).where(ticket_news.c.request == news.request)).one_or_none()
    if known is None:
        row = told | heard | {"request": news.request, "changed_at": asked_at, "forgotten": False}
        connection.execute(insert(ticket_news).values(row))
        _keep_notes(connection, news)
        return True
    if known.state != news.state:
        heard["changed_at"] = asked_at
    connection.execute(update(ticket_news).where(ticket_news.c.position == known.position).values(told | heard))
    new_notes = not known.forgotten and _keep_notes(connection, news)
    return new_notes or any(getattr(known, name) != value for name, value in told.items())


def _keep_notes(connection: Connection, news: TicketNews) -> bool:
    """Make the notes those that are public now: one that an agent changed or took back is so here too."""
    told = {note.id: _cut(note) for note in news.notes[-NOTES_LIMIT:]}
    if told == _notes(connection, news.request):
        return False
    connection.execute(delete(ticket_note).where(ticket_note.c.request == news.request))
    rows = [
        {
            "request": news.request,
            "name": note.id,
            "written_at": note.at,
            "words": note.text,
            "resolves": note.resolves,
        }
        for note in told.values()
    ]
    if rows:
        connection.execute(insert(ticket_note), rows)
    return True


def _cut(note: PublicNote) -> PublicNote:
    # No control or direction marks: what agents paste is shown on screens and in terminals.
    words = clean_text(note.text, limit=WORDS_LIMIT + 1)
    words = words if len(words) <= WORDS_LIMIT else words[: WORDS_LIMIT - len(_CUT)] + _CUT
    return PublicNote(id=note.id, at=note.at, text=words, resolves=note.resolves)


def _notes(connection: Connection, request_id: UUID) -> dict[str, PublicNote]:
    rows = select(ticket_note).where(ticket_note.c.request == request_id).order_by(ticket_note.c.position)
    return {
        row.name: PublicNote(id=row.name, at=row.written_at, text=row.words, resolves=row.resolves)
        for row in connection.execute(rows)
    }
