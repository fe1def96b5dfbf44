"""`python -m sync --settings FILE`: the sync process, started and watched by the kiosk.

Standard input: a line `wake` when something is due; its end means that the kiosk is gone. Standard output: events,
one JSON object per line (`sync/events.py`). Exit codes: 0 told to stop, 2 unusable settings, 3 the store cannot be
used now, 70 a bug, whose places are in the log.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import secrets
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.errors import SettingsError, StoreError
from kiosk.logs import catch_uncaught, log_event, start_logging
from kiosk.settings import STORE_KEY, Settings, load_settings
from kiosk.store import Store, join_store
from kiosk.store.desk_tasks import ARTICLES_AWAY, CONTENT_AWAY, NEWS_UNREADABLE
from kiosk.store.machine import name_run
from sync.agent import Agent
from sync.connecting import open_article_puller, open_connector, open_puller
from sync.desks.base import Ability, DeskConnector
from sync.events import DeskChanged, DeskState, Event, encode_event
from sync.lasting import SETTINGS, tell_without_a_look
from sync.lean import give_back_the_unused, leave_out_the_unused
from sync.looking import Looker, look_now_and_then
from sync.news import NewsReader
from sync.put_back import find_put_back_disk
from sync.setting_checks import DESK_CHECKS

SETTINGS_REFUSED, STORE_REFUSED, CRASHED = 2, 3, 70

STARTED_S = 3.0
"""The first call to the desk has been made by then, and with it everything is loaded that a quiet day needs."""


def main(arguments: list[str] | None = None) -> int:
    """Run the sync process until it is told to stop; its exit code."""
    parser = argparse.ArgumentParser(prog="python -m sync", description="Delivers a kiosk's outbox to the desk.")
    parser.add_argument("--settings", type=Path, help="the kiosk's settings file")
    given = parser.parse_args(arguments)
    start_logging()
    catch_uncaught(lambda: os._exit(CRASHED))
    try:
        settings = load_settings(given.settings, checks=DESK_CHECKS)
        asyncio.run(_run(settings))
    except SettingsError as error:
        log_event("settings_refused", logging.ERROR, because=error)
        _tell(DeskChanged(DeskState.UNREACHABLE, "settings"))
        return SETTINGS_REFUSED
    except StoreError as error:
        log_event("store_refused", logging.ERROR, because=error)
        return STORE_REFUSED
    finally:
        # The reading thread may sit in a read that never ends; nothing is left that needs an orderly exit.
        with contextlib.suppress(OSError):
            sys.stdout.flush()
    return 0


async def _run(settings: Settings) -> None:
    clock = SystemClock()
    connector = open_connector(settings)
    store = join_store(
        settings.store.folder, settings.secrets.read(STORE_KEY), kiosk_code=settings.kiosk.code, clock=clock
    )
    agent = Agent(
        store=store,
        connector=connector,
        name=name_run("sync"),
        tell=_tell,
        random=secrets.SystemRandom().random,
    )
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, agent.stop)
    threading.Thread(target=_listen, args=(loop, agent), name="stdin", daemon=True).start()
    beside = [*_look_for_content(settings, store), *_read_news(settings, store, connector, agent)]
    put_back = find_put_back_disk(
        store=store,
        kiosk_code=settings.kiosk.code,
        connector=connector,
        deliveries=agent,
        random=secrets.SystemRandom().random,
    )
    beside.append(asyncio.create_task(put_back, name="put_back"))

    def end_with(task: asyncio.Task[None]) -> None:
        if task.cancelled() or task.exception() is not None:  # by a bug or damage
            agent.stop()

    for task in beside:
        task.add_done_callback(end_with)
    loop.call_later(STARTED_S, give_back_the_unused)
    try:
        await agent.run()
    finally:
        ended = [task for task in beside if task.done()]
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        await connector.close()
        store.close()
    for task in ended:
        task.result()


def _look_for_content(settings: Settings, store: Store) -> list[asyncio.Task[None]]:
    """Pull packs, and the desk's articles, beside the deliveries, if the settings say so. Faults stop no delivery."""
    every_s, random = 60.0 * settings.content.every_minutes, secrets.SystemRandom().random
    looks: list[asyncio.Task[None]] = []
    known: dict[str, str] = {}
    open_by_kind: dict[str, Callable[[], Looker[object] | None]] = {
        CONTENT_AWAY: lambda: open_puller(settings, tasks=store),
        ARTICLES_AWAY: lambda: open_article_puller(settings, tasks=store),
    }
    for kind, open_it in open_by_kind.items():
        try:
            puller = open_it()
        except SettingsError as error:
            log_event("content_not_reached", logging.ERROR, because=error)
            known[kind] = SETTINGS
            continue
        if puller is None:
            known[kind] = ""
        else:
            look = look_now_and_then(puller, every_s=every_s, random=random)
            looks.append(asyncio.create_task(look, name=type(puller).__name__))
    return [*looks, asyncio.create_task(tell_without_a_look(store, known), name="known content")]


def _read_news(settings: Settings, store: Store, connector: DeskConnector, agent: Agent) -> list[asyncio.Task[None]]:
    """Read the news of a desk that tells any, while there is nothing to deliver."""
    if Ability.CHANGES not in connector.abilities:
        return [asyncio.create_task(tell_without_a_look(store, {NEWS_UNREADABLE: ""}), name="unwanted news")]
    desk = settings.desk
    reader = NewsReader(
        store=store,
        connector=connector,
        desk=f"{desk.connector} {desk.url}",
        deliveries=agent,
        tell=_tell,
        random=secrets.SystemRandom().random,
    )
    return [asyncio.create_task(reader.run(every_s=60.0 * desk.news_minutes), name="news")]


def _listen(loop: asyncio.AbstractEventLoop, agent: Agent) -> None:
    """Pass on what the kiosk says; on its own thread, because standard input may be anything."""
    with contextlib.suppress(RuntimeError):  # the loop has ended before its input
        for line in sys.stdin:
            if line.strip() == "wake":
                loop.call_soon_threadsafe(agent.wake)
        loop.call_soon_threadsafe(agent.stop)


def _tell(event: Event) -> None:
    try:
        sys.stdout.buffer.write(encode_event(event))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The kiosk is gone; the end of standard input says so too. Nobody is left to tell anything.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    # What somebody taps comes first: on two cores four deliveries at once can be felt.
    os.nice(10)
    leave_out_the_unused()
    sys.exit(main())
