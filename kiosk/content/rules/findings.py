"""Where rules put the faults they find, and the names they may refer to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.content.explain import did_you_mean
from kiosk.content.faults import Fault, quote
from kiosk.content.icon_names import icon_names
from kiosk.content.nodes import Node, Scalar, text_of


@dataclass(frozen=True, slots=True)
class Names:
    """What a pack defines; None where the file that would tell cannot be read, so that nothing is said twice."""

    departments: frozenset[str] | None
    places: frozenset[str] | None
    services: frozenset[str]
    articles: frozenset[str]


class Findings:
    """The faults of one file, as its rules find them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def add(self, at: Node | None, code: str, what: str, remedy: str) -> None:
        """A fault at a value or key; at the file as a whole where there is none."""
        self.add_at(at.line if at else 0, at.column if at else 0, code, what, remedy)

    def add_at(self, line: int, column: int, code: str, what: str, remedy: str) -> None:
        """A fault at a line and column, counted from 1."""
        self.faults.append(Fault(self.file, line, column, code, what, remedy))

    def refer(self, at: Node | None, known: Iterable[str] | None, what: str) -> None:
        """A fault if the text at `at` is none of the `known` names; `what` says what it should name."""
        if known is None or not isinstance(at, Scalar) or at.text is None:
            return
        names = frozenset(known)
        if at.text not in names:
            self.add(at, "unknown-reference", f"There is no {what} {quote(at.text)}.", did_you_mean(at.text, names))

    def unique(self, nodes: Iterable[Node | None], what: str) -> None:
        """A fault for each text that stood there before."""
        seen: dict[str, int] = {}
        for node in nodes:
            text = text_of(node)
            if not text or node is None:
                continue
            if text in seen:
                where = f"first in line {seen[text]}"
                self.add(node, "duplicate-id", f"The {what} {quote(text)} stands here twice, {where}.", "Rename one.")
            else:
                seen[text] = node.line

    def icon(self, at: Node | None) -> None:
        """A fault if `at` is not the name of an icon."""
        name = text_of(at)
        if name and name not in icon_names():
            otherwise = "Look the name up at phosphoricons.com."
            remedy = did_you_mean(name, icon_names(), otherwise=otherwise)
            self.add(at, "unknown-icon", f"There is no icon {quote(name)}.", remedy)
