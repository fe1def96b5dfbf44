"""The quality scale of the drivers, held to reality: the tests it names exist, and no driver is left out."""

from __future__ import annotations

import ast
import tomllib
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCALE = tomllib.loads((ROOT / "kiosk" / "devices" / "quality.toml").read_text(encoding="utf-8"))
TIERS = ("bronze", "silver", "gold")
DRIVERS = SCALE["drivers"]
PAGES = ROOT / "docs" / "devices"
HEADINGS = ("Supported", "Limits", "Troubleshooting")


@lru_cache
def functions_of(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def rules_up_to(tier):
    return [rule for each in TIERS[: TIERS.index(tier) + 1] for rule in SCALE[each]]


def reached(driver):
    """The highest tier of which, and below which, every rule is done or exempt."""
    settled = driver.get("done", {}) | driver.get("exempt", {})
    best = "none"
    for tier in TIERS:
        if not set(rules_up_to(tier)) <= set(settled):
            break
        best = tier
    return best


def test_every_driver_is_graded():
    modules = {
        path.stem
        for path in (ROOT / "kiosk" / "devices" / "drivers").glob("*.py")
        if "look_again" in functions_of(path.relative_to(ROOT))
    }
    assert modules == set(DRIVERS)


@pytest.mark.parametrize("name", DRIVERS)
def test_a_driver_has_the_tier_it_claims(name):
    assert DRIVERS[name]["tier"] == reached(DRIVERS[name])


@pytest.mark.parametrize("name", DRIVERS)
def test_no_rule_is_made_up_or_settled_twice(name):
    done, exempt = set(DRIVERS[name].get("done", {})), set(DRIVERS[name].get("exempt", {}))
    assert done | exempt <= set(rules_up_to("gold"))
    assert not done & exempt


@pytest.mark.parametrize(
    "proof", sorted({proof for driver in DRIVERS.values() for proof in driver.get("done", {}).values()})
)
def test_what_proves_a_rule_exists(proof):
    path, _, test = proof.partition("::")
    assert (ROOT / path).is_file()
    assert test in functions_of(path)


def test_every_exemption_has_a_reason():
    reasons = [reason for driver in DRIVERS.values() for reason in driver.get("exempt", {}).values()]
    assert all(len(reason.split()) > 8 and reason.endswith(".") for reason in reasons)


@pytest.mark.parametrize("page", sorted({driver["page"] for driver in DRIVERS.values()}))
def test_each_page_says_what_is_supported_its_limits_and_what_to_do(page):
    headings = [
        line.lstrip("# ") for line in (PAGES / page).read_text(encoding="utf-8").splitlines() if line[:2] == "##"
    ]
    assert [heading for heading in HEADINGS if heading not in headings] == []
    assert page in (PAGES / "index.md").read_text(encoding="utf-8")


def table():
    """The scale as docs/devices/quality.md shows it."""
    lines = [f"| rule | {' | '.join(DRIVERS)} |", f"|---|{'---|' * len(DRIVERS)}"]
    for tier in TIERS:
        for rule, meaning in SCALE[tier].items():
            marks = ("done" if rule in driver.get("done", {}) else "exempt" for driver in DRIVERS.values())
            lines.append(f"| **{tier}** {meaning} | {' | '.join(marks)} |")
    return "\n".join(lines)


def test_the_documentation_shows_the_scale_as_it_is():
    assert table() in (PAGES / "quality.md").read_text(encoding="utf-8"), f"put this into quality.md:\n{table()}"
