"""Service: what it is before anything is asked."""

from __future__ import annotations

from tests.screens.walk import Walk


def test_it_says_what_is_needed_how_long_how_much_for_whom_and_what_happens(walk: Walk) -> None:
    walk.stage.go("open_service", "laptop")
    texts = walk.stage.texts()
    for shown in (
        "Replacement laptop",
        "We bring you a laptop with your programs and files.",
        "The asset tag of the old laptop",
        "About 3 working days",
        "No cost to you",
        "Everyone",
        "Your manager agrees",
        "Ready to pick up",
    ):
        assert shown in texts


def test_what_is_not_known_is_not_shown(walk: Walk) -> None:
    walk.stage.go("open_service", "wifi")
    texts = walk.stage.texts()
    assert "How long it takes" not in texts
    assert "Have this at hand" not in texts
    assert "What it costs" in texts


def test_start_leads_to_the_first_question(walk: Walk) -> None:
    walk.stage.go("open_service", "wifi")
    walk.tap("start")
    assert walk.stage.screen == "Form"
    assert "Who is your guest?" in walk.stage.texts()


def test_a_service_that_is_gone_says_so_and_offers_no_start(walk: Walk) -> None:
    walk.stage.go("open_service", "gone")
    assert "We no longer offer this." in walk.stage.texts()
    assert walk.named("start") is None
    walk.stage.touch("Back")
    assert walk.stage.screen == "Home"
