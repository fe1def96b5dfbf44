"""Rules of hours.yaml, places.yaml and brand.yaml."""

from __future__ import annotations

import re

from kiosk.content.contrast import LEAST, contrast, is_colour
from kiosk.content.faults import quote
from kiosk.content.nodes import Node, child, items, text_of
from kiosk.content.rules.findings import Findings

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_SPAN = re.compile(r"((?:[01][0-9]|2[0-3]):[0-5][0-9]) ?[-–] ?((?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)")

# The light theme of UI.md, "The picture to reach", on and under which the brand's colours stand.
_ACCENT, _TINT = "#0B5C66", "#E4F0EF"
_PAPER, _CARD, _INK, _MUTED = "#FAF8F4", "#FFFFFF", "#17202B", "#4C5765"


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


def check_brand(brand: Node, findings: Findings) -> None:
    """An icon that exists, and colours on which and in which text can be read."""
    findings.icon(child(brand, "icon"))
    at_accent, at_tint = child(brand, "accent"), child(brand, "tint")
    for at in (at_accent, at_tint):
        if text_of(at) and not is_colour(text_of(at)):
            what = f"{quote(text_of(at))} is not a colour."
            findings.add(at, "colour", what, 'Write it as "#0B5C66", in quotes.')
    accent = text_of(at_accent) if is_colour(text_of(at_accent)) else _ACCENT
    tint = text_of(at_tint) if is_colour(text_of(at_tint)) else _TINT
    if accent != _ACCENT:
        for ground, name in ((_CARD, "cards"), (_PAPER, "the page")):
            _check_contrast(at_accent, accent, ground, f"`accent` on {name}", findings)
    if tint != _TINT:
        for text, name in ((_INK, "text"), (_MUTED, "hints")):
            _check_contrast(at_tint, tint, text, f"{name} on `tint`", findings)
    if accent != _ACCENT or tint != _TINT:
        _check_contrast(at_accent or at_tint, accent, tint, "`accent` on `tint`", findings)


def _check_contrast(at: Node | None, one: str, other: str, what: str, findings: Findings) -> None:
    ratio = contrast(one, other)
    if ratio < LEAST:
        told = f"The contrast of {what} is {ratio:.1f}:1 ({one}, {other})."
        findings.add(at, "contrast", told, f"Choose a colour with at least {LEAST}:1.")
