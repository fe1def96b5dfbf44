"""Every state of every screen keeps the rules of `docs/audit.md`; what does not stands in `audit/exceptions.toml`."""

from __future__ import annotations

import os

import pytest
from PySide6.QtGui import QGuiApplication

from tests.screens.audit.audit import audit
from tests.screens.audit.exceptions import judge, read_exemptions
from tests.screens.sample_words import LANGUAGES
from tests.screens.states import STATES
from tests.screens.views import PAIRWISE, View, every_view

NIGHT = os.environ.get("AUDIT_NIGHT", "")
"""A number from `scripts/nightly`, another each night: which ten of the 320 views every state is looked at in."""

NIGHTS = 32
"""After so many nights all views have been seen; all at once would take the better part of an hour."""

AUDITED = [name for name, state in STATES.items() if state.audited]

EXCEPTIONS = 4
"""How many there are. Fewer are better; whoever needs one more says so here."""

WHOLE = (
    "attract_announcements",
    "home_announcements",
    "language",
    "access",
    "help",
    "help_called",
    "warning",
    "out_of_service",
    "catalog",
    "catalog_nothing_found",
    "service",
    "service_long_labels",
    "form_choices",
    "form_calendar",
    "form_codes_faulty",
    "identify",
    "review",
    "accepted",
    "keyboard",
)
"""States that are looked at in all twenty views: each screen, and what is drawn differently from all others."""


def views_of(state: str) -> tuple[View, ...]:
    """Twenty views, or five that hold every language and theme: others than of the state before. At night ten more."""
    if NIGHT:
        return every_view()[int(NIGHT) % NIGHTS :: NIGHTS]
    if state in WHOLE:
        return PAIRWISE
    shift = list(STATES).index(state)
    return tuple(PAIRWISE[4 * language + (language + shift) % 4] for language in range(len(LANGUAGES)))


@pytest.mark.parametrize("state", AUDITED)
def test_a_screen_keeps_the_rules(qapp: QGuiApplication, state: str) -> None:
    verdict = judge(state, audit(state, views_of(state)), read_exemptions())
    assert "\n".join(verdict.faults) == ""
    # Ten views need not show what an exception is for.
    assert NIGHT or verdict.needless == (), "nothing needs these exceptions any more: take them out"


def test_exceptions_are_as_many_as_we_know_of() -> None:
    exemptions = read_exemptions()
    assert len(exemptions) == EXCEPTIONS
    assert all(exemption.reason and exemption.seen_in in WHOLE for exemption in exemptions)


def test_every_state_is_seen_in_every_language_and_theme() -> None:
    for state in AUDITED:
        views = views_of(state)
        assert {view.language for view in views} == set(LANGUAGES)
        assert len({view.contrast for view in views}) == 4
