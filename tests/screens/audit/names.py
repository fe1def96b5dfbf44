"""Everything to touch has a name and a role, and every word that is seen is told (WCAG 1.1.1, 1.3.1, 4.1.2)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from shiboken6 import Shiboken

from tests.screens.audit.finding import Finding, Rule
from tests.screens.audit.scene import Scene, ancestors, is_icon, words_of

ROLES = frozenset(
    {
        QAccessible.Role.Button,
        QAccessible.Role.RadioButton,
        QAccessible.Role.CheckBox,
        QAccessible.Role.EditableText,
    }
)
"""What something to touch can be."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is told of one item."""

    name: str
    more: str
    role: QAccessible.Role


Told = dict[int, Said]
"""What assistive technology is given of a window, by the address of the item."""


def told_of(scene: Scene) -> Told:
    """Walk the accessible tree. Qt deletes its nodes when it likes: nothing of them is kept but words."""
    told: Told = {}
    waiting = [QAccessible.queryAccessibleInterface(scene.window)]
    while waiting:
        node = waiting.pop()
        item = node.object()
        if item is not None:
            more = (node.text(part) for part in (QAccessible.Text.Description, QAccessible.Text.Value))
            told[_address(item)] = Said(node.text(QAccessible.Text.Name), " ".join(more), node.role())
        waiting += [child for n in range(node.childCount()) if (child := node.child(n)) is not None]
    return told


def nameless(scene: Scene, told: Told) -> Iterator[Finding]:
    """Things to touch that say not what they are."""
    for item in scene.touchables:
        said = told.get(_address(item))
        if said is None:
            yield scene.finding(Rule.NAMELESS, item, "is not told at all")
        elif not said.name.strip():
            yield scene.finding(Rule.NAMELESS, item, "has no name")
        elif said.role not in ROLES:
            yield scene.finding(Rule.NAMELESS, item, f"is a {said.role.name}")


def unspoken(scene: Scene, told: Told) -> Iterator[Finding]:
    """Words that are seen and stand in no name.

    What stands on a button belongs into the button's name, or who says what they see presses nothing (WCAG 2.5.3). A
    label beside its field may stand in the field's name instead of being told by itself.
    """
    anywhere = [_plain(f"{said.name} {said.more}") for said in told.values()]
    for item in scene.texts:
        words = _plain(words_of(item))
        if is_icon(item) or not words:
            continue
        button = next((up for up in ancestors(item) if up.inherits("QQuickAbstractButton")), None)
        holders = [said for holder in (item, *ancestors(item)) if (said := told.get(_address(holder)))]
        here = [_plain(f"{said.name} {said.more}") for said in holders]
        if any(words in name for name in here):
            continue
        if button is None and len(words) > 1 and any(words in name for name in anywhere):
            continue
        names = ", ".join(said.name for said in holders if said.name)
        yield scene.finding(Rule.UNSPOKEN, item, f"stands in no name; there is {names or 'none'}")


def no_heading(scene: Scene, told: Told) -> Iterator[Finding]:
    """A screen without a heading to begin at."""
    said = (told.get(_address(item)) for item in scene.items)
    if not any(one and one.role == QAccessible.Role.Heading and one.name.strip() for one in said):
        yield scene.finding(Rule.UNSPOKEN, scene.window.contentItem(), "has no heading")


def _address(item: QObject) -> int:
    return int(Shiboken.getCppPointer(item)[0])


def _plain(words: str) -> str:
    """Letters and digits only: isolates, spaces and line ends are not heard, nor in which script a digit is."""
    letters = (letter for letter in unicodedata.normalize("NFKC", words).casefold() if letter.isalnum())
    return "".join(str(unicodedata.digit(letter, letter)) for letter in letters)
