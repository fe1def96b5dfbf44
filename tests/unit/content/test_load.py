"""Which pack the kiosk runs on when sources change, break, vanish, and when the disk takes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.content.check import build_pack, check_pack
from kiosk.content.compiled import Compiled, read_compiled, write_compiled
from kiosk.content.faults import BrokenPack
from kiosk.content.load import load_pack


@pytest.fixture
def folder(tmp_path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = tmp_path / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "pack"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "var" / "content.pack"


def rename_service(folder: Path, title: str) -> None:
    path = folder / "services" / "laptop.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("en: Laptop", f"en: {title}"), encoding="utf-8")


def test_the_first_start_compiles_and_keeps_the_pack(folder: Path, cache: Path) -> None:
    loaded = load_pack(folder, cache)
    assert loaded.pack == build_pack(folder) == read_compiled(cache)
    assert loaded.faults == ()
    assert loaded.cache_problem == ""


def test_a_compiled_pack_that_fits_is_used_without_reading_the_sources_again(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_pack(folder, cache)
    monkeypatch.setattr("kiosk.content.check.check_source", None)
    assert load_pack(folder, cache) == first


def test_changed_sources_make_a_new_pack_with_a_new_version(folder: Path, cache: Path) -> None:
    first = load_pack(folder, cache).pack
    rename_service(folder, "Notebook")
    second = load_pack(folder, cache).pack
    assert first is not None
    assert second is not None
    assert second.services[0].title["en"] == "Notebook"
    assert first.version.startswith("1.0+")
    assert second.version.startswith("1.0+")
    assert first.version != second.version
    assert read_compiled(cache) == second


def test_broken_sources_leave_the_previous_pack_in_use_and_tell_their_faults(folder: Path, cache: Path) -> None:
    first = load_pack(folder, cache).pack
    rename_service(folder, "'no end")
    loaded = load_pack(folder, cache)
    assert loaded.pack == first == read_compiled(cache)
    assert {fault.file for fault in loaded.faults} == {"services/laptop.yaml"}


def test_broken_sources_without_a_previous_pack_leave_nothing_to_show(folder: Path, cache: Path) -> None:
    rename_service(folder, "'no end")
    loaded = load_pack(folder, cache)
    assert loaded.pack is None
    assert loaded.faults
    assert not cache.exists()


def test_vanished_sources_leave_the_previous_pack_in_use(folder: Path, cache: Path) -> None:
    first = load_pack(folder, cache).pack
    loaded = load_pack(folder.with_name("elsewhere"), cache)
    assert loaded.pack == first
    assert [fault.code for fault in loaded.faults] == ["no-folder"]


def test_a_damaged_compiled_pack_is_made_anew(folder: Path, cache: Path) -> None:
    first = load_pack(folder, cache).pack
    cache.write_bytes(cache.read_bytes()[:-5])
    assert load_pack(folder, cache).pack == first
    assert read_compiled(cache) == first


def test_a_disk_that_takes_no_writes_still_opens_the_kiosk(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    loaded = load_pack(folder, tmp_path / "file" / "content.pack")
    assert loaded.pack == build_pack(folder)
    assert loaded.cache_problem


def test_a_compiled_pack_of_other_sources_is_not_taken_for_these(folder: Path, cache: Path) -> None:
    checked = check_pack(folder)
    assert checked.pack is not None
    write_compiled(cache, Compiled(checked.pack, bytes(32)))
    rename_service(folder, "Notebook")
    loaded = load_pack(folder, cache).pack
    assert loaded is not None
    assert loaded.services[0].title["en"] == "Notebook"


def test_building_a_broken_pack_raises_with_every_fault(folder: Path) -> None:
    (folder / "hours.yaml").unlink()
    rename_service(folder, "'no end")
    with pytest.raises(BrokenPack, match=r"2 faults\. First: hours\.yaml: The file is missing") as caught:
        build_pack(folder)
    assert [fault.file for fault in caught.value.faults] == ["hours.yaml", "services/laptop.yaml"]
