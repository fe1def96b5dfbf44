"""Typing by touches on the real on-screen keyboard, in every language and for every kind of field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.domain.answers import MoneyAnswer, NumberAnswer, TextAnswer, parse_answer
from kiosk.domain.flow import Move, Screen
from kiosk.finger import Finger
from kiosk.screens.form import FormModel
from kiosk.screens.session import LANGUAGE_NAMES
from kiosk.typist import KeyType, Typist
from kiosk.walker import LINES, NAMES
from tests.screens.five_languages import LANGUAGES, IranianStage, five_language_pack
from tests.screens.stage import LANDSCAPE, SMALL_LANDSCAPE, KioskStage
from tests.screens.test_fields import to_group
from tests.screens.walk import Walk

KEYS_MS = 300
"""The keyboard slides in and loads its page."""


class Typing:
    """Somebody with a finger at a form that asks everything."""

    def __init__(self, stage: KioskStage) -> None:
        stage.kiosk.after_first_frame()
        self.stage = stage
        self.walk = Walk(stage)
        self.finger = Finger(stage.window)
        self.typist = Typist(self.finger)

    def begin(self, language: str, field: str = "short_text") -> None:
        """A new visit, up to the field, its keyboard open."""
        self.stage.go("start")
        self.walk.to_form("everything")
        if field not in {"short_text", "long_text"}:
            to_group(self.walk, 4)
        self.stage.session.setLanguage(language)
        self.stage.settle()
        self.touch(field)

    def touch(self, field: str) -> None:
        self.walk.touch_entry(field)
        QTest.qWait(KEYS_MS)
        self.finger.wait(lambda: self.keys_seen(KeyType.ENTER), what="the keyboard")

    def change_language(self, language: str, field: str) -> None:
        """Go on in another language, in a field whose keyboard is open."""
        self.stage.session.setLanguage(language)
        self.touch(field)

    def finish(self) -> None:
        self.stage.session.moves.make(Move.FINISH)
        self.stage.settle()

    def keys_seen(self, *kinds: int) -> list[QQuickItem]:
        """The keys that are seen, of these kinds or of any."""
        found = [item for item in self.stage.items() if item.property("keyType") is not None]
        return [key for key in found if not kinds or key.property("keyType") in kinds]

    def faces(self) -> set[str]:
        """What is written on the letter and digit keys, as it would be typed."""
        return {str(key.property("text")) for key in self.keys_seen(KeyType.LETTER, KeyType.DIGIT) if key.isEnabled()}

    def shown(self, field: str) -> str:
        return str(self.walk.entry(field).property("text"))

    def raw(self, field: str) -> object:
        model = self.stage.session.model(Screen.FORM)
        assert isinstance(model, FormModel)
        return model.raw(field)

    def answer(self, field: str) -> object:
        """What would be stored and sent."""
        model = self.stage.session.model(Screen.FORM)
        assert isinstance(model, FormModel)
        question = next(each.question for each in model.fields.fields if each.question.id == field)
        return parse_answer(question, model.raw(field), today=None)

    def offered(self) -> list[str]:
        """The words in the line above the keys, as far as they are seen."""
        words = sorted(self.candidates(), key=lambda item: self.stage.centre(item).x())
        return [str(item.property("display")) for item in words]

    def candidates(self) -> list[QQuickItem]:
        """The items of those words."""
        return [item for item in self.stage.items() if item.metaObject().className().startswith("Candidate_")]


@pytest.fixture
def made(qapp: QGuiApplication) -> Iterator[Callable[..., Typing]]:
    stages: list[KioskStage] = []

    def make(stage: type[KioskStage] = KioskStage, **how: object) -> Typing:
        stages.append(stage(pack=five_language_pack(), **how))
        return Typing(stages[-1])

    yield make
    for stage in stages:
        stage.close()


@pytest.fixture
def typing(made: Callable[..., Typing]) -> Typing:
    return made()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "It's a 2nd lamp!"),
        ("ar", "إصلاح المصباح 2؟"),
        ("fa", "می\u200cخواهم پنجره، ژاله"),
        ("el", "Χάλασε το φως; Ναί"),
    ],
)
def test_a_sentence_is_typed_by_touch(typing: Typing, language: str, sentence: str) -> None:
    typing.begin(language)
    typing.typist.type(sentence)
    assert typing.shown("short_text") == sentence


@pytest.mark.parametrize(("language", "face"), [("en", "("), ("ar", ")"), ("fa", ")")])
def test_a_bracket_looks_on_its_key_as_in_the_text(typing: Typing, language: str, face: str) -> None:
    """Text from the right shows an opening bracket as a closing one."""
    typing.begin(language)
    typing.typist.type("(")
    assert [key.property("displayText") for key in typing.keys_seen() if key.property("text") == "("] == [face]
    assert typing.shown("short_text") == "("


def test_brackets_of_an_address_are_those_on_the_keys(typing: Typing) -> None:
    typing.begin("fa", "email")
    typing.typist.type("(")
    assert [key.property("displayText") for key in typing.keys_seen() if key.property("text") == "("] == ["("]


def test_pinyin_becomes_the_word_that_is_touched(typing: Typing) -> None:
    typing.begin("zh")
    typing.typist.compose("nihao", "你好")
    assert typing.shown("short_text") == "你好"
    typing.typist.compose("shijie", "世界")
    typing.typist.type("。")
    assert typing.raw("short_text") == "你好世界。"


def test_what_is_still_being_composed_counts_when_one_goes_on(typing: Typing) -> None:
    typing.begin("zh")
    typing.typist.type("nihao")
    typing.walk.tap("continue")
    assert typing.raw("short_text")


def test_the_keyboard_learns_no_words(typing: Typing) -> None:
    """What one person composes must never be offered to the next, nor lie in a file."""
    typing.begin("zh")
    typing.typist.type("xuezhefan")
    before = typing.offered()
    assert "雪遮泛" not in before
    for word in "雪遮泛":
        typing.typist.compose("", word)
    assert typing.shown("short_text") == "雪遮泛"
    typing.typist.type("xuezhefan")
    QTest.qWait(KEYS_MS)
    assert typing.offered() == before
    typing.finish()
    typing.begin("zh")
    typing.typist.type("xuezhefan")
    QTest.qWait(KEYS_MS)
    assert typing.offered() == before
    assert [path for path in typing.stage.kiosk.keyboard.folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", [KioskStage, IranianStage], ids=["latin", "native"])
def test_numbers_are_typed_on_a_pad_and_kept_in_ascii(
    made: Callable[..., Typing], stage: type[KioskStage], language: str
) -> None:
    typing = made(stage)
    typing.begin(language, "number")
    digits = typing.stage.session.wording.digits
    assert typing.faces() == set(digits), "a whole number: digits and nothing else"
    typing.typist.type("42")
    assert typing.shown("number").strip("\u200e") == digits[4] + digits[2]
    typing.touch("money")
    assert typing.faces() == {*digits, typing.stage.session.wording.decimal_sign}
    typing.typist.type(f"12{typing.stage.session.wording.decimal_sign}5")
    typing.touch("phone")
    assert typing.faces() >= {*digits, "+"}
    typing.typist.type("+30 210-12345")
    assert typing.answer("number") == NumberAnswer(Decimal(42))
    assert typing.answer("money") == MoneyAnswer(1250, "EUR")
    assert typing.answer("phone") == TextAnswer("+30 210-12345")


@pytest.mark.parametrize("language", LANGUAGES)
def test_addresses_and_codes_have_latin_keys_at_once_in_every_language(typing: Typing, language: str) -> None:
    typing.begin(language, "email")
    assert typing.faces() >= {*"abcdefghijklmnopqrstuvwxyz", "@", ".", "-", "_"}
    typing.typist.type("li.wei2@example.org")
    assert typing.raw("email") == "li.wei2@example.org"
    typing.touch("room")
    typing.typist.type("C-214")
    assert typing.raw("room") == "C-214"


ALPHABETS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" + "أءؤئةى" + "،.",
    "fa": "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی" + "ئ" + "،." + "\u200c",
    "el": "αβγδεζηθικλμνξοπρσςτυφχψω" + ";,.",
    "zh": "abcdefghijklmnopqrstuvwxyz" + "，。",
}


def test_every_letter_has_a_key_of_its_own(typing: Typing) -> None:
    typing.begin("en")
    for language, alphabet in ALPHABETS.items():
        typing.change_language(language, "short_text")
        assert set(alphabet) - typing.faces() == set(), language


@pytest.mark.parametrize("field", ["short_text", "number", "phone", "email"])
def test_every_key_is_wide_and_high_enough_for_a_finger(typing: Typing, field: str) -> None:
    typing.begin("en", field)
    px_per_mm = typing.stage.session.looks.pxPerMm
    for language in LANGUAGES:
        typing.change_language(language, field)
        for key in typing.keys_seen():
            where = (language, key.property("text"), key.width() / px_per_mm, key.height() / px_per_mm)
            assert min(where[2:]) >= 20, where


@pytest.mark.parametrize("size", [LANDSCAPE, SMALL_LANDSCAPE], ids=["landscape", "small"])
def test_keys_never_fall_below_what_a_finger_needs(made: Callable[..., Typing], size: object) -> None:
    typing = made(size=size)
    px_per_mm = typing.stage.session.looks.pxPerMm
    for language in LANGUAGES:
        typing.begin(language)
        assert min(min(key.width(), key.height()) for key in typing.keys_seen()) / px_per_mm >= 12.7
        typing.finish()


@pytest.mark.parametrize("text_size", [0, 3])
def test_offered_words_are_large_enough_for_a_finger(typing: Typing, text_size: int) -> None:
    typing.stage.session.looks.setTextSize(text_size)
    typing.begin("zh")
    typing.stage.session.looks.setTextSize(text_size)
    typing.typist.type("shi")
    QTest.qWait(KEYS_MS)
    words = typing.candidates()
    assert len(words) > 5
    px_per_mm = typing.stage.session.looks.pxPerMm
    for word in words:
        assert min(word.width(), word.height()) / px_per_mm >= 12.7
        text = next(child for child in word.childItems() if child.property("text"))
        assert text.height() <= word.height()
        assert text.width() <= word.width()


def test_the_page_does_not_jump_with_every_word(typing: Typing) -> None:
    typing.begin("zh")
    before = typing.walk.entry("short_text").mapToScene(QPointF()).y()
    typing.typist.compose("nihao", "你好")
    assert typing.walk.entry("short_text").mapToScene(QPointF()).y() == before


def test_the_globe_goes_through_the_languages_and_the_space_bar_names_them(typing: Typing) -> None:
    typing.begin("fa")
    names = []
    for _ in LANGUAGES:
        names.append(str(typing.keys_seen(KeyType.SPACE)[0].property("displayText")))
        typing.finger.touch_item(typing.keys_seen(KeyType.LANGUAGE)[0])
        QTest.qWait(KEYS_MS)
    assert sorted(names) == sorted(LANGUAGE_NAMES.values())
    assert names[0] == LANGUAGE_NAMES["fa"]


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_a_long_press_offers_the_digits_of_the_place(made: Callable[..., Typing], language: str) -> None:
    typing = made(IranianStage)
    typing.begin(language)
    corners = [
        str(key.property("smallText")) for key in typing.keys_seen(KeyType.LETTER) if key.property("smallTextVisible")
    ]
    digits = typing.stage.session.wording.digits
    assert [corner for corner in corners if corner.isdecimal()] == [*digits[1:], digits[0]]


def test_a_greek_accent_waits_for_its_vowel(typing: Typing) -> None:
    typing.begin("el")
    typing.typist.type("μ")
    typing.finger.touch_item(typing.keys_seen(KeyType.ACCENT)[0])
    assert "ά" in typing.faces()
    typing.typist.type("άλ")
    assert "ά" not in typing.faces()
    assert typing.shown("short_text").lower() == "μάλ"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fields", [("short_text", "long_text"), ("phone", "email")], ids="-".join)
def test_the_caret_waits_where_the_first_letter_will_come(
    typing: Typing, language: str, fields: tuple[str, str]
) -> None:
    typing.begin(language, fields[0])
    for field in fields:
        typing.touch(field)
        entry = typing.walk.entry(field)
        caret = typing.walk.item("caret")
        at = caret.mapToItem(entry, QPointF(0, 0)).x() / entry.width()
        assert at > 0.9 if language in {"ar", "fa"} else at < 0.1, field


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_tour_types_is_on_the_keyboard_of_its_language(typing: Typing, language: str) -> None:
    typing.begin(language)
    typing.typist.write(NAMES[language])
    typing.touch("long_text")
    typing.typist.write(LINES[language])
    assert (typing.shown("short_text"), typing.shown("long_text")) == (NAMES[language], LINES[language])
