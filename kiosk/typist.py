"""A finger that types on the on-screen keyboard: finds each character where a person would, page by page.

For the tour and the tests, in every language the keyboard has. Interface thread; waiting spins its loop.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.finger import Finger, NotOnScreen

TURN_MS = 60
"""The keyboard loads another page or language in 16 to 60 ms (TRAPS.md)."""

COMPOSE_MS = 100
"""The line of words follows the letters within a few frames."""

LANGUAGES = 5
"""Most keyboards that the globe key goes through."""

PINYIN = {"李明": "liming", "窗户旁边": "chuanghupangbian"}
"""How Chinese names and lines are typed; the keyboard offers each as a whole."""

TONOS = "\u0301"


class KeyType(IntEnum):
    """What a key of Qt Virtual Keyboard does: `QtVirtualKeyboard.KeyType`, as its keys tell in `keyType`."""

    LANGUAGE = 2
    ENTER = 3
    LETTER = 8
    ACCENT = 9
    DIGIT = 10
    SHIFT = 11
    SPACE = 12
    SIGNS = 13


class Typist:
    """Types with one finger, key by key."""

    def __init__(self, finger: Finger) -> None:
        self.finger = finger

    def type(self, text: str) -> None:
        """Type `text`, changing the keyboard's page or language where a character needs it.

        Where the keyboard has digits of another script, a digit is typed as those. Chinese is for `compose`.
        """
        self.finger.wait(lambda: self._key_of(KeyType.ENTER), what="the keyboard")
        for character in text:
            self._type(character)

    def write(self, text: str) -> None:
        """Type or compose `text`, of which only the words of `PINYIN` may be Chinese."""
        if text in PINYIN:
            self.compose(PINYIN[text], text)
        else:
            self.type(text)

    def compose(self, pinyin: str, word: str) -> None:
        """Type `pinyin` and touch `word` in the line of words that it brings."""
        self.type(pinyin)
        finger = self.finger
        finger.wait(lambda: self.candidate(word), what=f"{word} to be offered for {pinyin}")
        QTest.qWait(COMPOSE_MS)
        candidate = self.candidate(word)
        if candidate is None:
            raise NotOnScreen(f"{word} went away")
        finger.touch_item(candidate)
        QTest.qWait(COMPOSE_MS)

    def candidate(self, word: str) -> QQuickItem | None:
        """The word in the line above the keys."""
        return self.finger.find_by(
            lambda item: item.metaObject().className().startswith("Candidate_") and item.property("display") == word
        )

    def _type(self, character: str) -> None:
        for _language in range(LANGUAGES):
            for signs, more in ((None, False), (False, False), (True, False), (True, True)):
                self._show(signs=signs, more=more)
                if self._touch(character):
                    return
            self._show(signs=False, more=False)
            if self._hold(character):
                return
            self._press(KeyType.LANGUAGE)
        raise NotOnScreen(f"the keyboard has no key {character!r}")

    def _show(self, *, signs: bool | None, more: bool) -> None:
        """Turn to the letters, the signs or more signs; None stays. A pad has no pages."""
        if signs is not None and signs != (self.finger.find("moreSigns") is not None):
            self._press(KeyType.SIGNS)
        if more and (turn := self.finger.find("moreSigns")) is not None:
            self.finger.touch_item(turn)
            QTest.qWait(TURN_MS)

    def _touch(self, character: str) -> bool:
        key = self._key(character)
        if key is None and TONOS in (parts := unicodedata.normalize("NFD", character)) and self._key(parts[0]):
            self._press(KeyType.ACCENT)
            key = self._key(character)
        if key is None:
            return False
        if character.isalpha() and character.isupper() != self._shifted():
            self._press(KeyType.SHIFT)
        self.finger.touch_item(key)
        return True

    def _hold(self, character: str) -> bool:
        """Hold the key that offers `character` besides its own, and slide to it."""
        key = self.finger.find_by(lambda item: character in _others(item))
        if key is None:
            return False

        def offered() -> QPoint:
            shown = self.finger.find("alternativeKeys")
            found = self.finger.find_by(
                lambda item: item.property("text") == character and shown is not None and shown.isAncestorOf(item)
            )
            if found is None:
                raise NotOnScreen(f"holding {key.property('text')!r} does not offer {character!r}")
            return _middle(found)

        self.finger.hold_and_slide(_middle(key), offered)
        return True

    def _key(self, character: str) -> QQuickItem | None:
        if character == " ":
            return self._key_of(KeyType.SPACE)
        wanted = _plain(character)
        kinds = (KeyType.LETTER, KeyType.DIGIT)
        return self.finger.find_by(lambda i: i.property("keyType") in kinds and _plain(i.property("text")) == wanted)

    def _key_of(self, kind: KeyType) -> QQuickItem | None:
        return self.finger.find_by(lambda item: item.property("keyType") == kind)

    def _press(self, kind: KeyType) -> None:
        key = self._key_of(kind)
        if key is not None and key.isEnabled():
            self.finger.touch_item(key)
            QTest.qWait(TURN_MS)

    def _shifted(self) -> bool:
        keyboard = self.finger.find_by(lambda item: item.property("uppercased") is not None)
        return keyboard is not None and bool(keyboard.property("uppercased"))


def _middle(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def _plain(character: str) -> str:
    """The face of a key: small, its digits those of ASCII."""
    return str(int(character)) if character.isdecimal() and len(character) == 1 else character.lower()


def _others(item: QQuickItem) -> str:
    """What a key offers besides its own character."""
    if item.property("keyType") != KeyType.LETTER:
        return ""
    others = item.property("alternativeKeys")
    return others if isinstance(others, str) else ""
