"""Which view-model stands behind which screen; those of the first frame are in `first_models.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kiosk.clock import Clock
from kiosk.domain.flow import Screen
from kiosk.journeys.assistance import AssistanceJourney
from kiosk.journeys.browse import CatalogView
from kiosk.journeys.place import KioskPlace
from kiosk.journeys.request import RequestJourney
from kiosk.screens.accepted import AcceptedModel, Reprinting
from kiosk.screens.access import AccessModel
from kiosk.screens.catalog import CatalogModel
from kiosk.screens.form import FormModel
from kiosk.screens.help import HelpModel
from kiosk.screens.help_called import HelpCalledModel
from kiosk.screens.home import HomeModel
from kiosk.screens.identify import IdentifyModel
from kiosk.screens.language import LanguageModel
from kiosk.screens.next_steps import NextSteps
from kiosk.screens.request_in_hand import RequestInHand
from kiosk.screens.review import Printing, ReviewModel
from kiosk.screens.service import ServiceModel
from kiosk.screens.session import SessionState
from kiosk.screens.warning import WarningModel


class Slips(Printing, Reprinting, Protocol):
    """The part of `PrintDesk` that the screens use."""


@dataclass(frozen=True, slots=True)
class Journeys:
    """What the screens call."""

    catalog: CatalogView
    place: KioskPlace
    clock: Clock
    assistance: AssistanceJourney
    requests: RequestJourney
    slips: Slips


def add_visit_screens(session: SessionState, journeys: Journeys) -> None:
    """Everything around a request: Home, asides, Help, Warning."""
    catalog, clock = journeys.catalog, journeys.clock
    session.add_model(Screen.HOME, HomeModel(session, catalog, clock))
    session.add_model(Screen.LANGUAGE, LanguageModel(session))
    session.add_model(Screen.ACCESS, AccessModel(session))
    session.add_model(Screen.WARNING, WarningModel(session))
    help_model = HelpModel(session, assistance=journeys.assistance, catalog=catalog, place=journeys.place, clock=clock)
    session.add_model(Screen.HELP, help_model)
    session.add_model(Screen.HELP_CALLED, HelpCalledModel(session, journeys.assistance))


def add_request_screens(session: SessionState, journeys: Journeys) -> AcceptedModel:
    """From the catalog to the accepted request. The last of them follows the slip: feed it the print views."""
    catalog, place = journeys.catalog, journeys.place
    in_hand = RequestInHand(journeys.requests)
    session.add_model(Screen.CATALOG, CatalogModel(session, catalog))
    session.add_model(Screen.SERVICE, ServiceModel(session, in_hand))
    session.add_model(Screen.FORM, FormModel(session, in_hand))
    session.add_model(Screen.IDENTIFY, IdentifyModel(session, in_hand, contact_kept_days=place.contact_kept_days))
    session.add_model(Screen.REVIEW, ReviewModel(session, in_hand, requests=journeys.requests, printing=journeys.slips))
    accepted = AcceptedModel(
        session,
        in_hand,
        kiosk_name=place.name,
        other_kiosk=place.other_kiosk,
        next_steps=NextSteps(catalog.pack.departments, catalog.pack.hours),
        printing=journeys.slips,
        clock=journeys.clock,
    )
    session.add_model(Screen.ACCEPTED, accepted)
    return accepted
