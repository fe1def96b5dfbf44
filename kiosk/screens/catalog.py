"""The catalog: by department, by what is requested most, and by what somebody types."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.catalog import RequestKind
from kiosk.journeys.browse import CatalogView
from kiosk.screens.catalog_rows import CatalogRows, Row
from kiosk.screens.decorators import QmlUncreatable
from kiosk.screens.model import ScreenModel
from kiosk.screens.row_list import Cell, RowList
from kiosk.screens.session import SessionState

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1

SEARCH = "search"
"""The argument with which Home's search box opens the catalog."""

TYPED_LIMIT = 80
"""Characters to look for: more than anybody types, less than would ever be slow."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """Which part of the catalog is shown."""

    kind: RequestKind | None
    department: str
    typed: str


@QmlElement
@QmlUncreatable("made in Python")
class CatalogModel(ScreenModel):
    """`enter` takes the kind of request to show, nothing for all kinds, or `SEARCH` to type at once."""

    changed = Signal()
    typedChanged = Signal()
    stepped = Signal()
    """A department was opened or left, or the filter was taken off: the list begins at its top again."""

    def __init__(self, session: SessionState, catalog: CatalogView) -> None:
        super().__init__(session)
        self._session = session
        self._catalog = catalog
        self._kind: RequestKind | None = None
        self._typing_first = False
        self._department = ""
        self._typed = ""
        self._columns = 1
        self._list = RowList(self._cells, self)
        self._overviews: dict[tuple[str, RequestKind | None, int], list[Row]] = {}

    # -- the life of the screen

    def enter(self, argument: str) -> None:
        """Show services of one kind, or of all."""
        self._typing_first = argument == SEARCH
        self._kind = RequestKind(argument) if argument and not self._typing_first else None
        self._department = ""
        self._set_typed("")
        self._show()

    def standing(self) -> object:
        """What is shown of the catalog."""
        return _Standing(self._kind, self._department, self._typed)

    def resume(self, standing: object) -> bool:
        """The same part of the catalog; all of it where the department offers nothing any more."""
        self.enter("")
        if isinstance(standing, _Standing):
            self._kind = standing.kind
            if any(each.id == standing.department for each in self._catalog.departments(kind=standing.kind)):
                self._department = standing.department
            self._set_typed(standing.typed)
            self._show()
        return True

    def step_back(self) -> bool:
        """From what was found, and from one department's services, back to everything."""
        if not self._typed and not self._department:
            return False
        if not self._typed:
            self._department = ""
        self._set_typed("")
        self._show()
        self.stepped.emit()
        return True

    def retranslate(self) -> None:
        """The same services in other words; what was typed is looked for in them."""
        if self._list.rows or self._typed:
            self._show()

    def wipe(self) -> None:
        """What was looked for is nobody else's business."""
        self._kind = None
        self._typing_first = False
        self._department = ""
        self._set_typed("")
        self._list.show([])
        self.changed.emit()

    # -- what QML shows and calls

    @Slot(int)
    def arrange(self, columns: int) -> None:
        """There is room for so many services beside each other."""
        if columns != self._columns:
            self._columns = columns
            self._show()

    @Slot()
    def getReady(self) -> None:
        """Somebody is about to type: what takes longer than a key may is done now, while the keyboard comes up."""
        self._catalog.find("", self._session.language_code)

    @Slot(str)
    def type(self, text: str) -> None:
        """Another letter was typed: show what fits."""
        if text != self._typed:
            self._set_typed(text)
            self._show()

    @Slot()
    def clear(self) -> None:
        """Show everything again."""
        self._set_typed("")
        self._show()
        self.stepped.emit()

    @Slot(str)
    def openDepartment(self, department: str) -> None:
        """A department was touched."""
        if self._session.moves.busy:
            return
        self._session.moves.settle()
        self._department = department
        self._show()
        self.stepped.emit()

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """Headings, departments and services, as a list model."""
        return self._list

    @Property(bool, notify=changed)
    def problems(self) -> bool:
        """Whether only problems to report are shown."""
        return self._kind is RequestKind.INCIDENT

    @Property(bool, notify=changed)
    def typingFirst(self) -> bool:
        """Whether the keyboard opens with the screen."""
        return self._typing_first

    @Property(str, notify=changed)
    def departmentTitle(self) -> str:
        """The department whose services are shown; empty while none or all are."""
        return self._session.texts(self._catalog.department(self._department).title) if self._department else ""

    @Property(str, notify=changed)
    def departmentSummary(self) -> str:
        return self._session.texts(self._catalog.department(self._department).summary) if self._department else ""

    @Property(str, notify=typedChanged)
    def typed(self) -> str:
        """What services are looked for by."""
        return self._typed

    @Property(int, constant=True)
    def typedLimit(self) -> int:
        return TYPED_LIMIT

    @Property(bool, notify=changed)
    def nothingFound(self) -> bool:
        """Whether no service fits what is typed."""
        return bool(self._typed.strip()) and not self._list.rows

    @Property(str, notify=changed)
    def outcome(self) -> str:
        """How many services fit what is typed, for ears; empty while nothing is typed."""
        if not self._typed.strip():
            return ""
        found = self._list.rows
        return found[0].title if found else self._session.wording.text("We found no service for that.")

    # -- inside

    def _show(self) -> None:
        rows = CatalogRows(self._catalog, self._session.wording, self._session.texts, self._columns)
        if self._typed.strip():
            self._list.show(rows.found(self._catalog.find(self._typed, self._session.language_code)))
        elif self._department:
            self._list.show(rows.department(self._department, self._kind))
        else:
            self._list.show(self._overview(rows))
        self.changed.emit()

    def _overview(self, rows: CatalogRows) -> list[Row]:
        """Arranged once: for 500 services it takes as long as drawing them."""
        standing = (self._session.language_code, self._kind, self._columns)
        if standing not in self._overviews:
            self._overviews[standing] = rows.overview(self._kind)
        return self._overviews[standing]

    def _set_typed(self, typed: str) -> None:
        self._typed = typed
        self.typedChanged.emit()

    def _cells(self, row: Row) -> list[Cell]:
        return [
            {
                "id": offer.id,
                "title": self._session.texts(offer.title),
                "summary": self._session.texts(offer.summary),
                "icon": offer.icon,
                "position": row.first + index,
                "total": row.total,
            }
            for index, offer in enumerate(row.offers)
        ]
