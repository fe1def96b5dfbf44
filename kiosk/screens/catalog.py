"""The catalog: departments, and what each of them offers."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.catalog import Department, RequestKind, Service
from kiosk.journeys.browse import CatalogView
from kiosk.screens.decorators import QmlUncreatable
from kiosk.screens.model import ScreenModel
from kiosk.screens.session import SessionState

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1

SERVICES_AT_ONCE = 8
"""So many services are shown at once, under their departments; with more, the department is chosen first."""


@QmlElement
@QmlUncreatable("made in Python")
class CatalogModel(ScreenModel):
    """`enter` takes the kind of request to show, or nothing for all kinds."""

    changed = Signal()
    stepped = Signal()
    """Departments gave way to services, or the other way round."""

    def __init__(self, session: SessionState, catalog: CatalogView) -> None:
        super().__init__(session)
        self._session = session
        self._catalog = catalog
        self._kind: RequestKind | None = None
        self._department = ""

    def enter(self, argument: str) -> None:
        """Show services of one kind, or of all."""
        self._kind = RequestKind(argument) if argument else None
        self._department = ""
        self.changed.emit()

    def step_back(self) -> bool:
        """From one department's services back to the departments."""
        if not self._department:
            return False
        self._department = ""
        self.changed.emit()
        self.stepped.emit()
        return True

    def retranslate(self) -> None:
        """The same services in other words."""
        self.changed.emit()

    def wipe(self) -> None:
        """What was looked for is nobody else's business."""
        self._kind = None
        self._department = ""
        self.changed.emit()

    @Slot(str)
    def openDepartment(self, department: str) -> None:
        """A department was touched."""
        if self._session.moves.busy:
            return
        self._session.moves.settle()
        self._department = department
        self.changed.emit()
        self.stepped.emit()

    @Property(bool, notify=changed)
    def problems(self) -> bool:
        """Whether only problems to report are shown."""
        return self._kind is RequestKind.INCIDENT

    @Property(str, notify=changed)
    def departmentTitle(self) -> str:
        """The department whose services are shown; empty while none or all are."""
        return self._session.texts(self._catalog.department(self._department).title) if self._department else ""

    @Property(list, notify=changed)
    def departments(self) -> list[dict[str, str]]:
        """Departments to choose from; empty when services are shown."""
        if self._department or not self._many():
            return []
        return [
            {
                "id": department.id,
                "title": self._session.texts(department.title),
                "summary": self._session.texts(department.summary),
                "icon": department.icon,
            }
            for department in self._catalog.departments(kind=self._kind)
        ]

    @Property(list, notify=changed)
    def sections(self) -> list[dict[str, object]]:
        """Services by department, the most wanted first; empty while departments are shown."""
        if self._department:
            return [self._section(self._catalog.department(self._department), title="")]
        if self._many():
            return []
        departments = self._catalog.departments(kind=self._kind)
        return [self._section(department, title=self._session.texts(department.title)) for department in departments]

    def _many(self) -> bool:
        return len(self._catalog.services(kind=self._kind)) > SERVICES_AT_ONCE

    def _section(self, department: Department, *, title: str) -> dict[str, object]:
        return {"title": title, "services": [self._row(service) for service in self._services(department)]}

    def _services(self, department: Department) -> tuple[Service, ...]:
        return self._catalog.services(department.id, kind=self._kind)

    def _row(self, service: Service) -> dict[str, str]:
        return {
            "id": service.id,
            "title": self._session.texts(service.title),
            "summary": self._session.texts(service.summary),
            "icon": service.icon,
        }
