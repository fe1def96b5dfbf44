"""Checks a whole pack: every fault of every file, or the values the kiosk runs on. Never half a pack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeAlias

from pydantic import ValidationError

from kiosk.content.assemble import assemble
from kiosk.content.authored import (
    Authored,
    AuthoredAnnouncement,
    AuthoredArticle,
    AuthoredBrand,
    AuthoredHours,
    AuthoredPack,
    AuthoredPlaces,
    AuthoredService,
    AuthoredTroubleshooter,
)
from kiosk.content.explain import explain
from kiosk.content.faults import BrokenPack, Fault, sort_faults
from kiosk.content.mark import MARK_FILES
from kiosk.content.nodes import Node, child, items, plain, text_of
from kiosk.content.rules.brand import check_brand, check_mark, check_mark_file
from kiosk.content.rules.catalog import check_article, check_body, check_pack_file, check_service
from kiosk.content.rules.findings import Findings, Names
from kiosk.content.rules.guidance import check_announcement, check_troubleshooter
from kiosk.content.rules.premises import check_hours, check_places
from kiosk.content.source import Source, file_id, read_source
from kiosk.content.texts import tidy
from kiosk.content.value_types import Scope
from kiosk.content.yaml_lines import decode, read_nodes
from kiosk.domain.catalog import Pack

_MODELS: dict[str, type[Authored]] = {
    "pack.yaml": AuthoredPack,
    "brand.yaml": AuthoredBrand,
    "hours.yaml": AuthoredHours,
    "places.yaml": AuthoredPlaces,
    "services": AuthoredService,
    "announcements": AuthoredAnnouncement,
    "troubleshooters": AuthoredTroubleshooter,
    "articles": AuthoredArticle,
}
"""The model of a file, by its name or by the folder it stands in."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking a pack: its values, or its faults; never both."""

    pack: Pack | None
    faults: tuple[Fault, ...]
    digest: bytes


def build_pack(folder: Path) -> Pack:
    """The pack in `folder`. Raises BrokenPack, with every fault, when there is one."""
    checked = check_pack(folder)
    if checked.pack is None:
        raise BrokenPack(checked.faults)
    return checked.pack


Progress: TypeAlias = Callable[[int, int], None]
"""Told how many steps are done, of how many."""


def _tell_nobody(_done: int, _total: int) -> None:
    pass


def check_pack(folder: Path, progress: Progress = _tell_nobody) -> Checked:
    """Check the pack in `folder`. Never raises for what is in it; ContentError if the icon package is missing."""
    return Checker().check(read_source(folder), progress)


def check_source(source: Source) -> Checked:
    """Like `check_pack`, for files that were read before."""
    return Checker().check(source)


class Checker:
    """Checks a pack again and again: of the files that stayed as they were it remembers what it found."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, bytes], _Read] = {}
        self._judged: dict[tuple[str, bytes, tuple[str, ...] | None], _Judged] = {}

    def check(self, source: Source, progress: Progress = _tell_nobody) -> Checked:
        """Check the files of `source`, all rules over all files."""
        yaml = {file: raw for file, raw in source.files.items() if file.endswith(".yaml")}
        read = {}
        for number, key in enumerate(yaml.items(), 1):
            read[key] = self._read.get(key) or _Read(*read_nodes(*key))
            progress(number, 2 * len(yaml))
        self._read = read
        nodes = {file: node for (file, _), (node, _) in self._read.items() if node is not None}
        languages = _languages(nodes)
        judged = {}
        for number, (file, node) in enumerate(nodes.items(), 1):
            place = (file, yaml[file], languages)
            judged[place] = self._judged.get(place) or _judge(file, node, languages)
            progress(len(yaml) + number, 2 * len(yaml))
        self._judged = judged
        models = {file: model for (file, _, _), (model, _) in judged.items() if model is not None}
        told = [fault for _, faults in (*self._read.values(), *judged.values()) for fault in faults]
        return _check_together(source, nodes, models, languages, [*source.faults, *told])


class _Read(NamedTuple):
    """What came of reading a file."""

    node: Node | None
    faults: list[Fault]


class _Judged(NamedTuple):
    """What came of comparing a file with its model."""

    model: Authored | None
    faults: list[Fault]


def _judge(file: str, node: Node, languages: tuple[str, ...] | None) -> _Judged:
    model = _MODELS[_kind(file)]
    try:
        return _Judged(model.model_validate(plain(node), context=Scope(languages)), [])
    except ValidationError as error:
        return _Judged(None, explain(file, node, model, error))


def _check_together(
    source: Source,
    nodes: dict[str, Node],
    models: dict[str, Authored],
    languages: tuple[str, ...] | None,
    faults: list[Fault],
) -> Checked:
    faults += _apply_rules(nodes, _names(nodes, source))
    if source.files and not any(_kind(file) == "services" for file in source.files):
        faults.append(Fault("services", 0, 0, "no-services", "The pack has no service.", "Add one."))
    faults += _check_mark(nodes.get("brand.yaml"), source)
    bodies, body_faults = _read_bodies(source, languages)
    faults += body_faults
    digest = source.digest()
    if faults:
        return Checked(None, sort_faults(faults), digest)
    mark = next((source.files[name] for name in MARK_FILES if name in source.files), b"")
    return Checked(assemble(models, bodies, mark, digest), (), digest)


def _kind(file: str) -> str:
    return file.split("/", 1)[0]


def _languages(nodes: dict[str, Node]) -> tuple[str, ...] | None:
    languages = items(child(nodes.get("pack.yaml"), "languages"))
    return tuple(dict.fromkeys(text_of(language) for language in languages if text_of(language))) or None


def _names(nodes: dict[str, Node], source: Source) -> Names:
    def ids(file: str, key: str) -> frozenset[str] | None:
        listed = items(child(nodes.get(file), key))
        return frozenset(text_of(child(entry, "id")) for entry in listed) if listed else None

    def of_files(folder: str) -> frozenset[str]:
        return frozenset(file_id(file) for file in source.files if _kind(file) == folder)

    return Names(
        departments=ids("pack.yaml", "departments"),
        places=ids("places.yaml", "places"),
        services=of_files("services"),
        articles=of_files("articles"),
    )


def _apply_rules(nodes: dict[str, Node], names: Names) -> list[Fault]:
    faults: list[Fault] = []
    for file, node in nodes.items():
        findings = Findings(file)
        match _kind(file):
            case "pack.yaml":
                check_pack_file(node, names, findings)
            case "brand.yaml":
                check_brand(node, findings)
            case "hours.yaml":
                check_hours(node, findings)
            case "places.yaml":
                check_places(node, findings)
            case "services":
                check_service(node, names, findings)
            case "announcements":
                check_announcement(node, findings)
            case "troubleshooters":
                check_troubleshooter(node, names, findings)
            case "articles":
                check_article(node, file_id(file), names, findings)
        faults += findings.faults
    return faults


def _check_mark(brand: Node | None, source: Source) -> list[Fault]:
    findings = Findings("brand.yaml")
    check_mark(brand, source.files, findings)
    faults = findings.faults
    for name in MARK_FILES:
        if name in source.files:
            findings = Findings(name)
            check_mark_file(source.files[name], findings)
            faults += findings.faults
    return faults


def _read_bodies(source: Source, languages: tuple[str, ...] | None) -> tuple[dict[str, dict[str, str]], list[Fault]]:
    """The texts of the articles by id and language."""
    bodies: dict[str, dict[str, str]] = {}
    faults: list[Fault] = []
    for file in source.files:
        if _kind(file) == "articles":
            bodies.setdefault(file_id(file), {})
    for article, texts in bodies.items():
        folder = f"articles/{article}"
        if f"{folder}/article.yaml" not in source.files:
            faults.append(Fault(f"{folder}/article.yaml", 0, 0, "missing-file", "The file is missing.", "Add it."))
        for language in languages or ():
            if f"{folder}/{language}.md" not in source.files:
                what = f"The article has no text for {language}."
                faults.append(Fault(f"{folder}/{language}.md", 0, 0, "missing-translation", what, "Add the file."))
        for file, raw in source.files.items():
            if not (file.startswith(f"{folder}/") and file.endswith(".md")):
                continue
            language = Path(file).stem
            if languages is not None and language not in languages:
                what = f"`{language}` is not a language of this pack."
                faults.append(Fault(file, 0, 0, "undeclared-language", what, "Delete it, or declare the language."))
            text, found = decode(file, raw)
            findings = Findings(file)
            if text is not None:
                check_body(text, findings)
                texts[language] = tidy(text)
            faults += [*found, *findings.faults]
    return bodies, faults
