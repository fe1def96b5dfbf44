"""Content packs at the gateway, pulled by the sync process as the kiosk starts it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from kiosk.content.check import check_source
from kiosk.content.delivered import DeliveredPacks
from kiosk.content.manifest import ENVELOPE, Manifest
from kiosk.content.publishing import publish
from kiosk.content.signing import SigningKey
from kiosk.store.desk_tasks import CONTENT_AWAY
from sync.content import REFUSED_TASK
from sync.desks.embedded import EmbeddedDesk
from tests.desks.kiosk_stand import KioskStand, start_agent
from tests.unit.content.signed_packs import FILES, source_with
from tests.unit.sync.content_server import serve_folder

pytestmark = pytest.mark.timeout(240)
"""Several processes are started, one after the other, on a machine that may be busy."""

KEY = SigningKey.draw()
SOURCE = source_with(FILES)


@pytest.fixture
def shelf(desk: EmbeddedDesk) -> Iterator[Path]:
    """The folder that the desk's gateway hands out."""
    folder = desk.announced.token_file.parent / "content"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def stand(desk: EmbeddedDesk, tmp_path: Path) -> Iterator[KioskStand]:
    """A kiosk of that desk, which pulls its content there."""
    with KioskStand(tmp_path, desk_url=desk.url, token=desk.token) as made:
        content = f'[content]\nurl = "desk"\nkeys = ["{KEY.public}"]\n'
        made.settings.write_text(made.settings.read_text() + content)
        yield made


def put(shelf: Path, sequence: int, key: SigningKey = KEY) -> Manifest:
    pack = check_source(SOURCE).pack
    assert pack is not None
    return publish(SOURCE, pack, key, shelf, sequence=sequence)


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 - another process is watched, from outside
            await asyncio.sleep(0.05)


def test_the_gateway_hands_out_packs_to_kiosks_and_nothing_else_to_anybody(desk: EmbeddedDesk, shelf: Path) -> None:
    manifest = put(shelf, 1)
    (shelf / "secret.txt").write_text("not for kiosks")
    with httpx.Client(base_url=f"{desk.url}/kiosk/v1/content/", trust_env=False, timeout=20) as anybody:
        assert anybody.get(ENVELOPE).status_code == 401
        anybody.headers["Authorization"] = f"Bearer {desk.token}"
        assert anybody.get(ENVELOPE).content == (shelf / ENVELOPE).read_bytes()
        bundle = anybody.get(manifest.file)
        assert (bundle.content, int(bundle.headers["Content-Length"])) == (
            (shelf / manifest.file).read_bytes(),
            manifest.size,
        )
        for name in ("secret.txt", "", "..%2fkiosk-token", "%2e%2e/secret-key", f"pack-{'0' * 32}.zip"):
            assert anybody.get(name).status_code == 404, name
        assert anybody.put(ENVELOPE, content=b"mine").status_code == 405


def test_the_sync_process_brings_a_pack_in_and_delivers_meanwhile(stand: KioskStand, shelf: Path) -> None:
    async def run() -> None:
        manifest = put(shelf, 1)
        delivered = DeliveredPacks(stand.folder / "store" / "delivered")
        (request,) = stand.accept(1)
        async with await start_agent(stand.settings) as agent:
            await agent.until_told("delivered", request=str(request.id))
            await until(lambda: any("content_installed" in line for line in agent.log))
            assert await agent.close_input() == 0
        current = delivered.record().current
        assert current is not None
        assert (current.sequence, current.sha256, current.key) == (1, manifest.sha256, KEY.id)
        assert delivered.load(current).version == manifest.version

    asyncio.run(run())


def test_a_pack_of_another_key_is_a_task_for_staff_and_no_delivery_waits(stand: KioskStand, shelf: Path) -> None:
    async def run() -> None:
        put(shelf, 1, SigningKey.draw())
        async with await start_agent(stand.settings) as agent:
            await until(lambda: [task for task in stand.store.staff_tasks() if task.kind == REFUSED_TASK])
            (request,) = stand.accept(1)
            agent.wake()
            await agent.until_told("delivered", request=str(request.id))
            assert await agent.close_input() == 0
        assert [line for line in agent.log if "content_refused" in line and "reason=wrong_key" in line]
        put(shelf, 2)
        async with await start_agent(stand.settings) as agent:
            await until(lambda: not [task for task in stand.store.staff_tasks() if task.kind == REFUSED_TASK])
            assert await agent.close_input() == 0

    asyncio.run(run())


def test_certificates_that_cannot_be_read_are_a_task_for_staff_and_no_delivery_waits(
    desk: EmbeddedDesk, tmp_path: Path
) -> None:
    async def run(kiosk: KioskStand) -> None:
        settings = kiosk.settings.read_text()
        content = f'[content]\nurl = "https://packs.example.org/"\nkeys = ["{KEY.public}"]\nca_file = "gone.pem"\n'
        kiosk.settings.write_text(settings + content)
        async with await start_agent(kiosk.settings) as agent:
            await until(lambda: [(task.kind, task.detail) for task in kiosk.store.staff_tasks()])
            assert [(task.kind, task.detail) for task in kiosk.store.staff_tasks()] == [(CONTENT_AWAY, "settings")]
            (request,) = kiosk.accept(1)
            agent.wake()
            await agent.until_told("delivered", request=str(request.id))
            assert await agent.close_input() == 0
        assert [line for line in agent.log if "content_not_reached" in line and "gone.pem" in line]
        kiosk.settings.write_text(settings)
        async with await start_agent(kiosk.settings) as agent:
            await until(lambda: not kiosk.store.staff_tasks())
            assert await agent.close_input() == 0

    with KioskStand(tmp_path, desk_url=desk.url, token=desk.token) as kiosk:
        asyncio.run(run(kiosk))


def test_killed_in_the_middle_of_a_download_the_old_pack_stays_and_the_next_start_takes_the_new_one(
    desk: EmbeddedDesk, tmp_path: Path
) -> None:
    async def run(kiosk: KioskStand, published: Path) -> None:
        delivered = DeliveredPacks(kiosk.folder / "store" / "delivered")
        parts = delivered.folder / "packs"

        def sequence() -> int:
            current = delivered.record().current
            return current.sequence if current is not None else 0

        with serve_folder(published) as server:
            content = f'[content]\nurl = "{server.url}"\nkeys = ["{KEY.public}"]\n'
            kiosk.settings.write_text(kiosk.settings.read_text() + content)
            put(published, 1)
            async with await start_agent(kiosk.settings) as agent:
                await until(lambda: sequence() == 1)
                await agent.kill()
            put(published, 2)
            server.faults[".zip"] = "stall"
            async with await start_agent(kiosk.settings) as agent:
                await until(lambda: server.stalled.is_set() and list(parts.glob(".part-*")))
                await agent.kill()
            assert sequence() == 1
            assert list(parts.glob(".part-*"))
            server.resume()
            async with await start_agent(kiosk.settings) as agent:
                await until(lambda: sequence() == 2)
                await until(lambda: not list(parts.glob(".part-*")))
                assert await agent.close_input() == 0

    published = tmp_path / "published"
    published.mkdir()
    with KioskStand(tmp_path, desk_url=desk.url, token=desk.token) as kiosk:
        asyncio.run(run(kiosk, published))
