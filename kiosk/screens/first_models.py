"""The view-models that the first frame needs; all others come after it (`models.py`)."""

from __future__ import annotations

from kiosk.clock import Clock
from kiosk.domain.catalog import Texts
from kiosk.domain.flow import Screen
from kiosk.journeys.browse import CatalogView
from kiosk.journeys.place import Wordings
from kiosk.screens.attract import AttractModel
from kiosk.screens.out_of_service import OutOfServiceModel
from kiosk.screens.session import SessionState


def add_out_of_service(session: SessionState, wordings: Wordings, *, other_kiosk: Texts) -> OutOfServiceModel:
    """The one screen that works without content, store and journeys."""
    model = OutOfServiceModel(session, wordings, other_kiosk=other_kiosk)
    session.add_model(Screen.OUT_OF_SERVICE, model)
    return model


def add_greeting(session: SessionState, catalog: CatalogView, wordings: Wordings, clock: Clock) -> None:
    """What is seen while nobody is here."""
    session.add_model(Screen.ATTRACT, AttractModel(session, catalog, wordings, clock))
