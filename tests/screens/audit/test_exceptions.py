"""Exceptions let pass what they name and nothing else, and one that nothing needs is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.audit.exceptions import Exemption, judge, read_exemptions
from tests.screens.audit.finding import Finding, Rule

SMALL = Finding(Rule.SMALL, "Touchable", "home", "Home", "is 16 mm")
ENTRY = """
[[exception]]
rule = "small"
states = ["home*"]
kind = "Touchable"
name = "home"
seen_in = "home"
reason = "as in the mock"
"""


def entry(**changed: object) -> Exemption:
    values = {"rule": Rule.SMALL, "states": ("home*",), "kind": "Touchable", "seen_in": "home", "reason": "so"}
    return Exemption(**(values | changed))


def test_an_entry_is_read_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "exceptions.toml"
    file.write_text(ENTRY)
    assert read_exemptions(file) == (entry(name="home", reason="as in the mock"),)


@pytest.mark.parametrize(
    "wrong",
    [ENTRY + 'else = "x"', ENTRY.replace('"small"', '"odd"'), ENTRY.replace("reason", "because")],
    ids=["unknown key", "unknown rule", "no reason"],
)
def test_an_entry_that_says_something_else_is_refused(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "exceptions.toml"
    file.write_text(wrong)
    with pytest.raises((TypeError, ValueError)):
        read_exemptions(file)


@pytest.mark.parametrize(
    ("state", "exemption", "faults"),
    [
        ("home", entry(), 0),
        ("home_announcements", entry(), 0),
        ("form", entry(seen_in="home"), 1),
        ("home", entry(name="home"), 0),
        ("home", entry(name="mark"), 1),
        ("home", entry(kind="Pill"), 1),
        ("home", entry(rule=Rule.NEAR), 1),
    ],
)
def test_only_what_an_entry_names_is_let_pass(state: str, exemption: Exemption, faults: int) -> None:
    assert len(judge(state, {"view": [SMALL]}, (exemption,)).faults) == faults


def test_an_entry_that_finds_nothing_where_it_should_is_needless() -> None:
    stale, elsewhere = entry(), entry(seen_in="form")
    assert judge("home", {"view": []}, (stale, elsewhere)).needless == (stale,)
    assert judge("home", {"view": [SMALL]}, (stale,)).needless == ()


def test_a_fault_is_told_once_with_all_its_views() -> None:
    (fault,) = judge("home", {"one": [SMALL], "two": [SMALL]}, ()).faults
    assert "home" in fault
    assert fault.endswith("(one, two)")
