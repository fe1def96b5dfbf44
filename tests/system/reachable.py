"""Everything that can be read out of a kiosk between two visits: items, models, clipboard, keyboard, files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QJSValue, QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem

from kiosk.app import Kiosk
from kiosk.screens.field_list import FieldList

WORDED = (
    "text", "displayText", "preeditText", "selectedText", "placeholderText", "spokenName", "title", "subtitle", "place",
    "detail", "code", "qr", "reference", "spelled", "ticket", "answer", "question", "label", "hint", "words", "lines",
)  # fmt: skip
"""Properties of items that can hold words: those of Qt's own items and of our controls."""


TEXT_TYPES = frozenset({"QString", "QStringList", "QVariantList", "QVariantMap", "QVariant", "PyObject"})


def strings_within(kiosk: Kiosk) -> list[tuple[str, str]]:
    """Every string that an item, a view-model, the keyboard or the clipboard holds, with where it was found."""
    found = [(text, "the keyboard") for text in _keyboard(kiosk)]
    found.append((QGuiApplication.clipboard().text(), "the clipboard"))
    for item in _items(kiosk):
        for name in WORDED:
            found += [(text, f"{item.objectName()} {name}") for text in _texts(item.property(name))]
    # Reading the meta-objects of Python's own classes is safe; those of QML types are outlived by their wrappers.
    for model in [kiosk.session, *kiosk.session.findChildren(QObject)]:
        kind = model.metaObject()
        for number in range(kind.propertyCount()):
            name = str(kind.property(number).name())
            if str(kind.property(number).typeName()) not in TEXT_TYPES:
                continue
            found += [(text, f"{kind.className()} {name}") for text in _texts(model.property(name))]
        found += [(text, f"{kind.className()} inside") for text in _texts(vars(model))]
        if isinstance(model, FieldList):
            found += [(text, "a row of questions") for value in _rows(model) for text in _texts(value)]
    return found


def files_with(folder: Path, words: list[str]) -> list[Path]:
    """Files under `folder` that hold one of `words`, in UTF-8 or UTF-16."""
    forms = [word.encode(coding) for word in words for coding in ("utf-8", "utf-16-le", "utf-16-be")]
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]


def _keyboard(kiosk: Kiosk) -> list[str]:
    engine = next(child for child in kiosk.window.children() if isinstance(child, QQmlEngine))
    component = QQmlComponent(engine, QUrl.fromLocalFile(str(Path(__file__).with_name("KeyboardProbe.qml"))))
    probe = component.create()
    assert probe is not None, component.errorString()
    said = probe.property("texts")
    probe.deleteLater()
    assert isinstance(said, list)
    return said


def _items(kiosk: Kiosk) -> Iterator[QQuickItem]:
    """Every item of the window, drawn or not."""
    todo = [kiosk.window.window.contentItem()]
    while todo:
        found = todo.pop()
        yield found
        todo.extend(found.childItems())


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case QJSValue():
            yield from _texts(value.toVariant())
        case dict():
            for inner in value.values():
                yield from _texts(inner)
        case list() | tuple():
            for inner in value:
                yield from _texts(inner)


def _rows(model: QAbstractItemModel) -> Iterator[object]:
    for row in range(model.rowCount(QModelIndex())):
        for role in model.roleNames():
            yield model.data(model.index(row, 0), role)
