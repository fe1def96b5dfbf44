"""A word to the desk that this kiosk's store is not the one it was: restored from a backup, or copied. No Qt here."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Protocol
from uuid import uuid4

from kiosk.domain.answers import TextAnswer
from kiosk.domain.catalog import RequestKind
from kiosk.domain.request import AnsweredQuestion, Contact, Issued, Request, Submission
from kiosk.domain.text import pick
from kiosk.i18n import message
from kiosk.journeys.browse import CatalogView
from kiosk.journeys.place import KioskPlace, Wordings
from kiosk.journeys.request import Compose

TITLE = message("The store of a kiosk was restored or copied")
"""Message id of the ticket's title."""

_QUESTION = message("What happened")
_ANSWER = message("Its references go on under a new letter. What it took since its backup may be missing there.")


class Announcing(Protocol):
    """The part of the store that this journey uses."""

    def accept(self, compose: Compose, *, announces: bool) -> Future[Submission]:
        """Keep a submission, and that the desk has been told with it, in one durable transaction."""
        ...


def announce_restored(
    store: Announcing, *, catalog: CatalogView, place: KioskPlace, wordings: Wordings
) -> Future[Submission]:
    """File an incident that tells the agents of it; done when it is kept and on its way like any request."""
    department = catalog.pack.departments[0]
    language = place.desk_language
    text = wordings(language).text
    told = AnsweredQuestion(
        field="restored",
        answer=TextAnswer(text(_ANSWER)),
        question_shown=text(_QUESTION),
        answer_shown=text(_ANSWER),
        question_for_desk=text(_QUESTION),
        answer_for_desk=text(_ANSWER),
    )

    def compose(issued: Issued) -> Submission:
        request = Request(
            id=issued.request_id,
            reference=issued.reference,
            tracking_code=issued.tracking_code,
            token=issued.token,
            kind=RequestKind.INCIDENT,
            language=language,
            title_shown=text(TITLE),
            title_for_desk=text(TITLE),
            department=department.id,
            department_for_desk=pick(department.title, language),
            queue=department.queue,
            contact=Contact(),
            answers=(told,),
            accepted_at=issued.accepted_at,
            kiosk=place.code,
            location=pick(place.name, language),
            pack_version=catalog.pack.version,
            # Nobody's: no customer is at the kiosk for it.
            visit=uuid4(),
        )
        return Submission(request=request, receipt=None)

    return store.accept(compose, announces=True)
