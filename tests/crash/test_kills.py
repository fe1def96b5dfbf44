"""The program is killed at every step of accept, print and deliver: nothing is lost, nothing doubled, nothing claimed.

One test kills one kiosk five times. `--kills 500` makes as many tests as that takes, `--seed N` repeats a run. What a
test prints is how to repeat it and what it did, and is read where it fails. docs/crash-safety.md tells what is killed.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from kiosk.lifecycle import ExitCode
from kiosk.store.setting_aside import list_aside
from sync.desks.embedded import EmbeddedDesk
from tests.crash.kill_plan import Kill, plan_kills
from tests.crash.oracle import check_image, check_rest, read_kept
from tests.crash.stand import CrashStand
from tests.system.kiosk_folder import KioskFolder


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    seed, kills = metafunc.config.option.seed, metafunc.config.option.kills
    cases = plan_kills(seed, kills)
    metafunc.parametrize(("case", "kills"), list(enumerate(cases)), ids=[str(case) for case in range(len(cases))])


@pytest.mark.timeout(300)
def test_killed_at_any_step_nothing_is_lost_or_doubled_or_claimed(
    case: int,
    kills: list[Kill],
    folder: KioskFolder,
    desk: EmbeddedDesk,
    failing_disk: Path,
    tmp_path: Path,
    pytestconfig: pytest.Config,
) -> None:
    options = pytestconfig.option
    print(f"again: pytest tests/crash --seed {options.seed} --kills {options.kills} -k '[{case}]'")  # noqa: T201 - as it is repeated
    draw = Random(f"{options.seed}:{case}")  # noqa: S311 - moments, not secrets
    stand = CrashStand(folder, desk, failing_disk, draw)
    try:
        for kill in kills:
            print(kill)  # noqa: T201 - shown with a failure
            stand.run_and_kill(kill)
            check_image(stand, stand.image(tmp_path / "image"))
        run = stand.start(visits=1)
        run.wait(lambda: "done" in run.said, "the last visit")
        stand.wait_delivered(run)
        assert run.stop() == ExitCode.DONE, run.log
        stand.remember(run)
        check_rest(stand)
        assert not list_aside(folder.store)
        assert read_kept(folder.store, folder.key).keys() >= stand.accepted.keys()
        assert stand.accepted, "nobody was ever told that a request is accepted"
        print(f"{stand.kills} kills, {[round(s, 1) for s in stand.cycles_s]} s, {len(stand.accepted)} accepted")  # noqa: T201 - as above
    finally:
        stand.close()
