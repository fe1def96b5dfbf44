"""YAML that knows its lines. Every value stays the text its author wrote: the models decide what it means.

So `no` may be a language, `08:00` an hour and `2.10` a version, and none of YAML's guesses is needed. Packs are a
plain subset of YAML: no anchors, no aliases, no tags, one document a file. That keeps them readable, and keeps out
the files that grow without bound when they are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from kiosk.content.faults import Fault, quote, shorten
from kiosk.content.nodes import Mapping, Node, Scalar, Sequence

MAX_DEPTH = 20
"""Levels of nesting; the format itself needs 9."""

MAX_NODES = 20_000
"""Values in one file; a form of a hundred questions in five languages has some 3,000."""

_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML 1.1 (section 5.1, printable characters) does not take; a BOM inside the text included."""

_UNREADABLE_TOLD = 20
"""Faults for such characters in one file; a binary file needs no more to be recognised."""

_SURROGATE = re.compile("[\ud800-\udfff]")

_Loader: TypeAlias = type[yaml.CSafeLoader] | type[yaml.SafeLoader]


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read yet."""

    is_mapping: bool
    line: int
    column: int
    items: list[Node] = field(default_factory=list)
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    key: Scalar | None = None
    key_is_due: bool = True

    def close(self) -> Node:
        if self.is_mapping:
            return Mapping(self.entries, self.line, self.column)
        return Sequence(tuple(self.items), self.line, self.column)


class _Reader:
    """Reads one document into nodes and collects every fault that leaves the rest of the file readable."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._count = 0
        self.faults: list[Fault] = []

    def read(self, text: str, loader: _Loader) -> Node | None:
        """The document, or None for an empty file. Raises yaml.YAMLError where reading cannot go on.

        Works on PyYAML's events, which come without recursion; its composer would recurse and follow aliases.
        """
        documents = 0
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._fault(event, "second-document", "A second document begins here.", "Keep one in each file.")
                    break
            elif isinstance(event, yaml.NodeEvent) and not self._take(event):
                return None
            elif isinstance(event, yaml.CollectionEndEvent):
                self._place(self._stack.pop().close())
        return self._root

    def _take(self, event: yaml.NodeEvent) -> bool:
        """Take the beginning of a value; False when the file is too much."""
        self._count += 1
        if self._count > MAX_NODES:
            self._fault(event, "too-much", f"The file holds more than {MAX_NODES} values.", "Split it.")
            return False
        if len(self._stack) >= MAX_DEPTH:
            self._fault(event, "too-deep", f"Lists are nested more than {MAX_DEPTH} deep.", "Look for stray brackets.")
            return False
        line, column = _position(event)
        if isinstance(event, yaml.AliasEvent):
            self._fault(
                event, "alias", f"The alias `*{shorten(event.anchor or '')}` is not allowed.", "Write the value out."
            )
            self._place(Scalar(None, line, column, reported=True))
            return True
        if event.anchor is not None:
            self._fault(event, "anchor", f"The anchor `&{shorten(event.anchor)}` is not allowed.", "Remove it.")
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            self._fault(event, "tag", f"The tag {quote(str(tag))} is not allowed.", "Remove it.")
        if isinstance(event, yaml.ScalarEvent):
            self._place(self._scalar(event, line, column))
        else:
            self._stack.append(_Open(isinstance(event, yaml.MappingStartEvent), line, column))
        return True

    def _scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> Scalar:
        text = event.value
        if not event.style and text in ("", "~", "null"):
            return Scalar(None, line, column)
        if _SURROGATE.search(text):
            self._fault(event, "character", "An escape here names half a character.", "Write the character itself.")
            text = _SURROGATE.sub("\ufffd", text)
        return Scalar(text, line, column)

    def _place(self, node: Node) -> None:
        """Put a finished value where it belongs."""
        if not self._stack:
            self._root = node
            return
        parent = self._stack[-1]
        if not parent.is_mapping:
            if isinstance(node, Scalar) and node.text is None and not node.reported:
                node = self._nothing_here(node, "This entry of the list has no value.")
            parent.items.append(node)
        elif parent.key_is_due:
            parent.key, parent.key_is_due = self._key(node), False
        else:
            key, parent.key, parent.key_is_due = parent.key, None, True
            if key is None or key.text is None:
                return
            if key.text in parent.entries:
                first = parent.entries[key.text][0].line
                self._fault(
                    key,
                    "duplicate-key",
                    f"`{shorten(key.text)}` stands here twice, first in line {first}.",
                    "Keep one of them.",
                )
                return
            if isinstance(node, Scalar) and node.text is None and not node.reported:
                node = self._nothing_here(key, f"`{shorten(key.text)}` has no value.")
            parent.entries[key.text] = (key, node)

    def _key(self, node: Node) -> Scalar | None:
        if isinstance(node, Scalar) and node.text is not None:
            return node
        if not (isinstance(node, Scalar) and node.reported):
            self._fault(node, "key", "A key must be a plain word.", "Write it as `key: value`.")
        return None

    def _nothing_here(self, at: Scalar, what: str) -> Scalar:
        self._fault(at, "no-value", what, "Write one, or remove the line. A value that begins with # needs quotes.")
        return Scalar(None, at.line, at.column, reported=True)

    def _fault(self, at: yaml.Event | Node, code: str, what: str, remedy: str) -> None:
        line, column = _position(at)
        self.faults.append(Fault(self._file, line, column, code, what, remedy))


def _position(at: yaml.Event | Node) -> tuple[int, int]:
    if not isinstance(at, yaml.Event):
        return at.line, at.column
    mark = at.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def read_nodes(file: str, raw: bytes) -> tuple[Node | None, list[Fault]]:
    """The nodes of one YAML file and its faults; None where nothing can be made of it. Never raises."""
    text, faults = decode(file, raw)
    if text is None:
        return None, faults
    reader = _Reader(file)
    try:
        root = reader.read(text, yaml.CSafeLoader)
    except yaml.YAMLError:
        # The parser in C is ten times as fast, the one in Python tells better what is wrong: it has the word on faults.
        reader = _Reader(file)
        try:
            root = reader.read(text, yaml.SafeLoader)
        except yaml.YAMLError as error:
            return None, [*faults, *reader.faults, _syntax_fault(file, error)]
        except (ValueError, OverflowError) as error:
            # PyYAML converts escapes and version directives with int() and chr() unguarded.
            what = f"This is not YAML: {quote(str(error), 80)}."
            remedy = "Look for escapes such as \\U in quoted texts."
            return None, [*faults, *reader.faults, Fault(file, 0, 0, "syntax", what, remedy)]
    faults += reader.faults
    if root is None and not faults:
        faults.append(Fault(file, 1, 0, "empty", "The file is empty.", "Fill it in, or delete it."))
    return root, faults


def decode(file: str, raw: bytes) -> tuple[str | None, list[Fault]]:
    """The text of a file, with a fault for each character that no pack may hold (a space stands in for it)."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [Fault(file, line, 0, "encoding", "The file is not UTF-8 text.", "Save it as UTF-8.")]
    faults = list(_unreadable(file, text))
    return (_UNREADABLE.sub(" ", text), faults) if faults else (text, faults)


def _unreadable(file: str, text: str) -> Iterator[Fault]:
    for told, match in enumerate(_UNREADABLE.finditer(text)):
        if told == _UNREADABLE_TOLD:
            return
        start = match.start()
        line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
        what = f"The control character U+{ord(match.group()):04X} stands here."
        yield Fault(file, line, column, "character", what, "Delete it.")


_SYNTAX_REMEDIES = (
    ("\\t", "A tab stands where spaces must: indent with spaces."),
    ("mapping values are not allowed", "A text with a colon in it needs quotes around it."),
    ("could not find expected ':'", "A key needs a colon and a space after it."),
    ("expected ',' or", "In braces, a text with a comma or quote needs quotes; or write one language a line."),
    ("expected <block end>", "Check the indentation of this line and of the one above."),
    ("found unexpected end of stream", "A quote or bracket is opened and never closed."),
    ("unknown escape character", "Use single quotes for a text with backslashes."),
    ("found character '%'", "Put the text in quotes."),
    ("found character '@'", "Put the text in quotes."),
    ("found character '`'", "Put the text in quotes."),
)


def _syntax_fault(file: str, error: yaml.YAMLError) -> Fault:
    problem, line, column = str(error), 0, 0
    if isinstance(error, yaml.MarkedYAMLError):
        problem = error.problem or error.context or "it cannot be read"
        mark = error.problem_mark or error.context_mark
        if mark is not None:
            line, column = mark.line + 1, mark.column + 1
    remedy = next((r for found, r in _SYNTAX_REMEDIES if found in problem), "Check this line and the one above.")
    return Fault(file, line, column, "syntax", f"This is not YAML: {shorten(problem, 100)}.", remedy)
