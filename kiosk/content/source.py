"""Which files make up a pack: finds, bounds and digests them. No YAML and no pydantic here."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import msgspec

from kiosk.content.faults import Fault

MAX_FILE_BYTES = 256 * 1024
"""One file; a service with a long form in five languages has some 20 KB."""

MAX_FILES = 6000

MAX_BYTES = 32 * 1024 * 1024
"""All files together; what is read is held in memory once. 500 services in five languages have 6 to 8 MB."""

LANGUAGES = ("en", "ar", "fa", "el", "zh")
"""What the kiosk itself speaks (feature F1)."""

REQUIRED_FILES = ("brand.yaml", "hours.yaml", "pack.yaml", "places.yaml")

FOLDERS = ("announcements", "articles", "brand", "services", "troubleshooters")

ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
"""Ids: small Latin letters, digits and single hyphens. A file's id is its name."""

MAX_ID = 40

_KNOWN = re.compile(
    r"(?:pack|brand|hours|places)\.yaml"
    r"|brand/mark\.(?:svg|png)"
    r"|(?:services|announcements|troubleshooters)/[^/]+\.yaml"
    r"|articles/[^/]+/(?:article\.yaml|[a-z]{2}\.md)"
)

LEDGER_FILE = "translations.ledger"
"""Which translations were confirmed; `kiosk.content.ledger` reads and writes it."""

_BESIDE = re.compile(r"README(?:\.\w+)?|translations\.ledger|.*~|#.*#|Thumbs\.db|desktop\.ini")
"""Files that may lie in a pack's folder and are no part of it; hidden ones too."""


class Source(msgspec.Struct, frozen=True):
    """The files of a pack by path (with `/`), as they were read at one moment."""

    files: Mapping[str, bytes]
    faults: tuple[Fault, ...] = ()

    def digest(self) -> bytes:
        """SHA-256 over names and contents: another digest, another pack."""
        total = hashlib.sha256()
        for name in sorted(self.files):
            encoded = name.encode("utf-8", "surrogateescape")
            total.update(b"%d:%s%d:" % (len(encoded), encoded, len(self.files[name])))
            total.update(self.files[name])
        return total.digest()


def read_source(folder: Path) -> Source:
    """Read the pack in `folder`. What is missing, too large or unknown comes back as faults; never raises."""
    files: dict[str, bytes] = {}
    faults: list[Fault] = []
    total = 0
    if not folder.is_dir():
        return Source({}, (_fault("pack.yaml", "no-folder", "The folder of the pack is not there.", "Name another."),))
    for path in _walk(folder, faults):
        name = path.relative_to(folder).as_posix()
        shown = name.encode("utf-8", "replace").decode("utf-8")
        if not _KNOWN.fullmatch(name):
            faults.append(_unknown_file(shown))
            continue
        if len(files) == MAX_FILES or total > MAX_BYTES:
            what = f"The pack has more than {MAX_FILES} files or {MAX_BYTES // 1024**2} MB."
            faults.append(_fault(shown, "too-much", what, "Remove some."))
            break
        if not path.is_file():
            faults.append(_fault(shown, "unreadable", "This is no ordinary file.", "Replace it by one."))
            continue
        try:
            with path.open("rb") as file:
                content = file.read(MAX_FILE_BYTES + 1)
        except OSError as error:
            what = f"The file cannot be read: {error.strerror or error}."
            faults.append(_fault(shown, "unreadable", what, "Check its rights and its disk."))
            continue
        if len(content) > MAX_FILE_BYTES:
            what = f"The file is larger than {MAX_FILE_BYTES // 1024} KB."
            faults.append(_fault(shown, "too-much", what, "Split it or shorten it."))
            continue
        files[name] = content
        total += len(content)
    return _judged(files, faults)


def source_of(files: Mapping[str, bytes]) -> Source:
    """The pack of files that came otherwise than from a folder, judged as those of a folder are."""
    faults = [_unknown_file(name) for name in files if not _KNOWN.fullmatch(name)]
    return _judged({name: content for name, content in files.items() if _KNOWN.fullmatch(name)}, faults)


def _judged(files: dict[str, bytes], faults: list[Fault]) -> Source:
    faults += [fault for name in files if (fault := _name_fault(name))]
    faults += [
        _fault(name, "missing-file", "The file is missing.", "Add it.")
        for name in REQUIRED_FILES
        if name not in files and not any(fault.file == name for fault in faults)
    ]
    return Source(files, tuple(faults))


def file_id(name: str) -> str:
    """The id that the file `name` gives to what it holds: `services/laptop.yaml` and `articles/wifi/ar.md`."""
    path = PurePosixPath(name)
    return path.parent.name if path.parts[0] == "articles" else path.stem


def _walk(folder: Path, faults: list[Fault]) -> list[Path]:
    found: list[Path] = []

    def unreadable(error: OSError) -> None:
        name = Path(error.filename).relative_to(folder).as_posix() if error.filename else "."
        what = f"The folder cannot be read: {error.strerror}."
        faults.append(_fault(name, "unreadable", what, "Check its rights and its disk."))

    for parent, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if Path(parent, name).is_symlink():
                linked = Path(parent, name).relative_to(folder).as_posix()
                faults.append(_fault(linked, "link", "A link to a folder is not followed.", "Copy the folder."))
        found += [Path(parent, name) for name in sorted(names) if not (name.startswith(".") or _BESIDE.fullmatch(name))]
    return found


def _unknown_file(name: str) -> Fault:
    from difflib import get_close_matches  # for faults alone: most starts do without

    path = PurePosixPath(name)
    if path.suffix == ".yml":
        return _fault(name, "unknown-file", "A pack's files end in `.yaml`.", "Rename it.")
    if len(path.parts) > 1 and path.parts[0] not in FOLDERS:
        near = get_close_matches(path.parts[0], FOLDERS, n=1)
        remedy = f"Did you mean `{near[0]}/`?" if near else "The folders are " + ", ".join(FOLDERS) + "."
        return _fault(name, "unknown-file", f"A pack has no folder `{path.parts[0]}`.", remedy)
    if path.parts[0] == "brand":
        remedy = "It may hold `mark.svg` or `mark.png`."
        return _fault(name, "unknown-file", "The file has no place in a pack.", remedy)
    if path.parts[0] == "articles":
        remedy = "An article is a folder with `article.yaml` and one text a language, such as `en.md`."
        return _fault(name, "unknown-file", "The file has no place in a pack.", remedy)
    near = get_close_matches(name, REQUIRED_FILES, n=1)
    remedy = f"Did you mean `{near[0]}`?" if near else "Move it into its folder, or out of the pack."
    return _fault(name, "unknown-file", "The file has no place in a pack.", remedy)


def _name_fault(name: str) -> Fault | None:
    if "/" not in name:
        return None
    found = file_id(name)
    if ID.fullmatch(found) and len(found) <= MAX_ID:
        return None
    remedy = f"Use small letters, digits and hyphens, at most {MAX_ID}."
    return _fault(name, "bad-id", "The name of the file or its folder is the id, and cannot be one.", remedy)


def _fault(file: str, code: str, what: str, remedy: str) -> Fault:
    return Fault(file, 0, 0, code, what, remedy)
