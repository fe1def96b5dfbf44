"""What the sync process tells the interface: one JSON object per line on standard output. No I/O here."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

import msgspec

from kiosk.domain.request import Ticket


class DeskState(StrEnum):
    """Whether requests get through."""

    UNKNOWN = "unknown"
    """Nobody has asked yet; never told."""
    REACHABLE = "reachable"
    UNREACHABLE = "unreachable"
    REFUSING = "refusing"
    """The desk answers, but does not want us: staff must act, or wait with us."""


class Delivered(msgspec.Struct, frozen=True, tag_field="event", tag="delivered"):
    """A request has its ticket."""

    request: UUID
    ticket: Ticket


class DeskChanged(msgspec.Struct, frozen=True, tag_field="event", tag="desk"):
    """The desk's state changed; `reason` is a code, empty when all is well."""

    state: DeskState
    reason: str = ""


class Dead(msgspec.Struct, frozen=True, tag_field="event", tag="dead"):
    """A request's entry became a dead letter; staff must look after it."""

    request: UUID
    reason: str


class NewsRead(msgspec.Struct, frozen=True, tag_field="event", tag="news"):
    """The store knows how things stand at the desk: `changed` tickets otherwise than before, all others as before."""

    changed: int


Event: TypeAlias = Delivered | DeskChanged | Dead | NewsRead


def encode_event(event: Event) -> bytes:
    """The event as a line, with its end."""
    return msgspec.json.encode(event) + b"\n"
