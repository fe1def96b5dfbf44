"""What a rule found: which rule, on what, and what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """The rules, by the word that stands in reports and exceptions. `docs/audit.md` says more about each."""

    SMALL = "small"
    """Smaller than a finger needs."""
    NEAR = "near"
    """Too near to the next thing to touch."""
    CUT = "cut"
    """Words that do not fit where they stand."""
    OVERLAP = "overlap"
    """Words over words."""
    FAINT = "faint"
    """Too little contrast, as measured on the picture."""
    NAMELESS = "nameless"
    """Touchable, but without a name or with a role that says nothing."""
    UNSPOKEN = "unspoken"
    """Seen, but not told to those who listen."""
    UNMIRRORED = "unmirrored"
    """On the wrong side, or turned the wrong way, in right-to-left."""
    TOFU = "tofu"
    """A character no font of ours has."""
    COLOUR = "colour"
    """A state that colour alone tells."""
    FOCUS = "focus"
    """Not reached by keys, or without a ring that is seen."""
    FRAME = "frame"
    """Something of the frame is missing or out of place."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `kind` is the item's QML type, `name` its objectName, `words` what it says."""

    rule: Rule
    kind: str
    name: str
    words: str
    measured: str

    def __str__(self) -> str:
        name = f"[{self.name}]" if self.name else ""
        return f"{self.rule}: {self.kind}{name} “{self.words}” {self.measured}"
