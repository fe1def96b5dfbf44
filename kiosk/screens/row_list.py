"""The rows of the catalog as a list that QML can follow: of 500 rows only those in sight are ever drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

from kiosk.screens.catalog_rows import Row

Cell = dict[str, object]
"""What is said of one service or department: id, title, summary, icon, position, total."""


class Role(IntEnum):
    """What a row holds."""

    KIND = Qt.ItemDataRole.UserRole + 1
    TITLE = Qt.ItemDataRole.UserRole + 2
    CELLS = Qt.ItemDataRole.UserRole + 3


class RowList(QAbstractListModel):
    """Rows by key. `cells` says what stands on a row, and is asked for rows in sight only. Interface thread."""

    def __init__(self, cells: Callable[[Row], list[Cell]], parent: QObject) -> None:
        super().__init__(parent)
        self._cells = cells
        self._rows: list[Row] = []

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows, from the top."""
        return tuple(self._rows)

    def show(self, wanted: Sequence[Row]) -> None:
        """Have exactly `wanted` as rows. Those that stay keep what is drawn of them; what they say may have changed."""
        place = {row.key: index for index, row in enumerate(wanted)}
        kept = [place[row.key] for row in self._rows if row.key in place]
        if not kept or kept != sorted(kept):
            self.beginResetModel()
            self._rows = list(wanted)
            self.endResetModel()
            return
        for first, last in reversed(list(_runs(i for i, row in enumerate(self._rows) if row.key not in place))):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
        stay = {row.key for row in self._rows}
        for first, last in _runs(i for i, row in enumerate(wanted) if row.key not in stay):
            self.beginInsertRows(QModelIndex(), first, last)
            self._rows[first:first] = wanted[first : last + 1]
            self.endInsertRows()
        self._rows = list(wanted)
        self.dataChanged.emit(self.index(0), self.index(len(wanted) - 1), [Role.TITLE, Role.CELLS])

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a row holds."""
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Role.KIND:
                return row.kind.value
            case Role.TITLE:
                return row.title
            case Role.CELLS:
                return self._cells(row)
            case _:
                return None

    def roleNames(self) -> dict[int, QByteArray]:
        """The names QML knows the roles by."""
        return {Role.KIND: QByteArray(b"kind"), Role.TITLE: QByteArray(b"title"), Role.CELLS: QByteArray(b"cells")}


def _runs(indices: Iterable[int]) -> Iterator[tuple[int, int]]:
    """`indices` (rising) as runs of neighbours: first and last of each."""
    first = last = None
    for index in indices:
        if first is None or last is None:
            first = last = index
        elif index == last + 1:
            last = index
        else:
            yield first, last
            first = last = index
    if first is not None and last is not None:
        yield first, last
