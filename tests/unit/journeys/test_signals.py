"""From what happens in a visit to the light and the speaker that are given."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from kiosk.domain.device import DeviceHealth, DeviceState
from kiosk.domain.device_history import DeviceCondition, DeviceKind
from kiosk.domain.printing import PrinterFault, PrintState
from kiosk.domain.reader import CardKind, CardRead, CardUnreadable, CodeScanned, Symbology
from kiosk.domain.secret import Secret
from kiosk.domain.signals import Cue, CuePlayed, HeadsetChanged, LightSign
from kiosk.journeys.printing import PrintView
from kiosk.journeys.signals import SignalDesk


class Light:
    """Writes down what it is to show."""

    def __init__(self) -> None:
        self.signs: list[LightSign] = []

    def show(self, sign: LightSign) -> None:
        self.signs.append(sign)

    def look_again(self) -> None:
        return

    def close(self) -> None:
        return


class Loudspeaker:
    """Writes down what it is to play."""

    def __init__(self) -> None:
        self.cues: list[Cue] = []

    def play(self, cue: Cue) -> None:
        self.cues.append(cue)

    def look_again(self) -> None:
        return

    def close(self) -> None:
        return


class Desk:
    """A signal desk with both, and how often it saw that somebody is there."""

    def __init__(self) -> None:
        self.light, self.speaker, self.lives = Light(), Loudspeaker(), 0
        self.signals = SignalDesk(on_sign_of_life=self._lives)
        self.signals.attach(light=self.light, speaker=self.speaker)

    def _lives(self) -> None:
        self.lives += 1

    @property
    def said(self) -> tuple[list[Cue], list[LightSign]]:
        """Cues, and signs after the one that the light began with."""
        return self.speaker.cues, self.light.signs[1:]


@pytest.fixture
def desk() -> Desk:
    return Desk()


CARD = CardRead(CardKind.CHIP, Secret("04A2B3C4"), "reader-1")
CODE = CodeScanned(Symbology.QR, Secret("K7-0042M-9"), "reader-2")


def condition(state: DeviceState, device: str = "printer", kind: DeviceKind = DeviceKind.PRINTER) -> DeviceCondition:
    return DeviceCondition(device, kind, state)


def view(state: PrintState, *, held: bool = False, job: UUID | None = None) -> PrintView:
    return PrintView(uuid4(), job or uuid4(), uuid4(), state, held, PrinterFault.PAPER_OUT if held else None)


def test_the_light_shows_how_things_stand_as_soon_as_it_is_there() -> None:
    light = Light()
    signals = SignalDesk(on_sign_of_life=lambda: None)
    signals.on_condition(condition(DeviceState.BLOCKED))
    signals.attach(light=light, speaker=None)
    assert light.signs == [LightSign.ATTENTION]


def test_a_kiosk_without_light_and_speaker_is_a_whole_kiosk() -> None:
    signals = SignalDesk(on_sign_of_life=lambda: None)
    signals.attach(light=None, speaker=None)
    signals.accepted()
    signals.warned()
    signals.on_device_event(CARD)
    signals.on_condition(condition(DeviceState.ABSENT))
    signals.follow_print(view(PrintState.PRINTED))
    signals.go_out_of_service()


def test_accepted_is_success(desk: Desk) -> None:
    desk.signals.accepted()
    assert desk.said == ([Cue.SUCCESS], [LightSign.SUCCESS])


def test_the_warning_warns(desk: Desk) -> None:
    desk.signals.warned()
    assert desk.said == ([Cue.WARNING], [LightSign.WARNING])


@pytest.mark.parametrize("event", [CARD, CODE])
def test_what_was_read_ticks_and_shows_that_somebody_is_there(desk: Desk, event: CardRead | CodeScanned) -> None:
    desk.signals.on_device_event(event)
    assert desk.said == ([Cue.CARD_READ], [LightSign.CARD_READ])
    assert desk.lives == 1


def test_a_card_that_gives_no_number_warns(desk: Desk) -> None:
    desk.signals.on_device_event(CardUnreadable("reader-1"))
    assert desk.said == ([Cue.WARNING], [LightSign.WARNING])


@pytest.mark.parametrize("plugged", [True, False])
def test_a_headset_is_a_sign_of_life_and_makes_no_sound(desk: Desk, plugged: bool) -> None:
    desk.signals.on_device_event(HeadsetChanged("headset", plugged))
    assert (desk.said, desk.lives) == (([], []), 1)


def test_a_jack_that_comes_and_goes_by_itself_keeps_no_visit_open(desk: Desk) -> None:
    for plugged in (True, False):
        desk.signals.on_device_event(HeadsetChanged("headset", plugged, by_hand=False))
    assert (desk.said, desk.lives) == (([], []), 0)


def test_what_else_devices_say_is_no_sign_of_life(desk: Desk) -> None:
    desk.signals.on_device_event(DeviceHealth("printer", DeviceState.READY))
    desk.signals.on_device_event(CuePlayed("speaker", Cue.SUCCESS))
    assert (desk.said, desk.lives) == (([], []), 0)


@pytest.mark.parametrize("state", [PrintState.PRINTED, PrintState.PROBABLE])
def test_a_slip_that_is_out_is_seen_and_not_heard_twice(desk: Desk, state: PrintState) -> None:
    desk.signals.follow_print(view(state))
    assert desk.said == ([], [LightSign.SUCCESS])


@pytest.mark.parametrize("state", [PrintState.FAILED, PrintState.UNKNOWN])
def test_a_slip_that_is_not_sure_warns(desk: Desk, state: PrintState) -> None:
    desk.signals.follow_print(view(state))
    assert desk.said == ([Cue.WARNING], [LightSign.WARNING])


@pytest.mark.parametrize("state", [PrintState.QUEUED, PrintState.PRINTING, PrintState.ABANDONED])
def test_a_slip_under_way_or_given_up_says_nothing(desk: Desk, state: PrintState) -> None:
    desk.signals.follow_print(view(state))
    assert desk.said == ([], [])


def test_a_slip_that_waits_warns_once_however_often_it_is_told(desk: Desk) -> None:
    job = uuid4()
    for _ in range(3):
        desk.signals.follow_print(view(PrintState.PRINTING, held=True, job=job))
    assert desk.said == ([Cue.WARNING], [LightSign.WARNING])
    desk.signals.follow_print(view(PrintState.PRINTED, job=job))
    desk.signals.follow_print(view(PrintState.QUEUED, held=True))
    assert desk.speaker.cues == [Cue.WARNING, Cue.WARNING]


def test_nothing_of_a_visits_slips_is_remembered_after_it(desk: Desk) -> None:
    job = uuid4()
    desk.signals.follow_print(view(PrintState.QUEUED, held=True, job=job))
    desk.signals.forget_visit()
    desk.signals.follow_print(view(PrintState.QUEUED, held=True, job=job))
    assert desk.speaker.cues == [Cue.WARNING, Cue.WARNING]


@pytest.mark.parametrize("state", [DeviceState.BLOCKED, DeviceState.ABSENT])
def test_staff_are_called_by_light_until_every_device_works_again(desk: Desk, state: DeviceState) -> None:
    desk.signals.on_condition(condition(state))
    desk.signals.on_condition(condition(DeviceState.ABSENT, "reader-1", DeviceKind.READER))
    desk.signals.on_condition(condition(DeviceState.READY))
    desk.signals.on_condition(condition(DeviceState.UNKNOWN, "reader-1", DeviceKind.READER))
    assert desk.said[1] == [LightSign.ATTENTION, LightSign.ATTENTION, LightSign.ATTENTION, LightSign.IDLE]


@pytest.mark.parametrize("kind", [DeviceKind.LIGHT, DeviceKind.SPEAKER, DeviceKind.HEADSET])
def test_what_nobody_came_for_calls_nobody(desk: Desk, kind: DeviceKind) -> None:
    desk.signals.on_condition(condition(DeviceState.ABSENT, str(kind), kind))
    assert desk.said[1] == []


def test_paper_that_runs_low_calls_nobody_away_from_the_kiosk(desk: Desk) -> None:
    desk.signals.on_condition(condition(DeviceState.ATTENTION))
    assert desk.said[1] == [LightSign.IDLE]


def test_out_of_service_shows_and_nothing_sounds_as_if_it_worked(desk: Desk) -> None:
    desk.signals.go_out_of_service()
    desk.signals.on_device_event(CARD)
    desk.signals.accepted()
    desk.signals.on_condition(condition(DeviceState.BLOCKED))
    assert desk.said == ([], [LightSign.OUT_OF_SERVICE, LightSign.OUT_OF_SERVICE])
