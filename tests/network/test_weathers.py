"""Kiosk and desk on two hosts with a bad network between them: nothing is lost or doubled, nobody is disturbed.

What a test prints is how to repeat it and what it did, and is read where it fails. docs/network-proof.md tells more.
"""

from __future__ import annotations

import faulthandler
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from kiosk.domain.request import EntryState, RequestState
from kiosk.lifecycle import ExitCode
from tests.crash.oracle import read_kept
from tests.crash.stand import wait_delivered
from tests.network.desk_host import HELPDESK, REQUEST_TRACKER
from tests.network.namespaces import Refused, TestNetwork
from tests.network.network_stand import RECOVERY_S, NetworkStand
from tests.network.weathers import CABLES, FLAPPING_S, TIMES, WEATHERS, Step
from tests.system.kiosk_folder import KioskFolder

REACHABLE, UNREACHABLE = "reachable", "unreachable"

DESKS = (HELPDESK, REQUEST_TRACKER) if TIMES > 1 else (HELPDESK,)

# Seconds: the weather itself lasts a minute of the wall, and what must happen before and after it may take long.
pytestmark = pytest.mark.timeout(FLAPPING_S * 2 + RECOVERY_S * 3)


@pytest.fixture(params=DESKS)
def stand(
    request: pytest.FixtureRequest, folder: KioskFolder, tmp_path: Path, pytestconfig: pytest.Config
) -> Iterator[NetworkStand]:
    """A kiosk that delivers, with somebody at it."""
    faulthandler.cancel_dump_traceback_later()  # a minute of weather is no hanging test
    print(f"again: pytest '{request.node.nodeid}' --seed {pytestconfig.option.seed}")  # noqa: T201 - as it is repeated
    seed = f"{pytestconfig.option.seed}:{request.node.name}"
    try:
        network = TestNetwork(tmp_path, seed=seed)
    except Refused as refused:
        pytest.skip(f"the kernel allows no namespaces here: {refused}")
    try:
        if request.param == HELPDESK:
            shutil.copytree(request.getfixturevalue("new_desk"), tmp_path / "desk")
        with NetworkStand(network, folder, tmp_path, connector=request.param, seed=seed) as made:
            made.start()
            made.wait(made.accepted, "the first request")
            made.wait(lambda: made.desk_states() == [REACHABLE], "the desk")
            yield made
    finally:
        network.close()


def check_rest(stand: NetworkStand) -> None:
    """Once the network is in order, a last request is sent: then everything is at the desk, once."""
    begun_s = time.monotonic()
    stand.end_visit()
    wait_delivered(stand.folder, stand.run, within_s=RECOVERY_S)
    delivered_s = time.monotonic() - begun_s
    stand.wait(lambda: stand.desk_states()[-1] == REACHABLE, "a word that the desk is back")
    # Request Tracker may show a copy until the kiosk has swept it away (docs/desks/request-tracker.md).
    stand.wait(lambda: {len(numbers) for numbers in stand.tickets().values()} == {1}, "every request once at the desk")
    assert stand.run.stop() == ExitCode.DONE, stand.run.log
    accepted = stand.accepted()
    found = f"{dict(stand.postponed())}, {len(accepted)} delivered, the last after {delivered_s:.1f} s"
    print(found, stand.desk_states())  # noqa: T201 - read where it fails

    kept = read_kept(stand.folder.store, stand.folder.key)
    assert {reference: row.request for reference, row in kept.items()} == accepted
    assert {(row.state, row.entry) for row in kept.values()} == {(RequestState.DELIVERED, EntryState.DONE)}
    assert stand.tickets() == {reference: [row.ticket] for reference, row in kept.items()}, "not each once at the desk"


@pytest.mark.parametrize("weather", WEATHERS, ids=lambda weather: weather.__name__)
def test_bad_weather_loses_doubles_and_disturbs_nothing(
    stand: NetworkStand, weather: Callable[[Random], Iterator[Step]]
) -> None:
    before = len(stand.accepted())
    for command, lasting_s in weather(Random(stand.seed)):  # noqa: S311 - weather, not secrets
        stand.weather(command, lasting_s)
    assert len(stand.accepted()) > before, "nobody could send a request meanwhile"
    for cable in CABLES:
        stand.network.switch.tell(f"in {cable}")
    print(f"{stand.network.switch.tell('fair')} frames stopped")  # noqa: T201 - read where it fails
    check_rest(stand)


def test_the_kiosks_own_cable_out_is_told_and_disturbs_nobody(stand: NetworkStand) -> None:
    """It stays out until operators are told; somebody sends requests all the while."""
    stand.network.switch.tell("out to-kiosk")
    stand.wait(lambda: stand.desk_states()[-1] == UNREACHABLE, "a word that the desk is away")
    before = len(stand.accepted())
    stand.wait(lambda: len(stand.accepted()) > before, "requests without a network")
    stand.network.switch.tell("in to-kiosk")
    check_rest(stand)


def test_a_kiosk_starts_and_serves_while_the_desks_cable_is_out(stand: NetworkStand) -> None:
    """Nothing tells the kiosk of that cable. It is stopped in order meanwhile, and started."""
    stand.network.switch.tell("out to-desk")
    stand.wait(lambda: stand.desk_states()[-1] == UNREACHABLE, "a word that the desk is away")
    stand.end_visit()
    assert stand.run.stop() == ExitCode.DONE, stand.run.log
    before = len(stand.accepted())
    stand.start()
    stand.wait(lambda: len(stand.accepted()) > before, "requests without a network")
    stand.wait(lambda: stand.desk_states()[-1:] == [UNREACHABLE], "a word that the desk is still away")
    stand.network.switch.tell("in to-desk")
    check_rest(stand)
