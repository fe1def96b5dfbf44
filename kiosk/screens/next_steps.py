"""What happened to a request and what happens next, as the steps on Accepted. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import assert_never

from kiosk.domain.catalog import Department, OpeningHours, Service
from kiosk.domain.news import OVER
from kiosk.domain.request import PublicState, Ticket
from kiosk.domain.text import pick
from kiosk.i18n import Wording
from kiosk.journeys.opening import spans_on

Step = dict[str, str]
"""`title`, `detail` and `state` (done, current or waiting), as `StepList.qml` takes them."""

_LOOK_AHEAD_DAYS = 366
"""A desk without a single opening in a year names no day."""


def working_day_after(hours: OpeningHours, start: date, working_days: int) -> date | None:
    """The day `working_days` days with opening hours after `start`; None if the desk hardly ever opens."""
    day, left = start, working_days
    for _ in range(_LOOK_AHEAD_DAYS):
        if left <= 0:
            return day
        day += timedelta(days=1)
        if spans_on(hours, day):
            left -= 1
    return None


class NextSteps:
    """Writes the steps. `departments` and `hours` are those of the pack."""

    def __init__(self, departments: tuple[Department, ...], hours: OpeningHours) -> None:
        self._departments = {department.id: department for department in departments}
        self._hours = hours

    def after(
        self,
        service: Service,
        accepted_at: datetime | None,
        wording: Wording,
        *,
        kiosk: str,
        ticket: Ticket | None,
        state: PublicState = PublicState.RECEIVED,
        as_of: str = "",
    ) -> list[Step]:
        """Accepted, on its way to the department, then the service's own steps. `accepted_at` None: no dates.

        `state` is how the desk says that the ticket stands, `as_of` the words for when it said so.
        """
        language, text = wording.language, wording.text
        when = text("Today, {time}, {kiosk}", time=wording.time(accepted_at), kiosk=kiosk) if accepted_at else kiosk
        department = self._departments.get(service.department)
        steps = [
            {"title": text("Accepted"), "detail": when, "state": "done"},
            self._delivery(pick(department.title, language) if department else "", wording, ticket),
        ]
        if ticket is not None and state is not PublicState.RECEIVED:
            over = state in OVER
            steps.append({"title": _told(state, text), "detail": as_of, "state": "done" if over else "current"})
            if over:
                return steps
        # A machine's first step is the sending itself, and that is told above with what is known of it.
        to_come = service.steps[1:] if service.steps and service.steps[0].automatic else service.steps
        ready = self._ready(service, accepted_at)
        for index, step in enumerate(to_come):
            detail = pick(step.detail, language)
            if ready and index == len(to_come) - 1:
                about = text("About {day}", day=wording.date(ready))
                detail = text("{first}. {second}", first=about, second=detail) if detail else about
            under_way = ticket and index == 0 and state is PublicState.RECEIVED
            steps.append(
                {
                    "title": pick(step.title, language),
                    "detail": detail,
                    "state": "current" if under_way else "waiting",
                }
            )
        return steps

    def _delivery(self, to: str, wording: Wording, ticket: Ticket | None) -> Step:
        if ticket is None:
            return {
                "title": wording.text("On its way to the {department} desk", department=to),
                "detail": wording.text("We are sending it now"),
                "state": "current",
            }
        return {
            "title": wording.text("Received by the {department} desk", department=to),
            "detail": wording.text("They have your request"),
            "state": "done",
        }

    def _ready(self, service: Service, accepted_at: datetime | None) -> date | None:
        if accepted_at is None or service.expected_working_days is None or not service.steps:
            return None
        return working_day_after(self._hours, accepted_at.date(), service.expected_working_days)


def _told(state: PublicState, text: Callable[[str], str]) -> str:
    match state:
        case PublicState.RECEIVED | PublicState.IN_WORK:
            return text("In work at the desk")
        case PublicState.WAITING_FOR_YOU:
            return text("The desk waits for your answer")
        case PublicState.SOLVED:
            return text("The desk has solved it")
        case PublicState.CLOSED:
            return text("The desk has closed it")
        case _:
            assert_never(state)
