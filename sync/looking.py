"""How often the sync process looks at what may have changed elsewhere, and how a command looks once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol, TypeVar

JITTER = 0.2
"""Part of the pause that is drawn: a hall of kiosks switched on together must not ask together for ever."""

SOON_S = 900.0
"""The longest pause after a look in vain: a kiosk that is switched on before its network must not wait for a day."""

_Outcome_co = TypeVar("_Outcome_co", covariant=True)


class Looker(Protocol[_Outcome_co]):
    """Whoever can look somewhere. Coroutines of one event loop."""

    @property
    def trouble(self) -> Exception | None:
        """What kept the last look from its end."""
        ...

    async def pull(self) -> _Outcome_co:
        """One look, which raises for nothing that is to be expected."""
        ...

    async def close(self) -> None:
        """Give back the connection."""
        ...


async def look_once(looker: Looker[_Outcome_co]) -> _Outcome_co:
    """What one look brings."""
    try:
        return await looker.pull()
    finally:
        await looker.close()


async def look_now_and_then(looker: Looker[object], *, every_s: float, random: Callable[[], float]) -> None:
    """Look at once and then every `every_s` seconds or a little earlier, sooner after trouble, until cancelled."""
    try:
        while True:
            await looker.pull()
            pause_s = every_s if looker.trouble is None else min(every_s, SOON_S)
            await asyncio.sleep(pause_s * (1 - JITTER * random()))
    finally:
        await looker.close()
