"""The sync process as the kiosk runs it: settings, store and desk are real."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from kiosk.domain.request import EntryState
from kiosk.store.desk_tasks import DESK_REFUSES
from kiosk.store.tasks import RESTORED
from sync.conformance.http_proxy import FaultyProxy
from sync.conformance.weather import Asked, Fault
from sync.desks.embedded import GATEWAY_FOLDER, EmbeddedDesk, desk_python
from tests.desks.agents_view import AgentsView
from tests.desks.kiosk_stand import KioskStand, start_agent

Story = Callable[[KioskStand, FaultyProxy], Awaitable[None]]


def play(desk: EmbeddedDesk, folder: Path, story: Story) -> None:
    """Run `story` with a kiosk's folder whose desk stands behind a proxy."""

    async def main() -> None:
        async with FaultyProxy(int(desk.url.rpartition(":")[2])) as proxy:
            with KioskStand(folder, desk_url=proxy.url, token=desk.token) as kiosk:
                await story(kiosk, proxy)

    asyncio.run(main())


def test_a_request_is_delivered_when_it_is_accepted(desk: EmbeddedDesk, tmp_path: Path) -> None:
    async def story(kiosk: KioskStand, _: FaultyProxy) -> None:
        async with await start_agent(kiosk.settings) as agent:
            await agent.until_told("desk", state="reachable")
            request = kiosk.accept(1)[0]
            agent.wake()
            told = await agent.until_told("delivered", request=str(request.id))
            assert told["ticket"]["id"] == kiosk.ticket_of(request)
            assert told["ticket"]["url"].endswith(f"/tickets/{told['ticket']['id']}/")
            assert await agent.close_input() == 0
        assert not any("layla" in line or "ليلى" in line for line in agent.log)
        assert any("event=delivered" in line for line in agent.log)

    play(desk, tmp_path, story)


def test_a_poison_entry_holds_nobody_up(desk: EmbeddedDesk, tmp_path: Path) -> None:
    async def story(kiosk: KioskStand, proxy: FaultyProxy) -> None:
        poison, *others = kiosk.accept(6)

        def choose(asked: Asked) -> Fault:
            return Fault.FAILED if str(poison.id) in asked.path else Fault.NONE

        proxy.choose = choose
        async with await start_agent(kiosk.settings) as agent:
            for request in others:
                await agent.until_told("delivered", request=str(request.id))
            assert [(row.request_id, row.error) for row in kiosk.open_entries()] == [(poison.id, "bad_answer")]
            proxy.choose = lambda _: Fault.NONE
            await agent.until_told("delivered", request=str(poison.id))

    play(desk, tmp_path, story)


def test_a_refused_request_is_told_and_kept_as_a_dead_letter(desk: EmbeddedDesk, tmp_path: Path) -> None:
    async def story(kiosk: KioskStand, proxy: FaultyProxy) -> None:
        request = kiosk.accept(1)[0]
        proxy.choose = lambda asked: Fault.TOO_LARGE if asked.method == "PUT" else Fault.NONE
        async with await start_agent(kiosk.settings) as agent:
            await agent.until_told("dead", request=str(request.id), reason="too_large")
            assert kiosk.open_entries()[0].state is EntryState.DEAD
            proxy.choose = lambda _: Fault.NONE
            assert kiosk.store.retry(request.id).result(10)
            agent.wake()
            await agent.until_told("delivered", request=str(request.id))

    play(desk, tmp_path, story)


def test_a_refused_token_is_told_once_and_nothing_is_lost(desk: EmbeddedDesk, tmp_path: Path) -> None:
    async def story(kiosk: KioskStand, proxy: FaultyProxy) -> None:
        kiosk.give_secret("desk-token", b"K7.old-and-wrong")
        kiosk.accept(5)
        async with await start_agent(kiosk.settings) as agent:
            await agent.until_told("desk", state="refusing", reason="authentication_failed")
            agent.wake()
            assert await agent.close_input() == 0
            assert [event["event"] for event in agent.events] == ["desk"]
        assert {row.state for row in kiosk.open_entries()} == {EntryState.DUE}
        assert [(task.kind, task.detail) for task in kiosk.store.staff_tasks()] == [
            (DESK_REFUSES, "authentication_failed")
        ]
        assert len(proxy.met) == 1

    play(desk, tmp_path, story)


@pytest.mark.timeout(180)  # a desk that refuses is left alone for fifteen real seconds
def test_many_requests_wait_out_a_refused_token_with_one_alarm_and_leave_with_the_new_one(
    desk: EmbeddedDesk, tmp_path: Path
) -> None:
    async def story(kiosk: KioskStand, proxy: FaultyProxy) -> None:
        kiosk.give_secret("desk-token", b"K7.old-and-wrong")
        requests = kiosk.accept(50)
        async with await start_agent(kiosk.settings) as agent:
            await agent.until_told("desk", state="refusing", reason="authentication_failed")
            for _ in range(20):
                agent.wake()  # customers go on coming
            refused = filings(proxy)
            kiosk.give_secret("desk-token", desk.token.encode())
            await agent.until(lambda: not kiosk.open_entries(), within_s=120)
            assert await agent.close_input() == 0
            told = [event["state"] for event in agent.events if event["event"] == "desk"]
            assert told == ["refusing", "reachable"]
        assert refused == 1
        # One try more with the old token, which finds the new one, and then nothing twice.
        assert filings(proxy) == refused + 1 + len(requests)
        assert all(kiosk.ticket_of(request) for request in requests)
        assert [(task.kind, task.done) for task in kiosk.store.staff_tasks(finished=True)] == [(DESK_REFUSES, True)]

    play(desk, tmp_path, story)


@pytest.mark.parametrize("given_by", ["a file", "systemd"])
def test_a_new_token_counts_without_a_restart(desk: EmbeddedDesk, tmp_path: Path, given_by: str) -> None:
    async def story(kiosk: KioskStand, _: FaultyProxy) -> None:
        credentials = None
        if given_by == "systemd":
            # It hands out a credential at the start; what it is given later reaches nobody who runs.
            credentials = kiosk.folder / "credentials"
            (kiosk.folder / "secrets").rename(credentials)
            (kiosk.folder / "secrets").mkdir(mode=0o700)
        async with await start_agent(kiosk.settings, credentials=credentials) as agent:
            await agent.until_told("desk", state="reachable")
            old = desk.token
            await asyncio.to_thread(issue_token, desk)
            assert desk.token != old
            kiosk.give_secret("desk-token", desk.token.encode())
            request = kiosk.accept(1)[0]
            agent.wake()
            await agent.until_told("delivered", request=str(request.id))
            # What was asked between the desk's new token and the kiosk's was refused, and not for long.
            told = [event["state"] for event in agent.events if event["event"] == "desk"]
            assert told in (["reachable"], ["reachable", "refusing", "reachable"])

    play(desk, tmp_path, story)


def filings(proxy: FaultyProxy) -> int:
    """How often something was to be filed so far."""
    return sum(asked.files for asked, _ in proxy.met)


def issue_token(desk: EmbeddedDesk) -> None:
    """A new token for the kiosk, in the file where the desk keeps it."""
    out = desk.announced.token_file
    manage = ["-m", "frontdoor_gateway", "manage", "--data", str(out.parent)]
    env = os.environ | {"PYTHONPATH": str(GATEWAY_FOLDER)}
    issue = ["frontdoor_token", "K7", "--out", str(out)]
    subprocess.run([desk_python(), *manage, *issue], env=env, check=True, capture_output=True, timeout=30)


def test_an_outage_is_told_once_and_everything_arrives_after_it(desk: EmbeddedDesk, tmp_path: Path) -> None:
    async def story(kiosk: KioskStand, proxy: FaultyProxy) -> None:
        await proxy.down()
        requests = kiosk.accept(3)
        async with await start_agent(kiosk.settings) as agent:
            await agent.until_told("desk", state="unreachable", reason="unreachable")
            agent.wake()
            await proxy.up()
            await agent.until_told("desk", state="reachable")
            await agent.until(lambda: not kiosk.open_entries())
            assert [event["state"] for event in agent.events if event["event"] == "desk"] == [
                "unreachable",
                "reachable",
            ]
            assert all(kiosk.ticket_of(request) for request in requests)

    play(desk, tmp_path, story)


def test_a_killed_agent_is_resumed_and_its_request_stays_one_ticket(desk: EmbeddedDesk, tmp_path: Path) -> None:
    async def story(kiosk: KioskStand, proxy: FaultyProxy) -> None:
        request = kiosk.accept(1)[0]
        heard = asyncio.Event()

        def choose(asked: Asked) -> Fault:
            if asked.method != "PUT":
                return Fault.NONE
            heard.set()
            return Fault.SILENCE

        proxy.choose = choose
        async with await start_agent(kiosk.settings) as agent:
            await heard.wait()
            await agent.kill()
        assert [row.state for row in kiosk.open_entries()] == [EntryState.LEASED]
        proxy.choose = lambda _: Fault.NONE
        async with await start_agent(kiosk.settings) as agent:
            await agent.until_told("delivered", request=str(request.id))
        with AgentsView(desk.announced) as agents:
            assert len([row for row in agents.search(request.reference) if row["title"].startswith(request.reference)])

    play(desk, tmp_path, story)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_good_order(desk: EmbeddedDesk, tmp_path: Path, number: signal.Signals) -> None:
    async def story(kiosk: KioskStand, _: FaultyProxy) -> None:
        async with await start_agent(kiosk.settings) as agent:
            await agent.until_told("desk", state="reachable")
            agent.process.send_signal(number)
            assert await agent.ended() == 0
            assert "Traceback" not in "".join(agent.log)

    play(desk, tmp_path, story)


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ('connector = "carrier-pigeon"', 2, "desk.connector"),
        ('url = "http://desk.example.org"', 2, "desk.url"),
        ('ca_file = "missing.pem"', 2, "ca_file"),
        ('[[desk.rules]]\nqueue = "Network"\nkinds = ["incidents"]', 2, "desk.rules[1].kinds has 'incidents'"),
        ('[[desk.rules]]\nqueue = "Network"\npriorities = ["urgent"]', 2, "Known are low, medium, high, critical"),
        ('[[desk.rules]]\nqueue = "Network"\ndepartments = ["I T"]', 2, "desk.rules[1].departments has 'I T'"),
    ],
)
def test_unusable_settings_end_it_with_a_sentence(
    desk: EmbeddedDesk, tmp_path: Path, line: str, code: int, says: str
) -> None:
    async def story(kiosk: KioskStand, _: FaultyProxy) -> None:
        settings = kiosk.settings.read_text()
        if line.startswith("url"):
            settings = "\n".join(each for each in settings.splitlines() if not each.startswith("url"))
        if line.startswith("ca_file"):
            settings = settings.replace("http://", "https://")
        kiosk.settings.write_text(f"{settings}\n{line}\n")
        async with await start_agent(kiosk.settings) as agent:
            assert await agent.ended() == code
        log = "".join(agent.log)
        assert says in log
        assert "Traceback" not in log
        assert agent.events == [{"event": "desk", "state": "unreachable", "reason": "settings"}]

    play(desk, tmp_path, story)


def test_an_image_of_the_whole_disk_that_is_put_back_repeats_no_reference(desk: EmbeddedDesk, tmp_path: Path) -> None:
    """File and record agree, and both are of yesterday: the desk alone can tell."""

    async def story(kiosk: KioskStand, _: FaultyProxy) -> None:
        store = kiosk.folder / "store"
        kiosk.accept(1)
        kiosk.store.close()
        shutil.copytree(store, tmp_path / "image")
        with kiosk:
            given = kiosk.accept(2)
            async with await start_agent(kiosk.settings) as agent:
                await agent.until_told("delivered", request=str(given[-1].id))
        shutil.rmtree(store)
        shutil.copytree(tmp_path / "image", store)
        with kiosk:
            assert not kiosk.store.staff_tasks()
            async with await start_agent(kiosk.settings) as agent:
                await agent.until_logged("event=store_replaced")
                assert await agent.close_input() == 0
            assert [task.kind for task in kiosk.store.staff_tasks()] == [RESTORED]
            assert kiosk.store.is_announcement_due()
            anew = kiosk.accept(2)
        assert {request.reference for request in anew}.isdisjoint(request.reference for request in given)

    play(desk, tmp_path, story)


def test_without_a_store_it_ends_with_a_sentence(desk: EmbeddedDesk, tmp_path: Path) -> None:
    async def story(kiosk: KioskStand, _: FaultyProxy) -> None:
        kiosk.settings.write_text(kiosk.settings.read_text().replace('"store"', '"elsewhere"'))
        async with await start_agent(kiosk.settings) as agent:
            assert await agent.ended() == 3
        assert "There is no store" in "".join(agent.log)
        assert "Traceback" not in "".join(agent.log)

    play(desk, tmp_path, story)
