"""Message catalogues: finds the English sentences in Python and QML, keeps each language's .po, compiles .mo.

`extract` brings the catalogues up to date with the sources, `check` fails on anything missing, unsure, left over or
with other placeholders than the English sentence, `compile` writes what the program reads. Needs Babel alone.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_javascript
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "kiosk" / "locale"
LANGUAGES = ("ar", "fa", "el", "zh")
"""Languages other than English, whose sentences are the message ids."""

_TRANSLATED_BY = {"text": 1, "message": 1, "plural": 2}
"""Methods of Wording and the marker beside it, with how many of their first arguments are message ids."""

_HAS_ANOTHER_TEXT = re.compile(r"^(?:from|import) sqlalchemy\b", re.MULTILINE)
"""SQLAlchemy's `text` is SQL, and what speaks SQL has nothing to say to people."""

_HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: Frontdoor\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
"""Without dates, so that a file changes only when its sentences do."""

_PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "fa": "nplurals=1; plural=0;",
    "el": "nplurals=2; plural=(n != 1);",
    "zh": "nplurals=1; plural=0;",
}
"""The forms of each language, stated here because Babel's own differ from version to version.

Arabic: CLDR's zero, one, two, few, many, other, in the order translators know; Babel swaps the last two. Persian: a
noun after a number is singular, so that CLDR's one and other would say the same; Qt, too, knows one form.
"""

_PLACEHOLDER = re.compile(r"\{\w*\}|%(?:L?\d+|n)")
_NUMBERS = {"{n}", "%n"}
"""A plural form may leave its number out ("one day")."""


@dataclass(frozen=True)
class Found:
    """One sentence, or pair of singular and plural, in the sources."""

    ids: tuple[str, ...]
    path: str
    line: int


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def find_in_python(path: Path) -> Iterator[Found]:
    """The sentences of a module. Raises SystemExit where an argument is an f-string, which nobody could translate."""
    source = path.read_text(encoding="utf-8")
    if _HAS_ANOTHER_TEXT.search(source):
        return
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        wanted = node.args[: _TRANSLATED_BY.get(name, 0)]
        if any(isinstance(argument, ast.JoinedStr) for argument in wanted):
            raise SystemExit(f"{_shown(path)}:{node.lineno}: an f-string cannot be translated; name values.")
        ids = [a.value for a in wanted if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if ids and len(ids) == len(wanted):
            yield Found(tuple(ids), _shown(path), node.lineno)


def find_in_qml(path: Path) -> Iterator[Found]:
    """The sentences in `qsTr` of a QML file; with a note and a number behind the sentence it is a plural."""
    text = path.read_text(encoding="utf-8")
    if without := re.search(r"^(?!\s*//).*\bqsTr\(\s*[^\s\"]", text, re.MULTILINE):
        line = text.count("\n", 0, without.end()) + 1
        raise SystemExit(f"{_shown(path)}:{line}: qsTr needs the sentence itself, not a variable.")
    for line, _, found, _ in extract_javascript(io.BytesIO(text.encode()), {"qsTr": None}, [], {"encoding": "utf-8"}):
        # Babel leaves the number out, as it is no text: what remains of a plural is the sentence and its note.
        yield Found((found[0], found[0]) if isinstance(found, tuple | list) else (found,), _shown(path), line)


def find_all() -> Catalog:
    """Every sentence of the program, with its places."""
    catalog = Catalog(project="Frontdoor", charset="utf-8", fuzzy=False)
    # The gateway is installed elsewhere and brings its own words.
    rooms = [ROOT / "kiosk", *(path for path in (ROOT / "sync").iterdir() if path.name != "gateway")]
    for path in sorted(path for room in rooms for path in (room, *room.rglob("*"))):
        finder = {".py": find_in_python, ".qml": find_in_qml}.get(path.suffix)
        for found in finder(path) if finder else ():
            ids = found.ids if len(found.ids) > 1 else found.ids[0]
            if ids:
                catalog.add(ids, locations=[(found.path, found.line)])
    return catalog


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "frontdoor.po"


def read_language(language: str) -> Catalog:
    """The catalogue of `language`; an empty one if there is none yet."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, project="Frontdoor", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def extract() -> None:
    """Add new sentences to every catalogue and drop those that are gone."""
    template = find_all()
    for language in LANGUAGES:
        catalog = read_language(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        entries = io.BytesIO()
        write_po(entries, catalog, width=120, sort_by_file=True, include_lineno=False, omit_header=True)
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        header = _HEADER.format(language=language, plurals=_PLURALS.get(language, catalog.plural_forms))
        path.write_bytes(header.encode() + entries.getvalue())
        missing = sum(1 for entry in catalog if entry.id and not _complete(entry))
        print(f"{path.relative_to(ROOT)}: {len(catalog)} sentences, {missing} to be written")


def check() -> int:
    """Print every fault of every catalogue; how many there are."""
    template = find_all()
    faults: list[str] = []
    for language in LANGUAGES:
        catalog = read_language(language)
        where = po_path(language).relative_to(ROOT)
        wanted, there = {_key(entry) for entry in template}, {_key(entry) for entry in catalog}
        faults += [f"{where}: missing: {key!r}" for key in sorted(wanted - there)]
        faults += [f"{where}: no longer used: {key!r}" for key in sorted(there - wanted)]
        faults += [f"{where}: left over: {key!r}" for key in catalog.obsolete]
        for entry in catalog:
            faults += [f"{where}: {fault}" for fault in faults_of(entry, catalog.num_plurals) if entry.id]
    for fault in faults:
        print(fault)
    if faults:
        print("Run `scripts/i18n extract`, write what is missing, then `scripts/i18n compile`.")
    return len(faults)


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Write the .mo beside every .po that is newer; all .mo files there are then."""
    compiled = []
    for source in sorted(locale.glob("*/LC_MESSAGES/frontdoor.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as file:
                catalog = read_po(file, locale=source.parent.parent.name)
            with target.open("wb") as file:
                write_mo(file, catalog)
        compiled.append(target)
    return compiled


def _key(entry: Message) -> tuple[str, ...]:
    return tuple(entry.id) if isinstance(entry.id, tuple | list) else (entry.id,)


def _forms(entry: Message) -> tuple[str, ...]:
    return tuple(entry.string) if isinstance(entry.string, tuple | list) else (entry.string or "",)


def _complete(entry: Message) -> bool:
    return all(_forms(entry))


def faults_of(entry: Message, plural_forms: int) -> Iterator[str]:
    """What is wrong with one entry of a catalogue whose language has `plural_forms`."""
    ids, forms = _key(entry), _forms(entry)
    if entry.fuzzy:
        yield f"unsure: {ids[0]!r}"
    if not _complete(entry) or (len(ids) > 1 and len(forms) != plural_forms):
        yield f"not written: {ids[0]!r}"
        return
    wanted = set(_PLACEHOLDER.findall(ids[-1]))
    for form in forms:
        given = set(_PLACEHOLDER.findall(form))
        free = _NUMBERS if len(ids) > 1 else set()
        if wanted - free != given - free or given - wanted:
            yield f"placeholders {sorted(given)} instead of {sorted(wanted)}: {ids[0]!r}"
        if form.strip() != form and ids[0].strip() == ids[0]:
            yield f"white space at the ends: {ids[0]!r}"


def main(arguments: list[str]) -> int:
    match arguments:
        case ["extract"]:
            extract()
        case ["check"]:
            return 1 if check() else 0
        case ["compile"]:
            compile_all()
        case _:
            print("usage: scripts/i18n extract|check|compile", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
