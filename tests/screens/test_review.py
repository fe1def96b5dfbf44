"""Review: everything once more, each line to be changed, and sent once."""

from __future__ import annotations

from uuid import UUID

import pytest

from kiosk.errors import StoreError, StoreFull, StoreReadOnly
from kiosk.i18n import Wording
from kiosk.journeys.request import NotKeptReason
from kiosk.screens.review import not_kept_next, not_kept_sentence
from tests.screens.walk import Walk


def review_laptop(walk: Walk) -> None:
    """The laptop's form, filled in up to Review."""
    walk.to_form("laptop")
    walk.tap("option.model.light")
    walk.tap("day.when.line")
    walk.tap("day.when.calendar.2026-11-30")
    walk.type("room", "C-214")
    walk.tap("continue")
    walk.tap("option.broken.no")
    walk.tap("continue")
    walk.type("name", "Amal Haddad")
    walk.type("email", "amal@example.org")
    walk.tap("continue")
    assert walk.stage.screen == "Review"


def test_everything_given_is_shown_in_words(walk: Walk) -> None:
    review_laptop(walk)
    texts = walk.stage.texts()
    for shown in ("Light, for travel and meetings", "C-214", "No", "Amal Haddad", "amal@example.org", "Step 4 of 4"):
        assert shown in texts
    assert any("30 November" in text for text in texts)
    assert "What is wrong with it?" not in texts, "a question that was not asked"


def test_arabic_that_begins_with_a_latin_name_is_read_from_the_right(walk: Walk) -> None:
    walk.stage.session.setLanguage("ar")
    walk.to_form("repair")
    walk.type("what", "VPN لا يعمل (DNS)")
    walk.tap("continue")
    walk.type("name", "Amal حداد")
    walk.type("phone", "+49 30 123456")
    walk.tap("continue")
    texts = walk.stage.texts()
    for shown in ("\u200fVPN لا يعمل (DNS)", "\u200fAmal حداد", "+49 30 123456"):
        assert shown in texts


def test_a_touched_line_leads_to_its_question_and_continue_back_to_review(walk: Walk) -> None:
    review_laptop(walk)
    walk.tap("line.room")
    assert walk.stage.screen == "Form"
    assert "Step 1 of 4" in walk.stage.texts()
    walk.entry("room").setProperty("text", "")
    walk.type("room", "B-007")
    walk.tap("continue")
    assert walk.stage.screen == "Review"
    assert "B-007" in walk.stage.texts()


def test_back_from_a_line_leads_to_review_too(walk: Walk) -> None:
    review_laptop(walk)
    walk.tap("line.room")
    walk.stage.touch("Back")
    assert walk.stage.screen == "Review"


def test_a_changed_answer_that_asks_more_is_followed_up_before_review(walk: Walk) -> None:
    review_laptop(walk)
    walk.tap("line.model")
    walk.entry("room").setProperty("text", "")
    walk.type("room", "nowhere")
    walk.tap("continue")
    assert walk.stage.screen == "Form"
    assert len(walk.faults()) == 1


def test_a_line_of_the_contact_leads_to_identify_and_back(walk: Walk) -> None:
    review_laptop(walk)
    walk.tap("line.email")
    assert walk.stage.screen == "Identify"
    assert walk.entry("email").property("text") == "amal@example.org"
    walk.tap("continue")
    assert walk.stage.screen == "Review"


def test_a_double_tap_sends_once(walk: Walk) -> None:
    walk.to_review()
    walk.stage.store.hold = True
    walk.tap("send", wait=False)
    walk.tap("send", wait=False)
    walk.tap("send")
    assert walk.item("send").property("text") == "Sending"
    walk.stage.store.settle()
    walk.stage.settle()
    assert walk.stage.screen == "Accepted"
    assert len(walk.stage.store.kept) == 1
    assert len(walk.stage.slips.started) == 1


def test_there_is_no_way_back_into_what_is_being_sent(walk: Walk) -> None:
    walk.to_review()
    walk.stage.store.hold = True
    walk.tap("send")
    walk.stage.touch("Back")
    walk.tap("line.what")
    assert walk.stage.screen == "Review"
    walk.stage.store.settle()
    walk.stage.settle()
    assert walk.stage.screen == "Accepted"


def test_a_request_kept_while_help_is_open_is_shown_after_it(walk: Walk) -> None:
    walk.to_review()
    walk.stage.store.hold = True
    walk.tap("send")
    walk.stage.touch("Call someone")
    walk.stage.store.settle()
    walk.stage.settle()
    assert walk.stage.screen == "Help"
    walk.stage.touch("Back")
    assert walk.stage.screen == "Accepted"
    assert len(walk.stage.slips.started) == 1


def test_a_request_kept_after_walking_on_is_shown_where_the_person_is(walk: Walk) -> None:
    walk.to_review()
    walk.stage.store.hold = True
    walk.tap("send")
    walk.stage.go("home")
    walk.stage.go("open_service", "wifi")
    walk.tap("start")
    walk.type("guest", "Lena")
    walk.stage.store.settle()
    walk.stage.settle()
    assert walk.stage.screen == "Accepted"
    assert "Something is broken" in walk.stage.texts(), "the one that was sent"
    walk.tap("somethingElse")
    assert walk.stage.screen == "Home"
    walk.stage.go("open_service", "wifi")
    walk.tap("start")
    assert walk.entry("guest").property("text") == "Lena"
    assert len(walk.stage.store.kept) == 1


def test_what_could_not_be_kept_after_walking_on_is_told_at_the_next_review(walk: Walk) -> None:
    walk.to_review()
    walk.stage.store.hold = True
    walk.stage.store.error = StoreFull("test")
    walk.tap("send")
    walk.stage.go("home")
    walk.stage.store.settle()
    walk.stage.store.hold, walk.stage.store.error = False, None
    walk.to_form("repair")
    walk.tap("continue")
    walk.tap("continue")
    assert walk.stage.screen == "Review"
    assert walk.named("notKept") is not None
    walk.tap("send")
    assert walk.stage.screen == "Accepted"


def test_a_request_kept_after_the_visit_ended_shows_nothing_to_the_next_person(walk: Walk) -> None:
    walk.to_review()
    walk.stage.store.hold = True
    walk.tap("send")
    walk.stage.touch("Finish")
    walk.stage.store.settle()
    walk.stage.settle()
    assert walk.stage.screen == "Attract"
    assert len(walk.stage.store.kept) == 1, "accepted means kept"
    assert walk.stage.slips.started == []
    walk.stage.go("start")
    assert walk.stage.screen == "Home"
    assert not any("K7-" in text for text in walk.stage.texts())


@pytest.mark.parametrize(
    ("error", "told"),
    [(StoreFull, "no space left"), (StoreReadOnly, "cannot keep"), (StoreError, "cannot keep")],
)
def test_what_could_not_be_kept_is_told_and_can_be_sent_again(walk: Walk, error: type[StoreError], told: str) -> None:
    walk.to_review()
    walk.stage.store.error = error("test")
    walk.tap("send")
    assert walk.stage.screen == "Review"
    assert told in walk.item("notKept").property("text")
    assert "still here" in walk.item("notKept").property("detail")
    assert "Amal Haddad" in walk.stage.texts()
    walk.stage.store.error = None
    walk.tap("send")
    assert walk.stage.screen == "Accepted"
    assert len(walk.stage.store.kept) == 1


def test_a_day_gone_by_since_it_was_chosen_is_asked_again(walk: Walk) -> None:
    review_laptop(walk)
    walk.stage.clock.set_wall(walk.stage.clock.now().replace(month=12, day=15))
    walk.tap("send")
    assert walk.stage.screen == "Form"
    assert any("too early" in fault for fault in walk.faults())
    assert walk.stage.store.kept == []


def test_answers_are_shown_in_the_language_chosen_last(walk: Walk) -> None:
    review_laptop(walk)
    walk.stage.session.setLanguage("ar")
    walk.stage.settle()
    assert "خفيف، للسفر والاجتماعات" in walk.stage.texts()
    assert "Amal Haddad" in walk.stage.texts()


def test_a_visit_that_sent_enough_is_told_so_with_its_answers_kept_and_a_human_offered(walk: Walk) -> None:
    stage = walk.stage
    walk.to_review()
    while stage.allowances.requests.take(stage.session.visit) is None:
        pass
    walk.tap("send")
    assert stage.screen == "Review"
    texts = stage.texts()
    assert "You have sent all requests that one visit can send." in texts
    assert "Your answers are still here. Please call someone." in texts
    assert walk.item("send").property("text") == "Call someone"
    walk.tap("send")
    assert stage.screen == "Help"
    stage.touch("Back")
    assert stage.screen == "Review"
    assert not stage.store.kept
    assert set(stage.limits_reached) == {"requests_per_visit"}


def test_a_kiosk_that_took_enough_within_the_hour_takes_the_same_answers_later(walk: Walk) -> None:
    stage = walk.stage
    walk.to_review()
    for number in range(60):
        stage.allowances.requests.count(UUID(int=number))
    walk.tap("send")
    texts = stage.texts()
    assert "Too many requests were sent here in the last hour." in texts
    assert "Your answers are still here. Try again later, or call someone." in texts
    assert walk.item("send").property("text") == "Try again"
    for _ in range(60):
        stage.allowances.requests.give_back(UUID(int=59))
    walk.tap("send")
    assert stage.screen == "Accepted"


@pytest.mark.parametrize("language", ["ar", "el", "fa", "zh"])
def test_the_limits_are_told_in_every_language(language: str) -> None:
    wording, english = Wording(language), Wording("en")
    for reason in (NotKeptReason.VISIT_LIMIT, NotKeptReason.HOUR_LIMIT):
        for words in (not_kept_sentence, not_kept_next):
            assert words(reason, wording) != words(reason, english)
