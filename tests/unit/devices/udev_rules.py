"""Reads udev rules as udevd does, as far as ours go: udev(7), "Rules files"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PART = re.compile(r'\s*(?P<key>[A-Z]+)(?:\{(?P<of>[^{}]+)\})?(?P<operator>==|!=|\+=|-=|:=|=)"(?P<value>[^"]*)"\s*')
MATCH_ONLY = {"ACTION", "SUBSYSTEM", "SUBSYSTEMS", "KERNEL", "KERNELS", "ATTRS", "DRIVER", "DRIVERS", "TEST", "DEVPATH"}
ASSIGN_ONLY = {"GROUP", "MODE", "OWNER", "SYMLINK", "GOTO", "LABEL", "RUN", "OPTIONS"}
EITHER = {"ENV", "ATTR", "TAG", "NAME"}
WITH_BRACES = {"ENV", "ATTR", "ATTRS", "IMPORT"}
BUILTINS = {"path_id", "usb_id", "input_id", "hwdb"}


@dataclass(frozen=True)
class Part:
    """`KEY{of}operator"value"`."""

    key: str
    of: str
    operator: str
    value: str

    @property
    def matches(self) -> bool:
        return self.operator in ("==", "!=")


def read_rules(text: str) -> list[list[Part]]:
    """The rules, each a list of its parts. Raises ValueError with the number of a line that udevd would not take."""
    rules = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            rules.append(_rule(number, line))
    labels = [part.value for rule in rules for part in rule if part.key == "LABEL"]
    for at, rule in enumerate(rules):
        for part in rule:
            after = [each.value for later in rules[at:] for each in later if each.key == "LABEL"]
            if part.key == "GOTO" and part.value not in after:
                raise ValueError(f"GOTO {part.value} leads nowhere, or backwards")
    if len(labels) != len(set(labels)):
        raise ValueError("a label stands twice")
    return rules


def _rule(number: int, line: str) -> list[Part]:
    parts, at = [], 0
    while at < len(line):
        found = _PART.match(line, at)
        if found is None:
            raise ValueError(f"line {number}: cannot be read from {line[at : at + 20]!r} on")
        at = found.end()
        if at < len(line):
            if line[at] != ",":
                raise ValueError(f"line {number}: a comma is missing before {line[at : at + 20]!r}")
            at += 1
        parts.append(_part(number, Part(found["key"], found["of"] or "", found["operator"], found["value"])))
    return parts


def _part(number: int, part: Part) -> Part:
    if part.key not in MATCH_ONLY | ASSIGN_ONLY | EITHER | {"IMPORT"}:
        raise ValueError(f"line {number}: {part.key} is no key")
    if bool(part.of) != (part.key in WITH_BRACES):
        raise ValueError(f"line {number}: {part.key} and its braces")
    if part.matches if part.key in ASSIGN_ONLY else not part.matches and part.key in MATCH_ONLY:
        raise ValueError(f"line {number}: {part.key} does not go with {part.operator}")
    if part.key == "IMPORT" and (part.of, part.value in BUILTINS) != ("builtin", True):
        raise ValueError(f"line {number}: no builtin {part.value}")
    if part.operator == "!=" and part.key in {"ATTRS", "SUBSYSTEMS", "KERNELS", "DRIVERS"}:
        # True as soon as any one parent differs, which one always does.
        raise ValueError(f"line {number}: {part.key} != is always true")
    return part
