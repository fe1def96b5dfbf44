"""Qt itself reads what we write."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QTranslator

from kiosk.screens.message_file import message_file

sentences = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


@settings(max_examples=60)
@given(st.dictionaries(sentences, sentences, max_size=30))
def test_qt_finds_every_sentence_in_any_context(translations: dict[str, str]) -> None:
    file = message_file(translations)
    translator = QTranslator()
    assert translator.load(file)
    for sentence, translation in translations.items():
        assert translator.translate("AnyScreen", sentence) == translation


def test_a_sentence_without_translation_is_left_to_qt() -> None:
    translator = QTranslator()
    assert translator.load(message_file({"Back": "رجوع"}))
    assert not translator.translate("BottomBar", "Finish")
    assert translator.translate("BottomBar", "Back") == "رجوع"
