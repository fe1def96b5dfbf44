"""What translators have to do: texts that are missing, overtaken by their source, or perhaps never translated. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kiosk.content.ledger import Entry, digest_of
from kiosk.content.texts import tidy
from kiosk.content.translations import PackTexts, TranslatedText


@dataclass(frozen=True, slots=True)
class Place:
    """A text somebody should look at."""

    file: str
    line: int
    column: int
    key: str
    source: str
    """The text to translate; empty where that is what is missing."""

    @property
    def where(self) -> str:
        """`services/laptop.yaml:12:5`, as editors understand it."""
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True, slots=True)
class LanguageStatus:
    """How far one language is."""

    language: str
    texts: int
    missing: tuple[Place, ...]
    outdated: tuple[Place, ...]
    same_as_source: tuple[Place, ...]
    """A hint: of two words and more, and word for word the source."""
    unconfirmed: int
    """Translations that are new since somebody confirmed; they count as current."""


def language_status(pack: PackTexts, ledger: frozenset[Entry], language: str) -> LanguageStatus:
    """How far `language` is. A translation that changed together with its source, or after it, is current."""
    known: dict[tuple[str, str], set[str]] = {}
    for entry in ledger:
        if entry.language == language:
            known.setdefault((entry.file, entry.translation), set()).add(entry.source)
    missing, outdated, same = [], [], []
    unconfirmed = 0
    for text in pack.texts:
        version, source = text.versions.get(language), text.versions.get(pack.written_in)
        if version is None:
            missing.append(_place(text, language, pack))
        elif source is not None and language != pack.written_in and text.is_prose:
            confirmed = known.get((version.file, digest_of(version.text)), set())
            if confirmed and digest_of(source.text) not in confirmed:
                outdated.append(_place(text, language, pack))
            unconfirmed += not confirmed
            if version.text == source.text and len(version.text.split()) > 1:
                same.append(_place(text, language, pack))
    return LanguageStatus(language, len(pack.texts), tuple(missing), tuple(outdated), tuple(same), unconfirmed)


def confirmed(pack: PackTexts, ledger: Iterable[Entry], languages: Iterable[str]) -> Iterator[Entry]:
    """The ledger once every translation into `languages` is confirmed as it stands; others stay as they were."""
    chosen = set(languages)
    unread = {fault.file for fault in pack.unreadable}
    yield from (entry for entry in ledger if entry.language not in chosen or entry.file in unread)
    for text in pack.texts:
        source = text.versions.get(pack.written_in)
        for language, version in text.versions.items():
            if source is not None and text.is_prose and language in chosen and language != pack.written_in:
                yield Entry(version.file, language, digest_of(source.text), digest_of(version.text))


def _place(text: TranslatedText, language: str, pack: PackTexts) -> Place:
    source = text.versions.get(pack.written_in)
    return Place(*text.place(language), text.key, tidy(source.text) if source else "")
