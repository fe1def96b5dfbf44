"""What is let pass, and why: read from `exceptions.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from tests.screens.audit.finding import Finding, Rule

EXCEPTIONS = Path(__file__).with_name("exceptions.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """One entry."""

    rule: Rule
    states: tuple[str, ...]
    kind: str
    seen_in: str
    reason: str
    name: str = "*"

    def covers(self, state: str, finding: Finding) -> bool:
        """Whether `finding` in `state` is let pass."""
        return (
            finding.rule is self.rule
            and any(fnmatchcase(state, pattern) for pattern in self.states)
            and fnmatchcase(finding.kind, self.kind)
            and fnmatchcase(finding.name, self.name)
        )


def read_exemptions(file: Path = EXCEPTIONS) -> tuple[Exemption, ...]:
    """All entries. Raises TypeError for an unknown key, KeyError for a missing one, ValueError for an unknown rule."""
    entries = tomllib.loads(file.read_text("utf-8")).get("exception", [])
    return tuple(
        Exemption(**(entry | {"rule": Rule(entry["rule"]), "states": tuple(entry["states"])})) for entry in entries
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is left of the findings of one state, and which entries it should have needed and did not."""

    faults: tuple[str, ...]
    needless: tuple[Exemption, ...]


def judge(state: str, found: dict[str, list[Finding]], exemptions: tuple[Exemption, ...]) -> Verdict:
    """Take the exempted from what was `found` in the views of `state`, by the view's name."""
    needed: set[Exemption] = set()
    faults: dict[str, list[str]] = {}
    for view, findings in found.items():
        for finding in findings:
            covering = [exemption for exemption in exemptions if exemption.covers(state, finding)]
            needed.update(covering)
            if not covering:
                faults.setdefault(str(finding), []).append(view)
    return Verdict(
        tuple(f"{fault} ({', '.join(views)})" for fault, views in sorted(faults.items())),
        tuple(exemption for exemption in exemptions if exemption.seen_in == state and exemption not in needed),
    )
