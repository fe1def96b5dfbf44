"""What can happen to a call between a kiosk and its desk, and who lets it happen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, repeat
from random import Random
from typing import Protocol


class Fault(StrEnum):
    """What happens to one call."""

    NONE = "none"
    LOST_ANSWER = "lost_answer"
    """The desk works; its answer never arrives and the connection closes."""
    TRUNCATED = "truncated"
    """Half of the answer arrives."""
    HALF_JSON = "half_json"
    """A body that says it is whole and is not."""
    RESET = "reset"
    """The connection is reset before the desk hears anything."""
    SILENCE = "silence"
    """The desk works; nothing comes back and nothing closes."""
    LATE = "late"
    """Nothing comes back, and the desk hears of it only when `Weather.release` lets it through: long after."""
    HTML = "html"
    """Somebody else's page, with status 200, as a captive portal shows."""
    REDIRECT = "redirect"
    UNAUTHORIZED = "unauthorized"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    FAILED = "failed"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Asked:
    """A call as the proxy saw it."""

    method: str
    path: str

    @property
    def files(self) -> bool:
        """Whether it may make a ticket, and not only looks something up."""
        return self.method not in ("GET", "HEAD")


class Weather(Protocol):
    """A proxy that misbehaves on command: `choose` names the fault of each call. For `async with`; on one loop."""

    choose: Callable[[Asked], Fault]
    latency_s: float
    """Pause before each call is passed on."""

    @property
    def url(self) -> str:
        """What the connector is to take for the desk's address; the same after `up`."""
        ...

    async def up(self) -> None:
        """Take connections (again)."""
        ...

    async def down(self) -> None:
        """Refuse connections and drop the open ones, like a desk whose cable is out."""
        ...

    async def release(self) -> None:
        """Pass on what `Fault.LATE` kept, and wait until the desk has answered."""
        ...

    async def __aenter__(self) -> Weather: ...

    async def __aexit__(self, *_: object) -> None: ...


def fair(_: Asked) -> Fault:
    """No fault."""
    return Fault.NONE


def storm(seed: int) -> Iterator[Fault]:
    """Faults for call after call, for ever: of every twenty in a row five answers are lost, three fail otherwise."""
    draw = Random(seed)  # noqa: S311 - weather, not a secret
    twenty = [*[Fault.LOST_ANSWER] * 5, Fault.TRUNCATED, Fault.HALF_JSON, Fault.RESET, *[Fault.NONE] * 12]
    while True:
        yield from draw.sample(twenty, k=len(twenty))


def shower(seed: int) -> Iterator[Fault]:
    """A storm for twenty calls, then fair weather for ever: what takes many calls at once would not end in a storm."""
    yield from islice(storm(seed), 20)
    yield from repeat(Fault.NONE)
