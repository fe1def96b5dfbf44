"""`kiosk content status`: what is missing, what its source has overtaken, and the ledger that remembers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from pydantic import BaseModel
from typer.testing import CliRunner

from kiosk.content import authored
from kiosk.content.check import check_pack
from kiosk.content.commands import content_app
from kiosk.content.ledger import Entry, digest_of, read_ledger, write_ledger
from kiosk.content.source import LANGUAGES, LEDGER_FILE
from kiosk.errors import ContentError

SAMPLE = Path(__file__).parents[3] / "assets" / "content"
LAPTOP = "services/laptop.yaml"

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("TERM", "dumb")
    return lambda *words: CliRunner().invoke(content_app, ["status", *map(str, words)])


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def told(run: Run, folder: Path, language: str = "ar") -> dict[str, Any]:
    result = run(folder, "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == (0 if found["ok"] else 1)
    return next(each for each in found["languages"] if each["language"] == language)


def keys(places: list[dict[str, Any]]) -> list[tuple[str, int, str]]:
    return [(place["file"], place["line"], place["key"]) for place in places]


def test_the_sample_pack_has_nothing_untranslated_or_outdated(run: Run) -> None:
    result = run(SAMPLE, "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert [each["language"] for each in found["languages"]] == list(LANGUAGES)
    assert found["written_in"] == "en"
    for each in found["languages"]:
        assert each["texts"] > 1000
        assert (each["missing"], each["outdated"], each["same_as_source"]) == ([], [], [])


def test_no_key_of_the_format_is_taken_for_a_language() -> None:
    models = [each for each in vars(authored).values() if isinstance(each, type) and issubclass(each, BaseModel)]
    assert len(models) > 10
    assert {key for model in models for key in model.model_fields} & set(LANGUAGES) == set()


def test_missing_texts_are_named_though_the_pack_is_refused(run: Run, folder: Path) -> None:
    edit(folder, LAPTOP, "title: {en: Laptop, ar: حاسوب}", "title: {en: Laptop}")
    edit(folder, LAPTOP, "label: {en: Room, ar: غرفة}", 'label: {en: Room, ar: ""}')
    edit(folder, LAPTOP, "icon: laptop", "icno: laptop\nkeywords: {en: [computer, screen]}")
    (folder / "articles/wifi/ar.md").unlink()
    assert check_pack(folder).pack is None
    found = told(run, folder)
    assert keys(found["missing"]) == [
        (LAPTOP, 2, "title"),
        (LAPTOP, 5, "keywords"),
        (LAPTOP, 28, "form.1.fields.room.label"),
        ("articles/wifi/ar.md", 0, "text"),
    ]
    assert found["missing"][0]["source"] == "Laptop"
    people = run(folder)
    assert people.exit_code == 1
    assert f"{LAPTOP}:28:9: form.1.fields.room.label “Room”" in people.output
    assert keys(told(run, folder, "en")["missing"]) == []


def test_a_text_that_only_a_translation_has_is_missing_in_the_source(run: Run, folder: Path) -> None:
    edit(folder, LAPTOP, "title: {en: Laptop, ar: حاسوب}", "title: {ar: حاسوب}")
    assert keys(told(run, folder, "en")["missing"]) == [(LAPTOP, 2, "title")]
    assert told(run, folder)["missing"] == []


def test_a_source_that_changes_after_the_confirmation_outdates_its_translation(run: Run, folder: Path) -> None:
    assert told(run, folder)["unconfirmed"] > 10
    assert run(folder, "--confirm").exit_code == 0
    assert told(run, folder)["unconfirmed"] == 0
    edit(folder, LAPTOP, "summary: {en: Another one, ar: حاسوب آخر}", "summary: {en: A better one, ar: حاسوب آخر}")
    edit(folder, "articles/wifi/en.md", "Open the settings.", "Open the menu.")
    found = told(run, folder)
    assert keys(found["outdated"]) == [(LAPTOP, 3, "summary"), ("articles/wifi/ar.md", 1, "text")]
    assert found["outdated"][0]["column"] == 29
    edit(folder, LAPTOP, "summary: {en: A better one, ar: حاسوب آخر}", "summary: {en: A better one, ar: حاسوب أفضل}")
    found = told(run, folder)
    assert keys(found["outdated"]) == [("articles/wifi/ar.md", 1, "text")]
    assert found["unconfirmed"] == 1
    run(folder, "--confirm", "--language", "ar")
    assert told(run, folder)["outdated"] == []


def test_a_translation_that_changes_with_its_source_is_current(run: Run, folder: Path) -> None:
    run(folder, "--confirm")
    edit(folder, LAPTOP, "title: {en: Laptop, ar: حاسوب}", "title: {en: Notebook, ar: دفتر}")
    assert told(run, folder)["outdated"] == []
    assert told(run, folder)["unconfirmed"] == 1


def test_a_source_that_goes_back_to_what_it_was_outdates_nothing(run: Run, folder: Path) -> None:
    run(folder, "--confirm")
    edit(folder, LAPTOP, "en: Laptop", "en: Notebook")
    assert len(told(run, folder)["outdated"]) == 1
    edit(folder, LAPTOP, "en: Notebook", "en: Laptop")
    assert told(run, folder)["outdated"] == []


def test_moving_texts_about_outdates_nothing(run: Run, folder: Path) -> None:
    run(folder, "--confirm")
    edit(folder, LAPTOP, "steps:\n", "steps:\n  - title: {en: Your manager agrees, ar: يوافق مديرك}\n")
    edit(folder, LAPTOP, "title: {en: Laptop, ar: حاسوب}\nsummary", "summary")
    edit(folder, LAPTOP, "icon: laptop\n", "icon: laptop\ntitle: {en: Laptop, ar: حاسوب}\n")
    found = told(run, folder)
    assert (found["outdated"], found["unconfirmed"]) == ([], 1)


def test_one_language_is_confirmed_without_the_others(run: Run, folder: Path) -> None:
    for path in folder.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("[en, ar]", "[en, ar, zh]")
        path.write_text(text.replace(", ar: ", ", zh: 一, ar: "), encoding="utf-8")
    (folder / "articles/wifi/zh.md").write_text("一", encoding="utf-8")
    run(folder, "--confirm", "--language", "zh")
    assert (told(run, folder, "zh")["unconfirmed"], told(run, folder, "ar")["unconfirmed"] > 0) == (0, True)
    run(folder, "--confirm", "--language", "ar")
    assert (told(run, folder, "zh")["unconfirmed"], told(run, folder, "ar")["unconfirmed"]) == (0, 0)


def test_a_text_of_two_words_that_is_the_source_word_for_word_is_a_hint(run: Run, folder: Path) -> None:
    edit(folder, LAPTOP, "summary: {en: Another one, ar: حاسوب آخر}", "summary: {en: Another one, ar: Another one}")
    edit(folder, LAPTOP, "title: {en: Laptop, ar: حاسوب}", "title: {en: Laptop, ar: Laptop}")
    found = told(run, folder)
    assert keys(found["same_as_source"]) == [(LAPTOP, 3, "summary")]
    assert found["missing"] == []


def test_the_pack_says_what_it_is_written_in(run: Run, folder: Path) -> None:
    edit(folder, "pack.yaml", "desk_language: en", "desk_language: en\nwritten_in: ar")
    assert check_pack(folder).faults == ()
    run(folder, "--confirm")
    edit(folder, LAPTOP, "ar: حاسوب}", "ar: دفتر}")
    assert keys(told(run, folder, "en")["outdated"]) == [(LAPTOP, 2, "title")]
    edit(folder, "pack.yaml", "written_in: ar", "written_in: el")
    (fault,) = check_pack(folder).faults
    assert (fault.file, fault.line, fault.code) == ("pack.yaml", 5, "unknown-reference")


def test_a_file_that_cannot_be_read_is_named_and_its_confirmations_are_kept(run: Run, folder: Path) -> None:
    run(folder, "--confirm")
    before = read_ledger(folder)
    good = (folder / LAPTOP).read_text(encoding="utf-8")
    (folder / LAPTOP).write_text("title: {en: [", encoding="utf-8")
    result = run(folder, "--confirm")
    assert result.exit_code == 1
    assert f"Not read: {LAPTOP}:1" in result.output
    (folder / LAPTOP).write_text(good, encoding="utf-8")
    assert read_ledger(folder) == before


def test_the_ledger_is_sorted_one_line_a_text_and_no_part_of_the_pack(run: Run, folder: Path) -> None:
    digest = check_pack(folder).digest
    run(folder, "--confirm")
    lines = (folder / LEDGER_FILE).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert lines[1:] == sorted(lines[1:])
    assert f"{LAPTOP} ar {digest_of('Laptop')} {digest_of('حاسوب')}" in lines
    assert check_pack(folder).digest == digest
    assert check_pack(folder).faults == ()


def test_both_sides_of_a_merge_are_one_ledger(folder: Path) -> None:
    ours, theirs = Entry("a.yaml", "ar", "0" * 8, "1" * 8), Entry("a.yaml", "el", "0" * 8, "2" * 8)
    write_ledger(folder, [ours])
    path = folder / LEDGER_FILE
    path.write_text(path.read_text() + f"{' '.join(theirs)}\n{' '.join(ours)}\n", encoding="utf-8")
    assert read_ledger(folder) == {ours, theirs}


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "a.yaml ar 00 11", "a.yaml ar " + "0" * 8])
def test_a_line_that_a_merge_left_behind_is_named(run: Run, folder: Path, line: str) -> None:
    (folder / LEDGER_FILE).write_text(f"# head\n{line}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=f"{LEDGER_FILE}:2"):
        read_ledger(folder)
    result = run(folder)
    assert result.exit_code == 2
    assert f"{LEDGER_FILE}:2" in result.output


def test_wrong_use_exits_with_2(run: Run, folder: Path) -> None:
    assert run(folder / "nowhere").exit_code == 2
    result = run(folder, "--language", "el")
    assert result.exit_code == 2
    assert "It has en, ar." in result.output
    (folder / "pack.yaml").write_text("id: x\n", encoding="utf-8")
    assert run(folder).exit_code == 2
