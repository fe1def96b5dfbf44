"""The rule that lets the kiosk's user speak to pcscd, run by a JavaScript engine as polkit would (polkit(8))."""

from __future__ import annotations

import configparser
from pathlib import Path

import pytest
from PySide6.QtQml import QJSEngine

TOP = Path(__file__).resolve().parents[3]
RULE = TOP / "assets" / "polkit" / "50-frontdoor.rules"
POLKIT = """
var polkit = {
    Result: {NO: "no", YES: "yes", NOT_HANDLED: null},
    rules: [],
    addRule: function (rule) { this.rules.push(rule); }
};
"""
PCSC, CARD = "org.debian.pcsc-lite.access_pcsc", "org.debian.pcsc-lite.access_card"


@pytest.fixture
def ask(qapp):
    """What the rule answers: None leaves the question to the rules after it and to the action's own defaults."""
    engine = QJSEngine()
    for program, name in ((POLKIT, "polkit"), (RULE.read_text(encoding="utf-8"), str(RULE))):
        result = engine.evaluate(program, name)
        assert not result.isError(), result.toString()
    assert engine.evaluate("polkit.rules.length").toInt() == 1

    def answer(action: str, user: str) -> object:
        question = f'polkit.rules[0]({{id: "{action}"}}, {{user: "{user}"}})'
        return engine.evaluate(question).toVariant()

    return answer


@pytest.mark.parametrize("action", [PCSC, CARD])
def test_the_kiosk_may_speak_to_readers_and_cards(ask, action):
    assert ask(action, "frontdoor") == "yes"


@pytest.mark.parametrize(
    ("action", "user"),
    [(PCSC, "somebody"), (CARD, "root"), ("org.freedesktop.login1.power-off", "frontdoor"), (PCSC + "2", "frontdoor")],
)
def test_nobody_gets_more(ask, action, user):
    assert ask(action, user) is None


def test_the_user_is_that_of_the_service():
    unit = configparser.ConfigParser(strict=False, interpolation=None, allow_no_value=True)
    unit.optionxform = str
    unit.read(TOP / "kiosk.service")
    assert f'subject.user === "{unit["Service"]["User"]}"' in RULE.read_text(encoding="utf-8")
