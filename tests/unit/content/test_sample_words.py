"""The words of the sample pack: short and calm, and spelt as people who write the language spell it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.content.check import check_pack

FOLDER = Path(__file__).parents[3] / "assets" / "content"
NAMES = ("Northbridge Guest", "C-001")
"""Written the same in every language: people must find them on a screen or a door."""


@cache
def texts(language: str) -> tuple[str, ...]:
    """Every text of the pack in `language`; keywords are what people type and stand apart."""
    pack = check_pack(FOLDER).pack
    assert pack is not None
    return tuple(_texts(msgspec.to_builtins(pack), language))


def _texts(value: Any, language: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == language and isinstance(inner, str):
                yield inner
            else:
                yield from _texts(inner, language)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner, language)


def without_names(text: str) -> str:
    for name in NAMES:
        text = text.replace(name, "")
    return text


@pytest.mark.parametrize("language", ["en", "ar", "fa", "el", "zh"])
def test_its_sentences_are_short_and_calm(language: str) -> None:
    assert len(texts(language)) > 900
    for text in texts(language):
        assert not re.search("[!！]", text), text
        for sentence in re.split(r"[.?؟;\n]+(?:\s|$)|[。？；]", text):
            assert len(sentence.split()) <= 12, sentence
            assert language != "zh" or len(sentence) <= 40, sentence


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_its_arabic_and_persian_have_no_foreign_words_or_marks(language: str) -> None:
    for text in map(without_names, texts(language)):
        assert re.search("[\u0600-\u06ff]", text), text
        assert not re.search("[A-Za-z]{2,}", text), text
        assert "?" not in text, f"the question mark is ؟: {text}"
        assert not re.search(r", |; ", text), f"the comma is ، and the semicolon ؛: {text}"


def test_its_arabic_is_spelt_with_arabic_letters() -> None:
    for text in texts("ar"):
        assert not re.search("[یکگچپژ\u200c]", text), text


def test_its_persian_is_spelt_with_persian_letters_and_half_spaces() -> None:
    for text in texts("fa"):
        assert not re.search("[يكىة]", text), text
        assert not re.search(r"(?:^|\s)ن?می\s", text), f"a half space follows می: {text}"
        assert not re.search(r"\s(?:ها|های|هایی|ترین)(?:\s|$)", text), f"a half space precedes: {text}"
        assert not re.search("\u200c(?:\\s|$)|(?:^|\\s)\u200c", text), f"a half space at the edge of a word: {text}"


def test_its_greek_carries_its_accents() -> None:
    """Every word of two syllables or more has exactly one place for the accent, and none is polytonic."""
    for text in texts("el"):
        assert not re.search("[\u1f00-\u1fff?]", text), text
        for word in re.findall("[Α-Ωα-ωΆ-Ώά-ώ]+", text):
            syllables = re.findall("[αεηιουωάέήίόύώϊϋΐΰ]+", word.lower())
            assert len(syllables) < 2 or re.search("[άέήίόύώΐΰΆΈΉΊΌΎΏ]", word), f"{word}: {text}"


def test_its_chinese_is_simplified_polite_and_set_full_width() -> None:
    for text in map(without_names, texts("zh")):
        text = re.sub(r"(?m)^(?:- |#+ |\d+\. )", "", text)
        text.encode("gb2312")
        assert "你" not in text, text
        assert not re.search("[\u4e00-\u9fff] | [\u4e00-\u9fff]", text), text
        assert not re.search("[\u4e00-\u9fff][,.?;:()]|[,?;()][\u4e00-\u9fff]", text), text
