"""Tells staff of a trouble that lasts, by a task that ends with it: what passes by itself is nobody's work."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Protocol

from kiosk.clock import Clock, plausible
from kiosk.errors import StoreError
from kiosk.logs import log_event

A_DAY_S = 24 * 3600.0
"""Longer than an outage that somebody is at work on already, and a day of yesterday's pack harms nobody."""

AN_HOUR_S = 3600.0
"""Where the day has passed before this life of the process: a kiosk that is switched on after a weekend needs a while
until its network is there."""

NOT_KEPT = "not_kept"
"""The code where the fault is the kiosk's own disk."""

SETTINGS = "settings"
"""The code where the kiosk's own settings, or the files that they name, cannot be used."""


class TroubleList(Protocol):
    """What is needed of the store."""

    def keep_trouble(self, kind: str, code: str) -> Future[None]:
        """Staff have one task of `kind` while there is a `code`; an empty one ends it."""
        ...


def patience_s(answered: datetime | None, clock: Clock) -> float:
    """How many seconds of trouble in this life of the process make it work for staff.

    `answered` is when it last went well, perhaps in an earlier life: kiosks are switched off at night. None: it never
    did, and nobody has to wait for a day to hear of a wrong address.
    """
    now = clock.now()
    silent = answered is None or (plausible(now) and now - answered >= timedelta(seconds=A_DAY_S))
    return AN_HOUR_S if silent else A_DAY_S


class LastingTrouble:
    """One matter that is tried again and again: since when it fails, and what staff know. Of one event loop."""

    def __init__(self, tasks: TroubleList | None, kind: str, *, monotonic_s: Callable[[], float]) -> None:
        """`tasks` None tells nobody: whoever asked reads the outcome."""
        self._tasks = tasks
        self._kind = kind
        self._monotonic_s = monotonic_s
        self._since_s: float | None = None
        self._told: str | None = None
        """The code that staff were told; None until this life of the process knows."""

    async def met(self, code: str, *, after_s: float) -> None:
        """It failed (again) because of `code`: work for staff, if it has failed for `after_s` seconds."""
        now_s = self._monotonic_s()
        if self._since_s is None:
            self._since_s = now_s
        # The first reason stays: trouble whose reason flaps would be a new task at each look.
        if now_s - self._since_s >= after_s and not self._told:
            await self._keep(code)

    async def end(self) -> None:
        """It went well, which ends the task, also one of an earlier life."""
        self._since_s = None
        await self._keep("")

    async def _keep(self, code: str) -> None:
        if self._tasks is None or code == self._told:
            return
        try:
            await asyncio.wrap_future(self._tasks.keep_trouble(self._kind, code))
        except StoreError as error:  # the next try tells it; the store tells its own troubles
            log_event("store_write_failed", logging.WARNING, because=error)
        else:
            self._told = code


async def tell_without_a_look(tasks: TroubleList, codes: Mapping[str, str]) -> None:
    """Tell what no look will: by kind, the code of what keeps the looks from beginning, an empty one where the settings
    ask for none any more."""
    for kind, code in codes.items():
        trouble = LastingTrouble(tasks, kind, monotonic_s=asyncio.get_running_loop().time)
        await (trouble.met(code, after_s=0) if code else trouble.end())
