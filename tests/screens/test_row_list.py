"""The rows of the catalog: only what changed is told, and what is told leads to what is wanted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtGui import QGuiApplication

from kiosk.screens.catalog_rows import Row, RowKind
from kiosk.screens.row_list import Role, RowList


def rows(keys: str) -> list[Row]:
    return [Row(key, RowKind.HEADING, title=key.upper()) for key in keys]


class Follower:
    """Does what the signals say, as a view does."""

    def __init__(self, model: RowList) -> None:
        self.keys: list[str] = []
        self.told: list[str] = []
        self._model = model
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.modelReset.connect(self._reset)

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.told.append(f"+{first}-{last}")
        self.keys[first:first] = [row.key for row in self._model.rows[first : last + 1]]

    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.told.append(f"-{first}-{last}")
        del self.keys[first : last + 1]

    def _reset(self) -> None:
        self.told.append("reset")
        self.keys = [row.key for row in self._model.rows]


@pytest.fixture
def model(qapp: QGuiApplication) -> Iterator[RowList]:
    parent = QObject()
    yield RowList(lambda row: [{"id": row.key}], parent)
    parent.deleteLater()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("abcdef", "af", ["-1-4"]),
        ("af", "abcdef", ["+1-4"]),
        ("abcdef", "bdf", ["-4-4", "-2-2", "-0-0"]),
        ("abc", "axcy", ["-1-1", "+1-1", "+3-3"]),
        ("abc", "abc", []),
        ("abc", "cba", ["reset"]),
        ("abc", "xyz", ["reset"]),
        ("abc", "", ["reset"]),
        ("", "abc", ["reset"]),
    ],
)
def test_only_what_changed_is_told(model: RowList, before: str, after: str, told: list[str]) -> None:
    model.show(rows(before))
    follower = Follower(model)
    follower.keys = list(before)
    model.show(rows(after))
    assert follower.told == told
    assert "".join(follower.keys) == after


@given(st.lists(st.permutations("abcdefgh").flatmap(lambda keys: st.integers(0, 8).map(lambda n: "".join(keys[:n])))))
def test_a_view_that_follows_always_shows_what_is_wanted(steps: list[str]) -> None:
    parent = QObject()
    model = RowList(lambda row: [], parent)
    follower = Follower(model)
    for step in steps:
        model.show(rows(step))
        assert "".join(follower.keys) == step
        assert model.rowCount() == len(step)
    parent.deleteLater()


def test_a_row_says_its_kind_its_title_and_what_stands_on_it(model: RowList) -> None:
    model.show(rows("ab"))
    second = model.index(1)
    assert [model.data(second, role) for role in Role] == ["heading", "B", [{"id": "b"}]]
    assert model.data(model.index(5), Role.KIND) is None
