"""Identify: a name and one way to be reached."""

from __future__ import annotations

from tests.screens.walk import Walk


def test_a_name_and_one_way_to_be_reached_are_enough(walk: Walk) -> None:
    walk.to_identify()
    walk.type("name", "Amal Haddad")
    walk.type("phone", "+49 30 123456")
    walk.tap("continue")
    assert walk.stage.screen == "Review"


def test_why_and_how_long_is_said_where_the_name_is_asked(walk: Walk) -> None:
    walk.to_identify()
    assert any("delete it after 90 days" in text for text in walk.stage.texts())


def test_without_any_way_to_be_reached_it_says_so_and_stays(walk: Walk) -> None:
    walk.to_identify()
    walk.type("name", "Amal Haddad")
    walk.tap("continue")
    assert walk.stage.screen == "Identify"
    assert walk.faults() == ["Please give an e-mail address or a phone number."]
    walk.type("phone", "030 123456")
    assert walk.faults() == []


def test_continue_leads_to_the_first_fault(walk: Walk) -> None:
    walk.to_identify()
    walk.tap("continue")
    assert walk.focused() == "entry.name"


def test_a_wrong_address_is_told_after_leaving_it_not_while_typing(walk: Walk) -> None:
    walk.to_identify()
    walk.type("email", "amal")
    assert walk.faults() == []
    walk.touch_entry("phone")
    assert len(walk.faults()) == 1
    assert "e-mail address" in walk.faults()[0]


def test_the_contact_is_asked_once_a_visit(walk: Walk) -> None:
    walk.to_identify()
    walk.type("name", "Amal Haddad")
    walk.stage.go("home")
    walk.to_identify()
    assert walk.entry("name").property("text") == "Amal Haddad"


def test_nothing_of_the_contact_is_left_after_the_visit(walk: Walk) -> None:
    walk.to_identify()
    walk.type("name", "Amal Haddad")
    walk.stage.go("finish")
    walk.stage.go("start")
    walk.to_identify()
    assert walk.entry("name").property("text") == ""


def test_what_was_given_outlives_a_change_of_language(walk: Walk) -> None:
    walk.to_identify()
    walk.type("name", "Amal Haddad")
    walk.type("phone", "+49 30 123456")
    walk.stage.session.setLanguage("ar")
    walk.stage.settle()
    assert walk.entry("name").property("text") == "Amal Haddad"
    assert walk.entry("phone").property("text").lstrip("\u200e") == "+49 30 123456"
