"""Where a person finds a human: the desk, its room and its hours, as one line for slips. No Qt here."""

from __future__ import annotations

from kiosk.domain.text import isolate, pick
from kiosk.i18n import Wording
from kiosk.journeys.browse import CatalogView
from kiosk.journeys.opening import spans_of_weekday


def where_to_ask(catalog: CatalogView, wording: Wording) -> str:
    """ "Questions: desk C-001, 08:00 to 17:00". Hours are those of the first weekday the desk opens."""
    place = catalog.place(catalog.pack.desk_place)
    # Isolated: in a right-to-left sentence the hours would join the number of the room.
    where = isolate(pick(place.title if place else catalog.pack.brand.desk, wording.language))
    for weekday in range(7):
        spans = spans_of_weekday(catalog.pack.hours, weekday)
        if spans:
            return wording.text(
                "Questions: {place}, {opens} to {closes}",
                place=where,
                opens=wording.time_of_day(spans[0][0]),
                closes=wording.time_of_day(spans[-1][1]),
            )
    return wording.text("Questions: {place}", place=where)
