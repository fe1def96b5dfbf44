"""Finding services while somebody types. Pure over a compiled pack. No Qt here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from kiosk.domain.catalog import Department, Service
from kiosk.domain.folding import fold
from kiosk.domain.text import pick

_ARTICLE = re.compile(r"\b\u0627\u0644(?=\w{3})")
"""The Arabic article, written onto its word: people look for a word with or without it."""

_IDEOGRAPHS = "\u2e80"
"""From here on (CJK radicals and all that follows) a single character is a word, and none stand between words."""

_LEAST_INSIDE = 3
"""Fewer letters than this inside a word say nothing: "it" is in "with", "hr" in "three"."""

_LEAST_SHORTENED = 5
"""Words of fewer letters keep their ends: what is left would be found everywhere."""

_NOWHERE = 9


class _Entry(msgspec.Struct, frozen=True):
    """The words of one service, folded, each word after a space."""

    service: Service
    title: str
    keywords: str
    summary: str
    department: str
    joined: str
    """Title and keywords without any space: "wi fi" is looked for here too."""


class ServiceFilter:
    """Narrows `services` to what is typed, in one language. Made once for a pack and a language; any thread."""

    def __init__(self, services: Iterable[Service], departments: Mapping[str, Department], language: str) -> None:
        self._language = language
        self._entries = tuple(self._entry(service, departments[service.department]) for service in services)

    def find(self, typed: str) -> tuple[Service, ...]:
        """Services in which every word typed is found, titles before the rest, else in the order they were given.

        Where nothing is found, the ends of the words are left off: "badges" finds "badge". Nothing typed finds all.
        """
        words = self._words(typed).split()
        if not words:
            return tuple(entry.service for entry in self._entries)
        return self._find(words) or self._find([_shortened(word) for word in words])

    def _find(self, words: list[str]) -> tuple[Service, ...]:
        joined = "".join(words)
        ranked = [(rank, entry) for entry in self._entries if (rank := _rank(entry, words, joined)) < _NOWHERE]
        ranked.sort(key=lambda found: found[0])
        return tuple(entry.service for _rank, entry in ranked)

    def _entry(self, service: Service, department: Department) -> _Entry:
        title = self._words(pick(service.title, self._language))
        keywords = self._words(" ".join(service.keywords.get(self._language, ())))
        return _Entry(
            service=service,
            title=f" {title}",
            keywords=f" {keywords}",
            summary=f" {self._words(pick(service.summary, self._language))}",
            department=f" {self._words(pick(department.title, self._language))}",
            joined=f"{title}|{keywords}".replace(" ", ""),
        )

    def _words(self, text: str) -> str:
        folded = fold(text)
        return _ARTICLE.sub("", folded) if self._language == "ar" else folded


def _rank(entry: _Entry, words: list[str], joined: str) -> int:
    """How well an entry fits, 0 best: as well as the word that fits least."""
    worst = 0
    for word in words:
        worst = max(worst, _rank_of(entry, word))
        if worst == _NOWHERE:
            break
    if worst == _NOWHERE and _tells_inside(joined) and joined in entry.joined:
        return 2
    return worst


def _rank_of(entry: _Entry, word: str) -> int:
    start = f" {word}"
    if start in entry.title:
        return 0
    if start in entry.keywords:
        return 1
    if _tells_inside(word) and (word in entry.title or word in entry.keywords):
        return 2
    if start in entry.summary or (word >= _IDEOGRAPHS and word in entry.summary):
        return 3
    return 4 if start in entry.department else _NOWHERE


def _tells_inside(word: str) -> bool:
    return len(word) >= _LEAST_INSIDE or word >= _IDEOGRAPHS


def _shortened(word: str) -> str:
    if len(word) < _LEAST_SHORTENED:
        return word
    return word[:-1] if len(word) == _LEAST_SHORTENED else word[:-2]
