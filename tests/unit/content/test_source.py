"""Which files belong to a pack, and what is said about the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.content import source
from kiosk.content.source import Source, file_id, read_source


@pytest.fixture
def folder(tmp_path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        put(tmp_path, name, text)
    return tmp_path


def put(folder: Path, name: str, text: str = "x") -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def told(folder: Path) -> list[tuple[str, str]]:
    return [(fault.file, fault.code) for fault in read_source(folder).faults]


def test_all_files_are_read_and_what_lies_beside_them_is_left_alone(folder: Path, files: dict[str, str]) -> None:
    for name in (".git/config", "README.md", "services/.swp", "services/laptop.yaml~", "Thumbs.db"):
        put(folder, name)
    found = read_source(folder)
    assert found.faults == ()
    assert set(found.files) == set(files)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("service/x.yaml", "Did you mean `services/`?"),
        ("media/x.png", "The folders are announcements"),
        ("services/x.yml", "Rename it."),
        ("services/deep/x.yaml", "Move it"),
        ("hour.yaml", "Did you mean `hours.yaml`?"),
        ("articles/wifi/english.md", "`en.md`"),
        ("articles/wifi.yaml", "An article is a folder"),
    ],
)
def test_a_file_without_a_place_is_named(folder: Path, name: str, says: str) -> None:
    put(folder, name)
    (fault,) = read_source(folder).faults
    assert (fault.file, fault.code, fault.line) == (name, "unknown-file", 0)
    assert says in fault.remedy


@pytest.mark.parametrize("name", ["services/Lap top.yaml", "articles/Wi_Fi/article.yaml", f"services/{'x' * 41}.yaml"])
def test_a_file_name_that_cannot_be_an_id_is_named(folder: Path, name: str) -> None:
    put(folder, name)
    assert told(folder) == [(name, "bad-id")]


@pytest.mark.parametrize("name", ["pack.yaml", "brand.yaml", "hours.yaml", "places.yaml"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert told(folder) == [(name, "missing-file")]


def test_a_missing_folder_is_one_fault(tmp_path: Path) -> None:
    assert told(tmp_path / "nowhere") == [("pack.yaml", "no-folder")]


def test_a_huge_file_is_never_read_whole(folder: Path) -> None:
    with (folder / "hours.yaml").open("wb") as file:
        file.truncate(1 << 40)
    assert told(folder) == [("hours.yaml", "too-much")]


def test_too_many_files_are_named(folder: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str]) -> None:
    monkeypatch.setattr(source, "MAX_FILES", len(files) - 1)
    assert told(folder)[0][1] == "too-much"


def test_a_pipe_is_named_and_never_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "services" / "pipe.yaml")
    assert told(folder) == [("services/pipe.yaml", "unreadable")]


def test_a_linked_folder_is_named_instead_of_silently_left_out(folder: Path) -> None:
    (folder / "troubleshooters").rename(folder.parent / "elsewhere")
    (folder / "troubleshooters").symlink_to(folder.parent / "elsewhere")
    assert told(folder) == [("troubleshooters", "link")]


def test_the_digest_changes_with_names_and_contents_and_not_with_their_order() -> None:
    one = Source({"a": b"1", "b": b"2"}).digest()
    assert one == Source({"b": b"2", "a": b"1"}).digest()
    others = [{"a": b"2", "b": b"1"}, {"a": b"12", "b": b""}, {"ab": b"12"}, {"a": b"1"}, {"a": b"1", "c": b"2"}]
    assert len({one, *(Source(files).digest() for files in others)}) == 6


def test_the_id_is_the_name_of_the_file_or_of_its_folder() -> None:
    assert file_id("services/new-badge.yaml") == "new-badge"
    assert file_id("articles/wifi/ar.md") == "wifi"
