"""The table from what happens in a visit to what is heard and seen of it."""

from __future__ import annotations

import pytest

from kiosk.domain.signals import SIGNALS, STANDING, Cue, Happening, LightSign, standing_sign


def test_every_happening_has_its_signal() -> None:
    assert set(SIGNALS) == set(Happening)


def test_no_happening_changes_what_the_light_shows_for_good() -> None:
    assert not {signal.sign for signal in SIGNALS.values()} & STANDING


def test_every_cue_and_every_brief_sign_is_used() -> None:
    assert {signal.cue for signal in SIGNALS.values()} == {*Cue, None}
    assert {signal.sign for signal in SIGNALS.values()} == set(LightSign) - STANDING


@pytest.mark.parametrize(
    "happening",
    [Happening.SLIP_HELD, Happening.SLIP_NOT_SURE, Happening.TIME_RUNS_OUT, Happening.CARD_UNREADABLE],
)
def test_nothing_that_went_wrong_sounds_like_success(happening: Happening) -> None:
    assert SIGNALS[happening].cue is Cue.WARNING


@pytest.mark.parametrize(
    ("out_of_service", "staff_wanted", "sign"),
    [
        (False, False, LightSign.IDLE),
        (False, True, LightSign.ATTENTION),
        (True, False, LightSign.OUT_OF_SERVICE),
        (True, True, LightSign.OUT_OF_SERVICE),
    ],
)
def test_what_the_light_shows_while_nothing_happens(out_of_service: bool, staff_wanted: bool, sign: LightSign) -> None:
    assert standing_sign(out_of_service=out_of_service, staff_wanted=staff_wanted) is sign
