"""Runs one check of the conformance kit on a desk that a test gives."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from random import SystemRandom

import pytest

from sync.conformance.checks import CHECKS
from sync.conformance.kit import AgentAtDesk, Check, DeskUnderTest, Finding, Opener, Outcome, Witness, run_checks
from sync.conformance.weather import Weather

STORM = int(os.environ.get("FRONTDOOR_STORM_TIMES", "1"))
"""How many times as many requests the storm has as in `check`; nightly asks for more."""

time_limit = pytest.mark.timeout(180 * STORM)
"""Seconds: the first check also sets its desk up, on a machine that does other things too."""

each_check = pytest.mark.parametrize("check", [pytest.param(check, id=check.name) for check in CHECKS])
"""A test for each check of the kit."""


def try_check(
    check: Check,
    *,
    weather: Callable[[], Weather],
    opener: Opener,
    queue: str,
    witness: Witness,
    restart: Callable[[], Awaitable[None]],
    volume: int,
    agent: AgentAtDesk | None = None,
) -> Finding:
    """What comes of `check`; its seed is printed."""
    seed = SystemRandom().randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - to replay a failure

    async def main() -> Finding:
        async with weather() as proxy:
            desk = DeskUnderTest(
                open=opener,
                weather=proxy,
                kiosk="K7",
                queue=queue,
                seed=seed,
                volume=volume * STORM,
                witness=witness,
                restart=restart,
                agent=agent,
            )
            return (await run_checks(desk, [check]))[0]

    return asyncio.run(main())


def assert_kept(finding: Finding) -> None:
    """The connector keeps what it declares; what it does not declare was not tried."""
    assert finding.outcome in (Outcome.KEPT, Outcome.NOT_DECLARED), f"{finding.check}: {finding.detail}"
