"""Looking through the catalog. Pure over a compiled pack. No Qt here."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice

from kiosk.domain.catalog import (
    Announcement,
    Article,
    Audience,
    Department,
    Pack,
    Place,
    RequestKind,
    Service,
    Severity,
)
from kiosk.journeys.service_filter import ServiceFilter


class CatalogView:
    """The catalog as a guest may see it. Read on the interface thread."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        open_to_guests = (service for service in pack.services if service.audience is Audience.EVERYONE)
        self._by_popularity = tuple(sorted(open_to_guests, key=lambda service: -service.popularity))
        self._filters: dict[str, ServiceFilter] = {}
        self._services = {service.id: service for service in pack.services}
        self._departments = {department.id: department for department in pack.departments}
        self._places = {place.id: place for place in pack.places}

    def departments(self, *, kind: RequestKind | None = None) -> tuple[Department, ...]:
        """Departments that offer something (of `kind`, if given), in the pack's order."""
        offering = {service.department for service in self.services(kind=kind)}
        return tuple(department for department in self.pack.departments if department.id in offering)

    def services(self, department: str | None = None, *, kind: RequestKind | None = None) -> tuple[Service, ...]:
        """Services open to guests, the most wanted first."""
        return tuple(
            service
            for service in self._by_popularity
            if (department is None or service.department == department) and (kind is None or service.kind is kind)
        )

    def popular(self, number: int, *, kind: RequestKind | None = None) -> tuple[Service, ...]:
        """The `number` most wanted services; fewer where the pack does not say of so many how wanted they are."""
        return tuple(service for service in self.services(kind=kind)[:number] if service.popularity > 0)

    def find(self, typed: str, language: str) -> tuple[Service, ...]:
        """Services of any kind that fit what is typed in `language`, the best first."""
        if language not in self._filters:
            self._filters[language] = ServiceFilter(self._by_popularity, self._departments, language)
        return self._filters[language].find(typed)

    def examples(self, number: int, language: str) -> tuple[str, ...]:
        """Words to look for: the first keyword of the service most wanted of each department, of `number` at most."""
        words: dict[str, str] = {}
        for service in self._by_popularity:
            keywords = service.keywords.get(language, ())
            if keywords:
                words.setdefault(service.department, keywords[0])
        return tuple(islice(words.values(), number))

    def service(self, service_id: str) -> Service | None:
        """A service by id; None if this pack has none such."""
        return self._services.get(service_id)

    def department(self, department_id: str) -> Department:
        """A department by id; the compiled pack guarantees it."""
        return self._departments[department_id]

    def place(self, place_id: str) -> Place | None:
        """A place by id."""
        return self._places.get(place_id)

    def articles(self, today: date | None) -> tuple[Article, ...]:
        """Articles that need no review yet, the pack's own before the desk's; with an untrusted clock (None) all."""
        day = today.isoformat() if today is not None else ""
        return tuple(article for article in self.pack.articles if not article.review_by or day <= article.review_by)

    def announcements(self, now: datetime | None) -> tuple[Announcement, ...]:
        """Announcements in force at `now`, outages first; with an untrusted clock (None) only those without an end."""
        severity_order = (Severity.OUTAGE, Severity.CAUTION, Severity.INFORMATION)
        current = [announcement for announcement in self.pack.announcements if _in_force(announcement, now)]
        return tuple(sorted(current, key=lambda announcement: severity_order.index(announcement.severity)))


def _in_force(announcement: Announcement, now: datetime | None) -> bool:
    if now is None:
        return not announcement.starts and not announcement.ends
    if announcement.starts and now < datetime.fromisoformat(announcement.starts):
        return False
    return not announcement.ends or now < datetime.fromisoformat(announcement.ends)
