"""The questions on the screen as a list that QML can follow: rows come and go, the others stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

from kiosk.screens.field_model import FieldModel


class Role(IntEnum):
    """What a row holds."""

    FIELD = Qt.ItemDataRole.UserRole + 1
    KIND = Qt.ItemDataRole.UserRole + 2


class FieldList(QAbstractListModel):
    """Rows of `FieldModel`. Lives on the interface thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._fields: list[FieldModel] = []

    @property
    def fields(self) -> tuple[FieldModel, ...]:
        """The rows, from the top."""
        return tuple(self._fields)

    def show(self, wanted: Sequence[FieldModel]) -> None:
        """Have exactly `wanted` as rows: only what changed is told, so a field being typed in keeps the focus."""
        for row in range(len(self._fields) - 1, -1, -1):
            if self._fields[row] not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._fields[row]
                self.endRemoveRows()
        for row, field in enumerate(wanted):
            if row < len(self._fields) and self._fields[row] is field:
                continue
            self.beginInsertRows(QModelIndex(), row, row)
            self._fields.insert(row, field)
            self.endInsertRows()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """How many questions there are."""
        return 0 if parent is not None and parent.isValid() else len(self._fields)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The question of a row, or its kind."""
        if not 0 <= index.row() < len(self._fields):
            return None
        field = self._fields[index.row()]
        match role:
            case Role.FIELD:
                return field
            case Role.KIND:
                return field.question.kind.value
            case _:
                return None

    def roleNames(self) -> dict[int, QByteArray]:
        """The names QML knows the roles by."""
        return {Role.FIELD: QByteArray(b"field"), Role.KIND: QByteArray(b"kind")}
