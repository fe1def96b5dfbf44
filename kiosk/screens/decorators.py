"""PySide's class decorators as the type checker needs them: its stubs take `QmlUncreatable` for a plain class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar, cast

from PySide6 import QtQml

C = TypeVar("C", bound=type)


class _WithText(Protocol):
    """A decorator of classes that takes one text."""

    def __call__(self, text: str, /) -> Callable[[C], C]: ...


QmlUncreatable = cast("_WithText", QtQml.QmlUncreatable)
"""QML may name the type but not make one; the text tells why."""

QmlNamedElement = cast("_WithText", QtQml.QmlNamedElement)
"""QML knows the type by this name."""
