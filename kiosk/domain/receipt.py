"""The receipt as a document: what is said, not how it is drawn. Stored as JSON, printed again at any time."""

from __future__ import annotations

from datetime import datetime

import msgspec

from kiosk.domain.reference import Reference

RECEIPT_SCHEMA = 1


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a slip says. Fixed words ("Your reference") come from the catalogue of `language` when it is drawn."""

    schema: int = RECEIPT_SCHEMA
    language: str
    desk_name: str
    """The service desk's name in `language`, the headline."""
    kiosk_name: str
    accepted_at: datetime | None
    """None prints no date and says so."""
    time_zone: str
    """IANA name; dates on the slip are local to the kiosk."""
    reference: Reference
    tracking_code: str
    title: str
    """What was asked for; empty says nothing of it, as on the slip of a confidential matter."""
    requester: str = ""
    """The name given; empty prints the word for guest."""
    details: tuple[tuple[str, str], ...] = ()
    """Further (label, value) lines worth having on paper."""
    steps: tuple[str, ...] = ()
    """What happens next, in order."""
    qr: str
    """Text of the QR code: the status URL with the token, else the reference."""
    qr_opens_status: bool
    ask: str
    """Where to ask: desk, place, hours."""
    line_for_desk: str
    """One line in the desk's language for agents: department, service and the customer's language."""
