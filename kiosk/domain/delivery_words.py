"""What the codes of failed deliveries mean, in words for staff and operators. No Qt here.

The codes come from the connectors (`sync/desks/base.py`, `DeskFault`) and from the outbox itself; `docs/desks/index.md`
has them at length.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explained:
    """What a code means, and what somebody can do about it; an empty `remedy` asks for patience only."""

    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".rstrip()


_WORDS: Mapping[str, Explained] = {
    "unreachable": Explained("Nobody answers at the desk's address.", "Check cable, server and desk.url."),
    "no_answer": Explained("The desk did not answer in time; the request may have arrived."),
    "unavailable": Explained("The desk says that it is down.", "Look after the desk's server."),
    "rate_limited": Explained("The desk asks for patience."),
    "bad_answer": Explained(
        "What answered does not speak as our desk does.", "Check desk.url, and portals or proxies on the way."
    ),
    "failed_there": Explained("The desk failed while it worked on this entry.", "Its log names the place."),
    "authentication_failed": Explained("The desk does not take the kiosk's token.", "Give the kiosk a new one."),
    "not_set_up": Explained(
        "The desk lacks a field, a queue or a right.", "Set the desk up as its page in docs/desks asks."
    ),
    "tls_failed": Explained("The desk could not prove who it is.", "Check desk.ca_file and its certificate."),
    "clock_wrong": Explained("The kiosk's clock cannot judge the desk's certificate.", "Set the clock."),
    "refused": Explained("The desk will not take this entry.", "Retry it, or tell the desk by hand."),
    "no_restricted_queue": Explained(
        "The desk has no queue for this restricted matter, and it goes into no other.",
        "Make the queue there, or name one in desk.rules or desk.restricted_queue; then retry.",
    ),
    "too_large": Explained("The entry is larger than the desk takes.", "Raise its limit to 1 MB, then retry."),
    "crashed": Explained("The program ended three times with this entry.", "Report it, then retry."),
    "unreadable": Explained("This version of the program cannot read the entry.", "Install another one, then retry."),
}


def explain(code: str) -> Explained:
    """What `code` means; a code of a newer version stands for itself."""
    return _WORDS.get(code) or Explained(code)
