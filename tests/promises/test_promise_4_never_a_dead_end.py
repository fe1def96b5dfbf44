"""Promise 4: from every screen a person reaches home, the way back, and a human. By touch, through the real QML."""

from __future__ import annotations

import pytest

from kiosk.domain.flow import FLOW, FULL_SCREEN, Move, Screen
from kiosk.domain.reference import parse_reference
from tests.system.whole_kiosk import ANSWER, WAYS, WholeKiosk

FRAMED = [screen for screen in Screen if screen not in FULL_SCREEN]


def test_every_screen_in_the_frame_is_walked_here() -> None:
    assert set(WAYS) == set(FRAMED)


@pytest.mark.parametrize("screen", FRAMED)
def test_home_back_help_and_finish_are_reached_by_touch(whole: WholeKiosk, screen: Screen) -> None:
    whole.stand_on(screen)
    if screen is not Screen.HELP:
        whole.touch("help", leads_to=Screen.HELP)
        whole.touch("back", leads_to=screen)
    whole.touch("home", leads_to=Screen.HOME)
    whole.stand_on(screen)
    whole.touch("back")
    whole.settle()
    assert whole.screen is not screen
    whole.stand_on(screen)
    whole.finish()


def test_back_alone_leads_from_review_to_the_greeting(whole: WholeKiosk) -> None:
    whole.walk_to_review()
    seen = []
    while whole.screen is not Screen.ATTRACT:
        seen.append(whole.screen)
        assert len(seen) < 10
        whole.touch("back")
        whole.settle()
    assert seen == [Screen.REVIEW, Screen.IDENTIFY, Screen.FORM, Screen.SERVICE, Screen.HOME]


def test_help_is_under_the_finger_while_the_keyboard_is_open_and_typing_survives_it(whole: WholeKiosk) -> None:
    whole.walk_to_form()
    whole.write("what", ANSWER)
    whole.wait(lambda: whole.kiosk.window.window.property("keyboardHeight") > 0, "the keyboard")
    whole.touch("help", leads_to=Screen.HELP)
    whole.touch("back", leads_to=Screen.FORM)
    assert whole.prop("entry.what") == ANSWER


def test_a_human_is_called_from_the_screen_and_the_call_is_kept(whole: WholeKiosk) -> None:
    whole.stand_on(Screen.HELP)
    words = whole.model(Screen.HELP).property("callText")
    key = whole.finger.find_by(lambda item: item.property("text") == words and item.inherits("QQuickAbstractButton"))
    assert key is not None
    whole.finger.touch_item(key)
    whole.arrive(Screen.HELP_CALLED)
    (row,) = whole.kiosk.store.outbox()
    assert parse_reference(row.reference) is not None
    assert whole.says(str(row.reference))


def test_the_warning_offers_to_stay_and_leads_back_to_what_was_there(whole: WholeKiosk) -> None:
    whole.stand_on(Screen.REVIEW)
    whole.clock.skip(61)
    whole.arrive(Screen.WARNING)
    key = whole.finger.find_by(lambda item: item.property("text") == "I am still here")
    assert key is not None
    whole.finger.touch_item(key)
    whole.arrive(Screen.REVIEW)
    assert whole.says(ANSWER)


def test_out_of_service_is_the_only_screen_a_person_cannot_leave() -> None:
    leaving = {Move.HOME, Move.START, Move.FINISH, Move.RESUME}
    assert [screen for screen in Screen if not leaving & FLOW[screen].keys()] == [Screen.OUT_OF_SERVICE]
