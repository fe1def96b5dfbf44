"""The tool that keeps the message catalogues: what it finds, and what it does not let pass."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from kiosk.content.source import LANGUAGES
from scripts import catalogues


def found(folder: Path, name: str, text: str) -> list[tuple[str, ...]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    finder = catalogues.find_in_qml if path.suffix == ".qml" else catalogues.find_in_python
    return [each.ids for each in finder(path)]


def test_sentences_of_python_are_found_wherever_they_are_said(tmp_path: Path) -> None:
    text = """
LATER = message("Marked for later")
def say(wording, n):
    wording.text("One " "sentence {name}", name="x")
    self.wording().plural("{n} day", "{n} days", n)
    wording.text(LATER)
    other("Not a message")
    text = wording.text
    text("By another name")
"""
    assert set(found(tmp_path, "a.py", text)) == {
        ("Marked for later",),
        ("One sentence {name}",),
        ("By another name",),
        ("{n} day", "{n} days"),
    }


def test_sql_is_no_sentence(tmp_path: Path) -> None:
    assert found(tmp_path, "a.py", 'import sqlalchemy as sa\nsa.text("SELECT 1")') == []


def test_an_f_string_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"a\.py:1: an f-string"):
        found(tmp_path, "a.py", 'wording.text(f"Hello {name}")')


def test_sentences_of_qml_are_found_in_parts_and_with_numbers(tmp_path: Path) -> None:
    text = """
import QtQuick
Text {
    // qsTr("not this")
    text: ok ? qsTr("Say \\"yes\\"") : qsTr("In two "
        + "parts: %1").arg(qsTr("Inner"))
    Accessible.name: qsTr("%n thing(s)", "", count)
}
"""
    assert set(found(tmp_path, "A.qml", text)) == {
        ('Say "yes"',),
        ("In two parts: %1",),
        ("Inner",),
        ("%n thing(s)", "%n thing(s)"),
    }


def test_a_variable_in_qstr_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"A\.qml:1: qsTr needs the sentence"):
        found(tmp_path, "A.qml", "Text { text: qsTr(label) }")


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (Message("Yes", "نعم"), None),
        (Message("Yes", ""), "not written"),
        (Message("Yes", "نعم", flags={"fuzzy"}), "unsure"),
        (Message("{n} of {total}", "{n} من {total}"), None),
        (Message("{n} of {total}", "{n} من {tota}"), "placeholders"),
        (Message("Hello %1, %2", "مرحبا %2، %1"), None),
        (Message("Hello %1", "مرحبا"), "placeholders"),
        (Message("Yes", " نعم"), "white space"),
        (Message(("{n} day", "{n} days"), ("لا أيام", "يوم", "يومان", "{n} أيام", "{n} يومًا", "{n} يوم")), None),
        (Message(("{n} day", "{n} days"), ("يوم", "{n} أيام")), "not written"),
        (
            Message(("{n} day in {m}", "{n} days in {m}"), ("لا", "يوم", "يومان", "{n} أيام", "{n} يومًا", "{n} يوم")),
            "placeholders",
        ),
    ],
)
def test_an_entry_is_whole_sure_and_has_the_same_placeholders(entry: Message, fault: str | None) -> None:
    faults = list(catalogues.faults_of(entry, 6))
    if fault is None:
        assert faults == []
    else:
        assert any(fault in each for each in faults)


@pytest.mark.parametrize(("language", "forms"), [("ar", 6), ("fa", 1), ("el", 2), ("zh", 1)])
def test_each_catalogue_has_the_plural_forms_of_its_language(language: str, forms: int) -> None:
    catalog = catalogues.read_language(language)
    assert catalog.num_plurals == forms
    assert f"Plural-Forms: {catalogues._PLURALS[language]}" in catalogues.po_path(language).read_text(encoding="utf-8")
    plurals = [entry for entry in catalog if isinstance(entry.id, tuple)]
    assert plurals
    assert {len(entry.string) for entry in plurals} == {forms}


def test_every_language_of_a_pack_has_a_catalogue() -> None:
    assert {"en", *catalogues.LANGUAGES} == set(LANGUAGES)


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_catalogue_is_spelled_with_the_letters_of_its_language(language: str) -> None:
    """What is typed on the wrong keyboard looks right and is not: another yeh, a half-width comma, a Latin A."""
    wrong = {
        "ar": "[\u06cc\u06a9\u06af\u0640?;,]",
        "fa": "[\u064a\u0643\u0629\u0640?;,]|\\bمی |\u200c |ه ی\\b",
        "el": "[Α-Ωα-ωά-ώ][A-Za-zµ]|[A-Za-zµ][Α-Ωα-ωά-ώ]|[\u1f00-\u1fff?\u037e\u0387]",
        "zh": "[?!,;:()]|[\u4e00-\u9fff] [A-Za-z0-9%{]|[A-Za-z0-9%}] [\u4e00-\u9fff]|你",
    }[language]
    for entry in catalogues.read_language(language):
        for form in (entry.string if isinstance(entry.string, tuple) else [entry.string]) if entry.id else []:
            words = re.sub(r"\{\w+\}|%\d", "0", form)
            assert re.search(wrong, words) is None, form
