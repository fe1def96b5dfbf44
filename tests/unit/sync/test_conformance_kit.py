"""The conformance kit itself: a connector that keeps its word passes, and each broken word breaks its own checks."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

import pytest

from kiosk.domain.request import OutboxEntry
from sync.conformance import kit
from sync.conformance.checks import CHECKS
from sync.conformance.kit import DeskUnderTest, Finding, Outcome, run_checks
from sync.conformance.weather import Fault, storm
from sync.desks.patience import PATIENCE, Patience
from tests.unit.sync import memory_desk
from tests.unit.sync.memory_desk import FaithfulConnector, MemoryAgent, MemoryDesk, MemoryWeather

READING = {"found", "news", "work", "resumed", "merged"}
FAULTS = {"lost_answer", "truncated", "half_json", "silence"}


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit, "PAUSE_S", 0.0)
    monkeypatch.setattr(kit, "LOOK_S", 0.0)
    monkeypatch.setattr(kit, "SETTLE_S", 0.0)


def findings_of(
    kind: type[FaithfulConnector], *, may_restart: bool = True, has_agent: bool = True
) -> tuple[Finding, ...]:
    """What the kit finds of such a connector."""
    desk, weather = MemoryDesk(), MemoryWeather()

    def opener(url: str, *, patience: Patience = PATIENCE, wrong_token: bool = False) -> FaithfulConnector:
        return kind(desk, weather, wrong_token=wrong_token)

    async def witness(_: Sequence[OutboxEntry]) -> Mapping[UUID, int]:
        return Counter(news.request for news in desk.tickets)

    async def restart() -> None:
        """Memory has no power that could fail."""

    under_test = DeskUnderTest(
        open=opener,
        weather=weather,
        kiosk="K7",
        queue="General",
        seed=1,
        witness=witness,
        restart=restart if may_restart else None,
        agent=MemoryAgent(desk) if has_agent else None,
    )
    return asyncio.run(run_checks(under_test, CHECKS))


def outcomes(findings: tuple[Finding, ...], outcome: Outcome) -> set[str]:
    return {finding.check for finding in findings if finding.outcome is outcome}


def test_who_keeps_a_word_passes_every_check() -> None:
    findings = findings_of(FaithfulConnector)
    assert [finding.check for finding in findings] == [check.name for check in CHECKS]
    assert outcomes(findings, Outcome.KEPT) == {check.name for check in CHECKS}


def test_who_says_at_least_once_may_file_twice() -> None:
    findings = findings_of(memory_desk.HonestMail)
    assert outcomes(findings, Outcome.BROKEN) == set()
    assert outcomes(findings, Outcome.NOT_DECLARED) == {"filed_again", "filed_from_many"} | READING


@pytest.mark.parametrize(
    ("kind", "broken"),
    [
        (memory_desk.ForgetfulConnector, {"filed_again", "filed_from_many", "late", "storm", "reset"} | FAULTS),
        (memory_desk.HastyConnector, {"late", "storm", "reset"}),
        (memory_desk.BitterConnector, {"trouble"}),
        (memory_desk.VagueConnector, {"away", "wrong_token"}),
        (memory_desk.BoastfulConnector, {"undeclared"} | READING),
        (memory_desk.EndlessConnector, {"news", "work", "resumed"}),
        (memory_desk.LeakyConnector, {"work"}),
        (memory_desk.ForgettingReader, {"work", "resumed"}),
        (memory_desk.LostInMerges, {"merged"}),
    ],
)
def test_each_broken_word_is_found(kind: type[FaithfulConnector], broken: set[str]) -> None:
    findings = findings_of(kind)
    assert outcomes(findings, Outcome.BROKEN) == broken
    assert all(finding.detail for finding in findings if finding.outcome is Outcome.BROKEN)


def test_a_desk_that_nobody_may_switch_off_is_told_as_not_tried() -> None:
    findings = findings_of(FaithfulConnector, may_restart=False)
    assert outcomes(findings, Outcome.NOT_TRIED) == {"restarted"}


def test_a_quarter_of_all_answers_is_lost_in_the_storm() -> None:
    weather = storm(5)
    met = Counter(next(weather) for _ in range(2000))
    assert met[Fault.LOST_ANSWER] == 500
    assert met[Fault.NONE] == 1200


def test_what_needs_an_agent_is_told_as_not_tried_where_nobody_works() -> None:
    findings = findings_of(FaithfulConnector, has_agent=False)
    assert outcomes(findings, Outcome.NOT_TRIED) == {"work", "merged"}
