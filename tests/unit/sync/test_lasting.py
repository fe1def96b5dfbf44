"""A trouble becomes work for staff when it lasts, once, and stops being any when it is over."""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from kiosk.clock import ManualClock
from kiosk.content.desk_articles import KeptDeskArticles
from kiosk.errors import StoreFull
from kiosk.store import open_store
from kiosk.store.desk_tasks import ARTICLES_AWAY, CONTENT_AWAY, NEWS_UNREADABLE
from sync.article_source import ArticleSource
from sync.articles import ArticlePuller
from sync.desks.address import DeskAddress
from sync.lasting import A_DAY_S, AN_HOUR_S, SETTINGS, LastingTrouble, patience_s, tell_without_a_look

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)


class Tasks:
    """What staff were told, in order."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.faults: deque[Exception] = deque()

    def keep_trouble(self, kind: str, code: str) -> Future[None]:
        future: Future[None] = Future()
        if self.faults:
            future.set_exception(self.faults.popleft())
        else:
            self.told.append((kind, code))
            future.set_result(None)
        return future


def play(tasks: Tasks | None, *steps: tuple[float, str]) -> None:
    """One life of the process: each step is the second it happens at and the trouble met, empty where all went well."""
    clock = ManualClock(NOW)

    async def story() -> None:
        trouble = LastingTrouble(tasks, CONTENT_AWAY, monotonic_s=clock.monotonic_s)
        started_s = clock.monotonic_s()
        for moment_s, code in steps:
            clock.advance(moment_s - (clock.monotonic_s() - started_s))
            await (trouble.met(code, after_s=A_DAY_S) if code else trouble.end())

    asyncio.run(story())


def test_an_outage_that_passes_is_nobodys_work() -> None:
    tasks = Tasks()
    play(tasks, (0, "unreachable"), (A_DAY_S - 1, "unreachable"), (A_DAY_S, ""), (A_DAY_S + 1, "unreachable"))
    assert tasks.told == [(CONTENT_AWAY, "")]


def test_one_that_lasts_is_told_once_even_if_its_reason_flaps() -> None:
    tasks = Tasks()
    flapping = [(900.0 * look, "unreachable" if look % 2 else "no_answer") for look in range(200)]
    play(tasks, *flapping, (191_800, ""), (192_700, ""))
    assert tasks.told == [(CONTENT_AWAY, "no_answer"), (CONTENT_AWAY, "")]


def test_a_task_of_an_earlier_life_ends_with_the_first_look_that_goes_well() -> None:
    tasks = Tasks()
    play(tasks, (0, ""))
    assert tasks.told == [(CONTENT_AWAY, "")]


def test_what_the_store_did_not_take_is_told_by_the_next_try() -> None:
    tasks = Tasks()
    tasks.faults = deque([StoreFull("No space left.")])
    play(tasks, (0, "unreachable"), (A_DAY_S, "unreachable"), (A_DAY_S + 900, "unreachable"))
    assert tasks.told == [(CONTENT_AWAY, "unreachable")]


def test_without_a_list_nobody_is_told() -> None:
    play(None, (0, "unreachable"), (A_DAY_S, "unreachable"), (A_DAY_S + 1, ""))


def test_what_the_settings_no_longer_ask_for_is_over_and_what_they_hinder_is_told_at_once() -> None:
    tasks = Tasks()
    asyncio.run(tell_without_a_look(tasks, {CONTENT_AWAY: SETTINGS, NEWS_UNREADABLE: ""}))
    assert tasks.told == [(CONTENT_AWAY, "settings"), (NEWS_UNREADABLE, "")]


@pytest.mark.parametrize(
    ("answered", "now", "expected_s"),
    [
        (NOW - timedelta(hours=1), NOW, A_DAY_S),
        (NOW - timedelta(days=3), NOW, AN_HOUR_S),
        (None, NOW, AN_HOUR_S),
        (NOW, NOW - timedelta(days=3), A_DAY_S),
        (NOW - timedelta(days=3), datetime(1970, 1, 1, tzinfo=UTC), A_DAY_S),
    ],
    ids=["today", "before-a-weekend", "never", "clock-set-back", "clock-not-set"],
)
def test_how_long_it_may_last(answered: datetime | None, now: datetime, expected_s: float) -> None:
    assert patience_s(answered, ManualClock(now)) == expected_s


def test_articles_that_are_away_for_a_day_are_work_for_staff_until_the_desk_answers(tmp_path: Path) -> None:
    clock = ManualClock(NOW)
    kept = KeptDeskArticles(tmp_path / "delivered")
    kept.note_asked(NOW)
    store = open_store(tmp_path / "store", bytes(32), kiosk_code="K7", clock=clock).store
    statuses = deque([503, 503, 503, 404])

    async def days() -> list[list[tuple[str, str]]]:
        source = ArticleSource(
            DeskAddress(
                url="http://desk.example",
                read_token=lambda: "K7.t",
                clock=clock,
                transport=httpx.MockTransport(lambda _: httpx.Response(statuses.popleft())),
            ),
        )
        puller = ArticlePuller(source=source, kept=kept, tasks=store, clock=clock)
        told = []
        for hours in (0, 23, 1, 1):
            clock.advance(3600.0 * hours)
            await puller.pull()
            told.append([(task.kind, task.detail) for task in store.staff_tasks()])
        await puller.close()
        return told

    assert asyncio.run(days()) == [[], [], [(ARTICLES_AWAY, "unavailable")], []]
    assert [task.until for task in store.staff_tasks(finished=True)] == [clock.now()]
    store.close()
