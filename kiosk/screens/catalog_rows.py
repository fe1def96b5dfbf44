"""The catalog as rows: what stands on each, in which order. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.catalog import Department, RequestKind, Service, Texts
from kiosk.i18n import Wording
from kiosk.journeys.browse import CatalogView

FEW = 8
"""So many services fit on a screen: they are shown under their departments, and nothing else is needed."""

MOST_REQUESTED = 4
"""Shown before everything else. More of them would push what comes below out of sight."""


class RowKind(StrEnum):
    """How a row is drawn."""

    HEADING = "heading"
    DEPARTMENTS = "departments"
    SERVICES = "services"


@dataclass(frozen=True, slots=True)
class Row:
    """A heading, all departments, or as many services as stand beside each other."""

    key: str
    """Unlike that of every other row; the same row has the same key after a filter, in another language too."""
    kind: RowKind
    title: str = ""
    offers: tuple[Service | Department, ...] = ()
    first: int = 1
    """Position of the first of `offers` among `total`, as it is spoken."""
    total: int = 0


class CatalogRows:
    """Arranges the catalog for one language and as many services a row as there is room for."""

    def __init__(self, catalog: CatalogView, wording: Wording, pick: Callable[[Texts], str], columns: int) -> None:
        self._catalog = catalog
        self._wording = wording
        self._pick = pick
        self._columns = columns

    def overview(self, kind: RequestKind | None) -> list[Row]:
        """Departments, what is requested most, then everything; only everything where that is little."""
        services = self._catalog.services(kind=kind)
        departments = self._catalog.departments(kind=kind)
        rows: list[Row] = []
        if len(services) > FEW and len(departments) > 1:
            rows.append(Row("departments", RowKind.DEPARTMENTS, offers=departments, total=len(departments)))
        if len(services) > FEW:
            popular = self._catalog.popular(MOST_REQUESTED, kind=kind)
            rows += self._section("popular", self._wording.text("Most requested"), popular)
        for department in departments:
            offered = [service for service in services if service.department == department.id]
            rows += self._section(f"department {department.id}", self._pick(department.title), offered)
        return rows

    def department(self, department_id: str, kind: RequestKind | None) -> list[Row]:
        """What one department offers."""
        return list(self._services(department_id, self._catalog.services(department_id, kind=kind)))

    def found(self, services: Sequence[Service]) -> list[Row]:
        """What a filter left, under their number."""
        if not services:
            return []
        number = self._wording.plural("{n} service", "{n} services", len(services))
        return [Row("found", RowKind.HEADING, title=number), *self._services("found", services)]

    def _section(self, key: str, title: str, services: Sequence[Service]) -> list[Row]:
        if not services:
            return []
        return [Row(key, RowKind.HEADING, title=title), *self._services(key, services)]

    def _services(self, key: str, services: Sequence[Service]) -> Iterator[Row]:
        for start in range(0, len(services), self._columns):
            beside = tuple(services[start : start + self._columns])
            ids = "/".join(service.id for service in beside)
            yield Row(f"{key}/{ids}", RowKind.SERVICES, offers=beside, first=start + 1, total=len(services))
