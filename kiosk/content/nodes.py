"""The values of a YAML file, each with its place: every text stays as its author wrote it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, or None where nothing was written."""

    text: str | None
    line: int
    column: int
    reported: bool = False
    """Whether a fault was already told, so that nothing more needs saying about this value."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values, in the order of the file."""

    entries: dict[str, tuple[Scalar, Node]]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        """The value of `key`."""
        found = self.entries.get(key)
        return found[1] if found else None


Node: TypeAlias = Scalar | Sequence | Mapping

Step: TypeAlias = str | int


def items(node: Node | None) -> tuple[Node, ...]:
    """The entries of a list; none for anything else, whose shape is then reported by the models."""
    return node.items if isinstance(node, Sequence) else ()


def child(node: Node | None, *path: str) -> Node | None:
    """The value at `path`, or None where there is none."""
    for key in path:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def text_of(node: Node | None) -> str:
    """The text of a scalar; empty for anything else."""
    return node.text or "" if isinstance(node, Scalar) else ""


def key_of(node: Node | None, key: str) -> Scalar | None:
    """The key itself, as a place to point at."""
    found = node.entries.get(key) if isinstance(node, Mapping) else None
    return found[0] if found else None


def plain(node: Node) -> object:
    """`node` as dict, list, str and None."""
    match node:
        case Mapping():
            return {key: plain(value) for key, (_, value) in node.entries.items()}
        case Sequence():
            return [plain(item) for item in node.items]
        case Scalar():
            return node.text


def locate(root: Node, path: tuple[Step, ...]) -> Node:
    """The value at `path`, or the nearest one above it that there is.

    A mapping or list under a key is pointed at by its key: that is the line an author looks for.
    """
    here, pointer = root, root
    for step in path:
        if isinstance(step, int) and isinstance(here, Sequence) and step < len(here.items):
            here = pointer = here.items[step]
        elif isinstance(step, str) and isinstance(here, Mapping) and step in here.entries:
            key, here = here.entries[step]
            pointer = here if isinstance(here, Scalar) else key
        else:
            break
    return pointer
