"""Damaged files have a result of their own: set aside, everything readable salvaged, staff told, no reference twice.

A kiosk takes requests and is killed; its files are damaged as disks and people damage them; it starts again and takes
more. The desk is away at first, so that requests that were never delivered are at stake too.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from kiosk.clock import SystemClock
from kiosk.lifecycle import ExitCode
from kiosk.store.connections import PAGE_SIZE
from kiosk.store.generations import RECORD
from kiosk.store.opening import join_store
from kiosk.store.salvage import salvage
from kiosk.store.setting_aside import FILE, SHM, WAL, list_aside
from kiosk.store.tasks import RESTORED, SET_ASIDE
from sync.desks.embedded import EmbeddedDesk
from tests.crash.kill_plan import Kill
from tests.crash.oracle import check_rest, read_kept
from tests.crash.stand import CODE, CrashStand
from tests.system.kiosk_folder import KioskFolder

Damage = Callable[[Path, Path, Random], None]
"""What happens to the store's folder; the second is a copy of it as it was one life earlier."""


def flip_in_file(store: Path, _earlier: Path, draw: Random) -> None:
    _flip(store / FILE, draw, beyond=PAGE_SIZE)


def flip_in_log(store: Path, _earlier: Path, draw: Random) -> None:
    _flip(store / WAL, draw, beyond=32)


def truncate_file(store: Path, _earlier: Path, _draw: Random) -> None:
    _truncate(store / FILE, PAGE_SIZE)


def truncate_log(store: Path, _earlier: Path, _draw: Random) -> None:
    _truncate(store / WAL, PAGE_SIZE)


def empty_file(store: Path, _earlier: Path, _draw: Random) -> None:
    (store / FILE).write_bytes(b"")


def lose_log(store: Path, _earlier: Path, _draw: Random) -> None:
    (store / WAL).unlink()


def put_old_log_back(store: Path, earlier: Path, _draw: Random) -> None:
    shutil.copy(earlier / WAL, store / WAL)


def put_old_file_and_log_back(store: Path, earlier: Path, _draw: Random) -> None:
    for name in (FILE, WAL):
        shutil.copy(earlier / name, store / name)
    (store / SHM).unlink()


def lose_record(store: Path, _earlier: Path, _draw: Random) -> None:
    (store / RECORD).unlink()


def empty_record(store: Path, _earlier: Path, _draw: Random) -> None:
    (store / RECORD).write_bytes(b"")


def _flip(file: Path, draw: Random, *, beyond: int) -> None:
    content = bytearray(file.read_bytes())
    for _ in range(3):
        content[draw.randrange(beyond, len(content))] ^= 1 << draw.randrange(8)
    file.write_bytes(content)


def _truncate(file: Path, least: int) -> None:
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.truncate(max(least, size * 2 // 3))


DAMAGES = (
    flip_in_file,
    flip_in_log,
    truncate_file,
    truncate_log,
    empty_file,
    lose_log,
    put_old_log_back,
    put_old_file_and_log_back,
    lose_record,
    empty_record,
)

TOLD = {
    truncate_log: SET_ASIDE,
    empty_file: SET_ASIDE,
    lose_log: SET_ASIDE,
    lose_record: RESTORED,
    empty_record: RESTORED,
}
"""Whatever is lost or not, staff are told of it. The other damages may hit what a newer page in the log replaces."""


@pytest.mark.timeout(300)
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.replace("_", "-"))
def test_after_damage_staff_are_told_and_no_reference_comes_twice(
    damage: Damage,
    folder: KioskFolder,
    desk: EmbeddedDesk,
    failing_disk: Path,
    tmp_path: Path,
    pytestconfig: pytest.Config,
) -> None:
    seed = f"{pytestconfig.option.seed}:{damage.__name__}"
    print(f"again: pytest tests/crash --seed {pytestconfig.option.seed} -k {damage.__name__.replace('_', '-')}")  # noqa: T201 - as it is repeated
    stand = CrashStand(folder, desk, failing_disk, Random(seed))  # noqa: S311 - places, not secrets
    try:
        stand.run_and_kill(Kill("accept.shown", nth=3))
        earlier = stand.image(tmp_path / "earlier")
        desk.kill()
        stand.run_and_kill(Kill("printed.committed", nth=2))
        before = dict(stand.accepted)
        damage(folder.store, earlier, stand.draw)
        desk.start()

        # The next life: it opens, and goes on taking requests.
        run = stand.start()
        run.wait(lambda: "done" in run.said, "the visits after the damage")
        stand.remember(run)  # here a reference given out for two requests is found
        assert len(stand.accepted) == len(before) + 3
        _salvage_as_staff_do(stand, folder, before, TOLD.get(damage))
        stand.wait_delivered(run)
        assert run.stop() == ExitCode.DONE, run.log
        # What the damage took with it was told; everything else is as if nothing had been.
        kept = read_kept(folder.store, folder.key)
        stand.accepted = {reference: request for reference, request in stand.accepted.items() if reference in kept}
        check_rest(stand, lost=before.keys() - kept.keys())
    finally:
        stand.close()


def _salvage_as_staff_do(stand: CrashStand, folder: KioskFolder, before: dict[str, str], certain: str | None) -> None:
    """Whatever is not in the store was told to staff, and what is `certain`; they salvage, and the report counts what
    could not be read."""
    store = join_store(folder.store, folder.key, kiosk_code=CODE, clock=SystemClock())
    try:
        told = {task.kind for task in store.staff_tasks()}
        there = {str(row.reference) for row in store.outbox(finished=True)}
        assert certain is None or certain in told, f"staff were told of {told}, not of {certain}"
        assert before.keys() <= there or told & {SET_ASIDE, RESTORED}, "requests are gone and nobody was told"
        for aside in list_aside(folder.store):
            report = salvage(aside, store, folder.key)
            there |= {str(row.reference) for row in store.outbox(finished=True)}
            assert before.keys() <= there or report.unreadable_pages or report.requests, "a sound file was left aside"
    finally:
        store.close()
