"""A calendar page to choose a day from: the month shown, its days, and the day chosen, in the reader's calendar."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.i18n import Wording
from kiosk.screens.decorators import QmlUncreatable
from kiosk.screens.month import Bounds, Month, month_page

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1

HALF_A_MONTH = timedelta(days=14)


@QmlElement
@QmlUncreatable("Calendars belong to questions")
class CalendarModel(QObject):
    """One month at a time, in the words of the visit's language. Lives on the interface thread."""

    chosen = Signal(str)
    """A day was touched; ISO 8601."""
    pageChanged = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wording: Wording | None = None
        self._today: date | None = None
        self._bounds = Bounds()
        self._day: date | None = None
        self._month = Month(2026, 11)
        self._turned = False

    def show(self, wording: Wording, *, today: date | None, bounds: Bounds, chosen: str) -> None:
        """Use these words, bounds and chosen day (ISO, or empty). The month turned to stays in view."""
        self._wording, self._today, self._bounds = wording, today, bounds
        self._day = _read(chosen)
        if not self._turned:
            self._month = self._best_month()
        elif self._month.jalali != wording.jalali:
            # Another language with another calendar: to the month that has most of the days in view.
            self._month = Month.of(self._month.first + HALF_A_MONTH, jalali=wording.jalali)
        self.pageChanged.emit()

    @Slot()
    def open(self) -> None:
        """Turn to the month of the chosen day, else to the first month with a possible day."""
        self._turned = False
        self._month = self._best_month()
        self.pageChanged.emit()

    @Slot(int)
    def turn(self, months: int) -> None:
        """Turn `months` pages on (back if negative); a page without a possible day is not turned to."""
        target = self._month.plus(months)
        if self._bounds.allow_month(target):
            self._turned = True
            self._month = target
            self.pageChanged.emit()

    @Slot(str)
    def choose(self, day: str) -> None:
        """A day of the page was touched. Days that are not possible are not taken."""
        touched = _read(day)
        if touched is not None and self._bounds.allow(touched):
            self.chosen.emit(day)

    def _best_month(self) -> Month:
        day = self._day or self._bounds.nearest(self._today or self._bounds.earliest or date(2026, 11, 1))
        return Month.of(day, jalali=self._wording is not None and self._wording.jalali)

    @Property(str, notify=pageChanged)
    def title(self) -> str:
        return self._wording.month(self._month.first) if self._wording else ""

    @Property(list, notify=pageChanged)
    def weekdays(self) -> list[dict[str, str]]:
        if self._wording is None:
            return []
        monday = date(2026, 11, 2)
        days = [monday + timedelta(days=self._wording.first_weekday + column) for column in range(7)]
        return [{"short": self._wording.short_weekday(day), "name": self._wording.weekday(day)} for day in days]

    @Property(list, notify=pageChanged)
    def cells(self) -> list[dict[str, object]]:
        wording = self._wording
        if wording is None:
            return []
        page = month_page(self._month, first_weekday=wording.first_weekday, bounds=self._bounds, today=self._today)
        return [
            {
                "iso": cell.day.isoformat() if cell.day else "",
                "number": wording.day_of_month(cell.day) if cell.day else "",
                "name": wording.date(cell.day) if cell.day else "",
                "possible": cell.possible,
                "today": cell.today,
                "chosen": cell.day is not None and cell.day == self._day,
            }
            for cell in page
        ]

    @Property(str, notify=pageChanged)
    def shown(self) -> str:
        """The chosen day in words; empty while none is chosen."""
        return self._wording.date(self._day, "full") if self._wording and self._day else ""

    @Property(bool, notify=pageChanged)
    def canTurnBack(self) -> bool:
        return self._bounds.allow_month(self._month.plus(-1))

    @Property(bool, notify=pageChanged)
    def canTurnOn(self) -> bool:
        return self._bounds.allow_month(self._month.plus(1))


def _read(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
