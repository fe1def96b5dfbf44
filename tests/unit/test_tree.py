"""Facts about the whole tree: it names no machine and no registry, and each commit's promises to readers hold."""

from __future__ import annotations

import inspect
import re
import subprocess
from pathlib import Path

import pytest

from kiosk import errors

ROOT = Path(__file__).parents[2]

FORBIDDEN = {
    "the address of a package registry": r"pypi\.org|pythonhosted|index-url|find-links|registry\.npmjs|proxy\.golang",
    "a folder of one machine": r"(?<![\w.~/])/(?:home|root|Users)/\w|/tmp/\w+/|/work/\w",
    "a private key": r"BEGIN [A-Z ]*PRIVATE KEY",
}


def sources() -> list[Path]:
    """Every text file that is, or is about to be, in git; locks and licences quote others."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, check=True,
    ).stdout.decode()  # fmt: skip
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file() and path.suffix not in {".png", ".bin", ".mo", ".ttf", ".wav"}]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in sources()
        if path != Path(__file__) and (match := re.search(FORBIDDEN[what], path.read_text("utf-8", "replace")))
    ]
    assert found == []


def test_no_room_holds_two_ideas() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if path.suffix in {".py", ".qml"} and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_every_lock_pins_every_package_by_hash() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        if lock.name.startswith("apt"):
            continue
        pins = re.findall(r"^([a-z0-9._-]+)==\S+ \\\n((?:    --hash=\S+.*\n)+)", lock.read_text(), re.MULTILINE)
        names = re.findall(r"^[a-z0-9._-]+==", lock.read_text(), re.MULTILINE)
        assert len(pins) == len(names) > 5, lock.name


def test_pyside_is_pinned_to_the_version_that_works_on_python_3_11() -> None:
    lock = (ROOT / "requirements" / "kiosk.txt").read_text()
    assert set(re.findall(r"^(?:pyside6|shiboken6)[a-z0-9-]*==(\S+)", lock, re.MULTILINE)) == {"6.11.3"}


def test_the_operators_page_explains_every_code_on_the_screen() -> None:
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    codes = set(re.findall(r'code = "(FD-[1-9]..)"', inspect.getsource(errors))) - {"FD-401", "FD-402"}
    assert {code for code in codes if code not in page} == set()


@pytest.mark.parametrize("lock", ["kiosk", "desk"])
def test_every_package_that_ships_has_its_notice(lock: str) -> None:
    names = re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements" / f"{lock}.txt").read_text(), re.MULTILINE)
    notices = (ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8")
    assert [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", notices)] == []


def test_links_between_pages_lead_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in sources()
        if page.suffix == ".md"
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
