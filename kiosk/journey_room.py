"""Making the journeys that the screens call, for one kiosk; part of the composition root."""

from __future__ import annotations

from kiosk.clock import Clock
from kiosk.domain.catalog import Pack
from kiosk.domain.limits import Limit, Limits
from kiosk.journeys.allowance import Allowances
from kiosk.journeys.assistance import AssistanceJourney
from kiosk.journeys.browse import CatalogView
from kiosk.journeys.late_store import LateStore
from kiosk.journeys.place import Wordings
from kiosk.journeys.printing import PrintDesk
from kiosk.journeys.request import RequestJourney
from kiosk.launch import place_of
from kiosk.screens.models import Journeys
from kiosk.settings import Settings


def make_allowances(settings: Settings, late: LateStore, clock: Clock) -> Allowances:
    """What visits may have; staff get a task when that is not enough for somebody."""
    limits = settings.limits

    def tell_staff(key: str) -> None:
        # Here, because the store is for after the first frame.
        from kiosk.store.tasks import LIMIT_REACHED

        late.tell_staff(LIMIT_REACHED, key)

    return Allowances(
        Limits(
            requests=Limit(limits.requests_per_visit, limits.requests_per_hour),
            calls=Limit(limits.calls_per_visit, limits.calls_per_hour),
            slips=Limit(limits.slips_per_visit, limits.slips_per_hour),
        ),
        clock=clock,
        on_reached=tell_staff,
    )


def make_journeys(
    settings: Settings,
    pack: Pack,
    *,
    late: LateStore,
    wordings: Wordings,
    clock: Clock,
    allowances: Allowances,
    slips: PrintDesk,
) -> Journeys:
    """Everything that the screens call."""
    catalog, place = CatalogView(pack), place_of(settings)
    return Journeys(
        catalog=catalog,
        place=place,
        clock=clock,
        assistance=AssistanceJourney(
            catalog=catalog,
            requests=late,
            place=place,
            wordings=wordings,
            clock=clock,
            allowance=allowances.calls,
        ),
        requests=RequestJourney(
            catalog=catalog,
            requests=late,
            place=place,
            wordings=wordings,
            clock=clock,
            allowance=allowances.requests,
        ),
        slips=slips,
    )
