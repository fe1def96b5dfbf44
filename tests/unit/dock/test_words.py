"""What the dock says: a word for each state, controls for each action, and nothing that was read."""

from __future__ import annotations

from uuid import uuid4

import pytest

from kiosk.devices.manager import AnyEvent
from kiosk.devices.simulators.bench import Action
from kiosk.dock.docked_device import parts_of
from kiosk.dock.words import BADGES, ICONS, PLAIN_ICON, icon_of, words_of
from kiosk.domain.device import DeviceHealth, DeviceState, PrintFinished, PrintHeld
from kiosk.domain.device_history import DeviceKind
from kiosk.domain.printing import PrinterFault, PrintState
from kiosk.domain.reader import CardKind, CardRead, CardUnreadable, CodeScanned, Symbology
from kiosk.domain.secret import Secret
from kiosk.domain.signals import Cue, CuePlayed, HeadsetChanged


def test_every_state_and_every_kind_of_device_has_its_sign() -> None:
    assert set(BADGES) == set(DeviceState)
    assert len({badge.word for badge in BADGES.values()}) == len({badge.icon for badge in BADGES.values()}) == 5
    assert set(ICONS) == {kind.value for kind in DeviceKind}
    assert icon_of("reader-2") == ICONS["reader"]
    assert icon_of("scales") == PLAIN_ICON


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (CardRead(CardKind.TAG, Secret("04A2"), "reader-1"), ("reader-1", "card read (tag)")),
        (CodeScanned(Symbology.QR, Secret("K7"), "reader-2"), ("reader-2", "code scanned (qr)")),
        (CardUnreadable("reader-1"), ("reader-1", "card without a readable number")),
        (HeadsetChanged("headset", plugged=False), ("headset", "headset pulled out")),
        (CuePlayed("speaker", Cue.SUCCESS), ("speaker", "sound taken to its end (success)")),
        (PrintHeld(uuid4(), None), ("printer", "slip waits: no line")),
        (PrintFinished(uuid4(), PrintState.PRINTED), ("printer", "slip printed")),
        (PrintFinished(uuid4(), PrintState.FAILED, PrinterFault.CUTTER_JAM), ("printer", "slip failed: cutter_jam")),
        (DeviceHealth("printer", DeviceState.READY), None),
    ],
)
def test_what_was_heard_is_told_without_what_was_read(event: AnyEvent, words: tuple[str, str] | None) -> None:
    assert words_of(event) == words


def test_controls_stand_by_the_part_they_are_about_in_the_order_of_the_bench() -> None:
    rows = parts_of(
        "oven",
        [
            Action("open-door", "open the door", part="door"),
            Action("heat", "make it hot", "degrees", part="plate"),
            Action("close-door", "close it", part="door"),
            Action("kick", "kick it"),
        ],
    )
    assert [(row["name"], row["takes"]) for row in rows] == [("door", ""), ("plate", "degrees"), ("", "")]
    assert rows[0]["actions"] == [
        {"name": "open-door", "label": "Open door", "spoken": "oven door: open the door", "takes": False},
        {"name": "close-door", "label": "Close door", "spoken": "oven door: close it", "takes": False},
    ]
    assert rows[2]["actions"] == [{"name": "kick", "label": "Kick", "spoken": "oven: kick it", "takes": False}]
