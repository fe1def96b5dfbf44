"""Takes values out of a TOML table and notes every fault, with its key and the remedy, instead of stopping at one."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

LANGUAGE = r"[a-z]{2,3}"
"""ISO 639."""

_PLACE = re.compile(r"\[\d+\]")

Check: TypeAlias = Callable[[str], str]
"""The fault in a value as the rest of a sentence, with the remedy, or an empty text."""


class TomlTable:
    """A table of the file being read: takes values out of it and notes every fault instead of stopping at one."""

    def __init__(self, tree: Mapping[str, Any], name: str, faults: list[str], checks: Mapping[str, Check]) -> None:
        """`faults` collects for all tables of a file; `checks` are further rules, by full key."""
        self._left = dict(tree)
        self._known: list[str] = []
        self._name = name
        self.faults = faults
        self._checks = checks
        self._tables: list[TomlTable] = []

    def table(self, key: str) -> TomlTable:
        """The table below `key`, empty where there is none."""
        tree = self._take(key, {})
        if not isinstance(tree, dict):
            self._fault(key, f"must be a table. Write [{self._full(key)}] and its keys below.")
            tree = {}
        table = TomlTable(tree, self._full(key), self.faults, self._checks)
        self._tables.append(table)
        return table

    def tables(self, key: str) -> list[TomlTable]:
        """The tables of the list `[[key]]`, each named with its place from 1; none where there is no list."""
        trees = self._take(key, [])
        if not isinstance(trees, list) or not all(isinstance(tree, dict) for tree in trees):
            self._fault(key, f"must be a list of tables. Write [[{self._full(key)}]] above each.")
            return []
        tables = [
            TomlTable(tree, f"{self._full(key)}[{place}]", self.faults, self._checks)
            for place, tree in enumerate(trees, start=1)
        ]
        self._tables += tables
        return tables

    def note(self, sentence: str) -> None:
        """Note a fault of the table as a whole, as the rest of a sentence that begins with its name."""
        self.faults.append(f"{self._name} {sentence}")

    def string(self, key: str, default: str, *, pattern: str = "", example: str = "", rule: Check | None = None) -> str:
        """A text that matches `pattern` as a whole and passes `rule`."""
        value = self._take(key, default)
        if not isinstance(value, str):
            self._fault(key, "must be text in quotes.")
            return default
        if pattern and not re.fullmatch(pattern, value):
            self._fault(key, f"is {value!r}, which is not of the right form. Write for example {example}.")
        elif rule is not None and (fault := rule(value)):
            self._fault(key, f"is {value!r}, which {fault}")
        elif (check := self._check(key)) is not None and (fault := check(value)):
            self._fault(key, f"is {value!r}: {fault}")
        return value

    def strings(self, key: str, default: tuple[str, ...], *, pattern: str, example: str) -> tuple[str, ...]:
        """Texts that each match `pattern` as a whole and pass the key's rule, none of them twice."""
        value = self._take(key, list(default))
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self._fault(key, f"must be a list of texts. Write {key} = {example}.")
            return default
        check = self._check(key)
        for each in value:
            if not re.fullmatch(pattern, each):
                self._fault(key, f"has {each!r}, which is not of the right form. Write for example {example}.")
            elif check is not None and (fault := check(each)):
                self._fault(key, f"has {each!r}: {fault}")
        if len(set(value)) < len(value):
            self._fault(key, "has the same entry twice. Remove one.")
        return tuple(value)

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """One of `choices`; the first is the default."""

        def fault(value: str) -> str:
            return "" if value in choices else f"is none of {', '.join(choices)}.{_did_you_mean(value, choices)}"

        return self.string(key, choices[0], rule=fault)

    def number(self, key: str, default: Any, least: float, most: float) -> Any:
        """A number of the kind of `default`: an int stays whole. Typed by its use."""
        value = self._take(key, default)
        if value is default:
            return default
        whole = isinstance(default, int)
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)) or not math.isfinite(value):
            self._fault(key, "must be a whole number." if whole else "must be a number.")
            return default
        if not least <= value <= most:
            self._fault(key, f"is {value}, outside {least} to {most}.")
        return value if whole else float(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            self._fault(key, "must be true or false, without quotes.")
            return default
        return value

    def texts(
        self, key: str, default: Mapping[str, str], *, pattern: str = r"[^\x00-\x1f]+", example: str = ""
    ) -> Mapping[str, str]:
        """One text for each language, each matching `pattern` as a whole."""
        value = self._take(key, default)
        good = isinstance(value, Mapping) and all(
            re.fullmatch(LANGUAGE, language) and isinstance(text, str) and re.fullmatch(pattern, text)
            for language, text in value.items()
        )
        if not good:
            sample = next(iter(default.items()), ("en", example))
            self._fault(key, f'must give one text for each language. Write {key} = {{ {sample[0]} = "{sample[1]}" }}.')
            value = default
        return MappingProxyType(dict(value))

    def path(self, key: str, base: Path) -> Path | None:
        """A path, from `base` where it is relative; None where it is not given."""
        value = self._take(key, "")
        if not isinstance(value, str) or "\0" in value:
            self._fault(key, "must be a path in quotes.")
            return None
        return base / Path(value).expanduser() if value else None

    def finish(self) -> None:
        """Note every key nobody asked for, here and in the tables below."""
        for key in self._left:
            self._fault(key, f"is not a setting.{_did_you_mean(key, self._known) or ' Remove it.'}")
        for table in self._tables:
            table.finish()

    def _take(self, key: str, default: Any) -> Any:
        self._known.append(key)
        return self._left.pop(key, default)

    def _check(self, key: str) -> Check | None:
        """The further rule of `key`; all tables of a list share theirs."""
        return self._checks.get(_PLACE.sub("", self._full(key)))

    def _full(self, key: str) -> str:
        return f"{self._name}.{key}" if self._name else key

    def _fault(self, key: str, sentence: str) -> None:
        self.faults.append(f"{self._full(key)} {sentence}")


def _did_you_mean(value: str, known: tuple[str, ...] | list[str]) -> str:
    from difflib import get_close_matches  # for faults alone: most starts do without

    close = get_close_matches(value, known, n=1, cutoff=0.5)
    return f" Did you mean {close[0]}?" if close else ""
