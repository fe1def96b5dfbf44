"""Rules of hours.yaml and places.yaml."""

from __future__ import annotations

import re

from kiosk.content.faults import quote
from kiosk.content.nodes import Node, child, items, text_of
from kiosk.content.rules.findings import Findings

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_SPAN = re.compile(r"((?:[01][0-9]|2[0-3]):[0-5][0-9]) ?[-–] ?((?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)")


def read_span(text: str) -> tuple[str, str] | None:
    """`08:00-17:00` as two times; None where it is not written so."""
    match = _SPAN.fullmatch(text)
    return (match[1], match[2]) if match else None


def check_hours(hours: Node, findings: Findings) -> None:
    """Spans that can be read, in order, apart from each other; closed days named once."""
    for day in WEEKDAYS:
        previous = ""
        for at in items(child(hours, "weekly", day)):
            text = text_of(at)
            if not text:
                continue
            span = read_span(text)
            if span is None:
                findings.add(at, "hours", f"{quote(text)} are no opening hours.", "Write them as 08:00-17:00.")
                continue
            opens, closes = span
            if closes <= opens:
                remedy = "Exchange the times; split a night at 24:00."
                findings.add(at, "hours", f"The desk closes at {closes}, before it opens.", remedy)
            elif opens < previous:
                what = f"These hours begin before the ones above end, at {previous}."
                findings.add(at, "hours", what, "List them in order, without overlap.")
            previous = max(previous, closes)
    findings.unique(items(child(hours, "closed_days")), "closed day")


def check_places(places: Node, findings: Findings) -> None:
    """Places that differ."""
    findings.unique((child(place, "id") for place in items(child(places, "places"))), "place")
