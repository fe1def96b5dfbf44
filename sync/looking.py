"""The rhythm of whatever the sync process looks at now and then, for as long as it runs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

JITTER = 0.2
"""Part of the pause that is drawn: a hall of kiosks switched on together must not ask together for ever."""


async def look_now_and_then(
    look: Callable[[], Awaitable[object]], *, every_s: float, random: Callable[[], float]
) -> None:
    """Call `look` at once and then every `every_s` seconds or a little earlier, until cancelled."""
    while True:
        await look()
        await asyncio.sleep(every_s * (1 - JITTER * random()))
