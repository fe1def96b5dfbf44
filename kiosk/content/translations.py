"""Which texts of a pack there are in which language, read from files that may have any other fault. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from kiosk.content.faults import Fault
from kiosk.content.nodes import Mapping, Node, Scalar, Sequence, child, items, text_of
from kiosk.content.source import LANGUAGES, Source
from kiosk.content.texts import tidy
from kiosk.content.yaml_lines import decode, read_nodes


@dataclass(frozen=True, slots=True)
class Version:
    """A text in one language, and where it stands."""

    text: str
    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class TranslatedText:
    """One text of a pack in the languages that it has."""

    key: str
    """The way to it in its file, for people: `form.2.fields.room.label`."""
    file: str
    line: int
    column: int
    versions: dict[str, Version]
    is_prose: bool = True
    """False for keywords: each language has its own, which are no translations of each other."""

    def place(self, language: str) -> tuple[str, int, int]:
        """Where the text stands in `language`, or is missing."""
        version = self.versions.get(language)
        if version is not None:
            return version.file, version.line, version.column
        if self.file.endswith(".md"):
            return str(PurePosixPath(self.file).with_name(f"{language}.md")), 0, 0
        return self.file, self.line, self.column


@dataclass(frozen=True, slots=True)
class PackTexts:
    """All texts of a pack, and what could not be read."""

    languages: tuple[str, ...]
    written_in: str
    """The language that the others are translated from; empty where pack.yaml does not tell."""
    texts: tuple[TranslatedText, ...]
    unreadable: tuple[Fault, ...]


def pack_texts(source: Source) -> PackTexts:
    """The texts of the files in `source`."""
    texts: list[TranslatedText] = []
    unreadable: list[Fault] = []
    pack: Node | None = None
    for file in sorted(source.files):
        if not file.endswith(".yaml"):
            continue
        node, faults = read_nodes(file, source.files[file])
        if node is None:
            unreadable += faults
            continue
        pack = node if file == "pack.yaml" else pack
        texts += _texts_in(node, file, (), node)
    texts += _articles(source)
    languages = tuple(text_of(language) for language in items(child(pack, "languages")) if text_of(language))
    own = text_of(child(pack, "written_in")) or text_of(child(pack, "desk_language"))
    return PackTexts(languages, own if own in languages else "".join(languages[:1]), tuple(texts), tuple(unreadable))


def _texts_in(node: Node, file: str, way: tuple[str, ...], at: Node) -> Iterator[TranslatedText]:
    """The texts below `node`. `at` is what authors look for: the key before it.

    No key of the format is the name of a language, so a mapping with one is a text.
    """
    match node:
        case Mapping(entries=entries) if not entries.keys().isdisjoint(LANGUAGES):
            versions = {name: _version(file, key, value) for name, (key, value) in entries.items()}
            found = {name: version for name, version in versions.items() if version.text and name in LANGUAGES}
            is_prose = not any(isinstance(value, Sequence) for _, value in entries.values())
            yield TranslatedText(".".join(way), file, at.line, at.column, found, is_prose)
        case Mapping(entries=entries):
            for name, (key, value) in entries.items():
                yield from _texts_in(value, file, (*way, name), key)
        case Sequence(items=listed):
            for number, item in enumerate(listed, 1):
                yield from _texts_in(item, file, (*way, text_of(child(item, "id")) or str(number)), item)


def _version(file: str, key: Scalar, value: Node) -> Version:
    words = ", ".join(filter(None, map(text_of, items(value)))) if isinstance(value, Sequence) else text_of(value)
    return Version(tidy(words), file, key.line, key.column)


def _articles(source: Source) -> Iterator[TranslatedText]:
    """The bodies of the articles, one file for each language."""
    folders: dict[str, dict[str, Version]] = {}
    for file in source.files:
        if file.startswith("articles/"):
            path = PurePosixPath(file)
            versions = folders.setdefault(str(path.parent), {})
            text, _faults = decode(file, source.files[file]) if path.suffix == ".md" else ("", [])
            if text and tidy(text):
                versions[path.stem] = Version(tidy(text), file, 1, 1)
    for folder, versions in sorted(folders.items()):
        yield TranslatedText("text", f"{folder}/text.md", 0, 0, versions)
