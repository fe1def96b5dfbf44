"""Requesting a service: from a draft that survives everything to a request that is kept. No Qt here."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, TypeAlias
from uuid import UUID

from kiosk.clock import Clock
from kiosk.domain.answers import (
    AnyAnswer,
    FaultKind,
    FieldFault,
    Raw,
    asked_groups,
    is_email,
    is_phone,
    validate,
)
from kiosk.domain.ascii_forms import email_in_ascii, in_ascii
from kiosk.domain.catalog import Department, Field, FormGroup, RequestKind, Service, Step
from kiosk.domain.limits import Span
from kiosk.domain.receipt import Receipt
from kiosk.domain.reference import Reference
from kiosk.domain.request import AnsweredQuestion, Contact, Issued, Request, Submission
from kiosk.domain.text import clean_line, pick
from kiosk.errors import FrontdoorError, StoreFull, StoreReadOnly
from kiosk.i18n import Wording
from kiosk.journeys.allowance import Allowance
from kiosk.journeys.answer_text import answer_text
from kiosk.journeys.browse import CatalogView
from kiosk.journeys.futures import then
from kiosk.journeys.place import KioskPlace, Wordings
from kiosk.journeys.where_to_ask import where_to_ask
from kiosk.logs import log_event

NAME_LIMIT = 120
"""Characters of a name; the longest legal names are shorter."""


class ContactField(StrEnum):
    """The questions of the guest's part of Identify."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(slots=True)
class RequestDraft:
    """What a customer has filled in so far: raw, so that nothing is lost by a language switch or a fault."""

    service: Service
    raw: dict[str, Raw] = field(default_factory=dict)
    contact: dict[ContactField, str] = field(default_factory=dict)

    def set_answer(self, field_id: str, raw: Raw) -> None:
        """Remember an answer as it is on the screen."""
        self.raw[field_id] = raw

    def groups(self) -> tuple[FormGroup, ...]:
        """The groups that ask something, given the answers so far."""
        return asked_groups(self.service, self.raw)

    def fields(self) -> tuple[Field, ...]:
        """The questions asked, in order, given the answers so far."""
        return tuple(question for group in self.groups() for question in group.fields)

    def faults(self, group_index: int, today: date | None) -> tuple[FieldFault, ...]:
        """Faults of one group, in its order."""
        return validate(self.groups()[group_index].fields, self.raw, today=today)[1]

    def contact_faults(self) -> tuple[FieldFault, ...]:
        """What is wrong with the guest's name and way to be reached."""
        faults = []
        name, email, phone = (self._contact(part) for part in ContactField)
        if not name:
            faults.append(FieldFault(ContactField.NAME, FaultKind.REQUIRED))
        elif len(name) > NAME_LIMIT:
            faults.append(FieldFault(ContactField.NAME, FaultKind.TOO_LONG, str(NAME_LIMIT)))
        if email and not is_email(email):
            faults.append(FieldFault(ContactField.EMAIL, FaultKind.BAD_EMAIL))
        if phone and not is_phone(phone):
            faults.append(FieldFault(ContactField.PHONE, FaultKind.BAD_PHONE))
        if not email and not phone:
            faults.append(FieldFault(ContactField.EMAIL, FaultKind.REQUIRED))
        return tuple(faults)

    def contact_value(self) -> Contact:
        """The contact, cleaned."""
        return Contact(
            name=self._contact(ContactField.NAME),
            email=self._contact(ContactField.EMAIL),
            phone=self._contact(ContactField.PHONE),
        )

    def _contact(self, part: ContactField) -> str:
        given = clean_line(self.contact.get(part, ""), limit=10_000)
        match part:
            case ContactField.NAME:
                return given
            case ContactField.EMAIL:
                return email_in_ascii(given)
            case ContactField.PHONE:
                return in_ascii(given)


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A question with its answer, and the group to go to for changing it."""

    group_index: int
    field_id: str
    question: str
    answer: str
    """Empty when an optional question was left empty."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The request is kept: it is on the disk and will reach the desk."""

    request: UUID
    reference: Reference
    tracking_code: str
    qr: str
    qr_opens_status: bool
    accepted_at: datetime | None
    """Local time; None when the clock is not to be trusted."""
    job: UUID


class NotKeptReason(StrEnum):
    """Why a request could not be kept; the draft stays as it was."""

    DISK_FULL = "disk_full"
    DISK_READ_ONLY = "disk_read_only"
    STORE = "store"
    VISIT_LIMIT = "visit_limit"
    HOUR_LIMIT = "hour_limit"


_REASONS: dict[type[FrontdoorError], NotKeptReason] = {
    StoreFull: NotKeptReason.DISK_FULL,
    StoreReadOnly: NotKeptReason.DISK_READ_ONLY,
}
_LIMITS = {Span.VISIT: NotKeptReason.VISIT_LIMIT, Span.HOUR: NotKeptReason.HOUR_LIMIT}


@dataclass(frozen=True, slots=True)
class NotKept:
    """The request is not kept, and the screen says so."""

    reason: NotKeptReason


@dataclass(frozen=True, slots=True)
class Incomplete:
    """The draft does not validate (any more): the day has changed, say."""

    faults: tuple[FieldFault, ...]


SubmitOutcome: TypeAlias = Accepted | NotKept | Incomplete


class Requests(Protocol):
    """The part of the store that this journey uses."""

    def accept(self, compose: Compose) -> Future[Submission]:
        """Keep a submission in one durable transaction."""
        ...


class Compose(Protocol):
    """Builds the submission inside the store's transaction, on its thread."""

    def __call__(self, issued: Issued) -> Submission: ...


class RequestJourney:
    """Filling in a service's form and submitting it."""

    def __init__(
        self,
        *,
        catalog: CatalogView,
        requests: Requests,
        place: KioskPlace,
        wordings: Wordings,
        clock: Clock,
        allowance: Allowance | None = None,
    ) -> None:
        """Without an `allowance` a visit may send what it wants."""
        self._allowance = allowance
        self._catalog = catalog
        self._requests = requests
        self._place = place
        self._wordings = wordings
        self._clock = clock

    def draft(self, service_id: str) -> RequestDraft | None:
        """An empty draft for a service; None if the catalog has none such."""
        service = self._catalog.service(service_id)
        return RequestDraft(service) if service else None

    def today(self) -> date | None:
        """The local date that date answers are measured against."""
        return self._place.today(self._clock)

    def review(self, draft: RequestDraft, language: str) -> tuple[ReviewLine, ...]:
        """Every question asked, with its answer in `language`."""
        wording = self._wordings(language)
        lines = []
        for index, group in enumerate(draft.groups()):
            answers, _faults = validate(group.fields, draft.raw, today=None)
            for question in group.fields:
                answer = answers.get(question.id)
                text = answer_text(question, answer, wording) if answer else ""
                lines.append(ReviewLine(index, question.id, pick(question.label, language), text))
        return tuple(lines)

    def submit(self, draft: RequestDraft, visit: UUID, language: str) -> Future[SubmitOutcome]:
        """Keep the request. The future is done when it is on the disk, or the disk refused it."""
        questions = draft.fields()
        answers, faults = validate(questions, draft.raw, today=self.today())
        faults += draft.contact_faults()
        if faults:
            return _at_once(Incomplete(faults))
        if self._allowance is not None and (reached := self._allowance.take(visit)) is not None:
            return _at_once(NotKept(_LIMITS[reached]))
        service, contact = draft.service, draft.contact_value()

        def compose(issued: Issued) -> Submission:
            return self._compose(issued, service, questions, answers, contact, visit, language)

        return then(self._requests.accept(compose), lambda kept: self._outcome(kept, visit))

    def _outcome(self, kept: Future[Submission], visit: UUID) -> SubmitOutcome:
        error = kept.exception()
        if error is not None and self._allowance is not None:
            self._allowance.give_back(visit)
        if isinstance(error, FrontdoorError):
            log_event("request_not_accepted", code=error.code)
            return NotKept(_REASONS.get(type(error), NotKeptReason.STORE))
        submission = kept.result()
        request, receipt = submission.request, submission.receipt
        log_event("request_accepted", request=request.id, reference=request.reference, service=request.service)
        if receipt is None or submission.job_id is None:
            raise AssertionError("a service request is always accepted with a receipt")
        return Accepted(
            request=request.id,
            reference=request.reference,
            tracking_code=request.tracking_code,
            qr=receipt.qr,
            qr_opens_status=receipt.qr_opens_status,
            accepted_at=self._place.local(request.accepted_at) if request.accepted_at else None,
            job=submission.job_id,
        )

    def _compose(
        self,
        issued: Issued,
        service: Service,
        questions: tuple[Field, ...],
        answers: dict[str, AnyAnswer],
        contact: Contact,
        visit: UUID,
        language: str,
    ) -> Submission:
        shown, for_desk = self._wordings(language), self._wordings(self._place.desk_language)
        department = self._catalog.department(service.department)
        answered = tuple(
            AnsweredQuestion(
                field=question.id,
                answer=answers[question.id],
                question_shown=pick(question.label, language),
                answer_shown=answer_text(question, answers[question.id], shown),
                question_for_desk=pick(question.label, for_desk.language),
                answer_for_desk=answer_text(question, answers[question.id], for_desk),
            )
            for question in questions
            if question.id in answers
        )
        request = self._request(issued, service, department, answered, contact, visit, language)
        receipt = self._receipt(issued, request, service, questions)
        return Submission(request=request, receipt=receipt)

    def _receipt(self, issued: Issued, request: Request, service: Service, questions: tuple[Field, ...]) -> Receipt:
        """The slip's text. Of a confidential matter it says no more than whoever finds the paper may know: not what was
        asked for, and neither answers nor steps, which would tell it too."""
        language, silent = request.language, request.confidential
        shown, status_url = self._wordings(language), self._place.status_url
        return Receipt(
            language=language,
            desk_name=pick(self._catalog.pack.brand.desk, language),
            kiosk_name=pick(self._place.name, language),
            accepted_at=issued.accepted_at,
            time_zone=self._place.time_zone,
            reference=issued.reference,
            tracking_code=issued.tracking_code,
            title="" if silent else request.title_shown,
            requester=request.contact.name,
            details=() if silent else _details_for_paper(questions, request.answers, language),
            steps=() if silent else tuple(_step_for_paper(step, shown) for step in service.steps),
            qr=f"{status_url.rstrip('/')}/{issued.token}" if status_url else issued.reference,
            qr_opens_status=bool(status_url),
            ask=where_to_ask(self._catalog, shown),
            line_for_desk=_line_for_desk(request),
        )

    def _request(
        self,
        issued: Issued,
        service: Service,
        department: Department,
        answered: tuple[AnsweredQuestion, ...],
        contact: Contact,
        visit: UUID,
        language: str,
    ) -> Request:
        desk_language = self._place.desk_language
        return Request(
            id=issued.request_id,
            reference=issued.reference,
            tracking_code=issued.tracking_code,
            token=issued.token,
            kind=RequestKind(service.kind),
            language=language,
            service=service.id,
            title_shown=pick(service.title, language),
            title_for_desk=pick(service.title, desk_language),
            priority=service.priority,
            restricted=service.restricted,
            department=department.id,
            department_for_desk=pick(department.title, desk_language),
            queue=department.queue,
            contact=contact,
            answers=answered,
            accepted_at=issued.accepted_at,
            kiosk=self._place.code,
            location=pick(self._place.name, desk_language),
            pack_version=self._catalog.pack.version,
            visit=visit,
        )


def _line_for_desk(request: Request) -> str:
    """For agents who are handed the slip. It names the department and no queue: which queue takes the request is
    decided when it is delivered, by rules that may have changed and by what the desk has."""
    told = (request.location,) if request.confidential else (request.department_for_desk, request.title_for_desk)
    return " · ".join((*told, request.language))


def _at_once(outcome: SubmitOutcome) -> Future[SubmitOutcome]:
    future: Future[SubmitOutcome] = Future()
    future.set_result(outcome)
    return future


def _step_for_paper(step: Step, wording: Wording) -> str:
    """ "Your manager agrees. Usually the same day."."""
    title, detail = pick(step.title, wording.language), pick(step.detail, wording.language)
    if detail:
        return wording.text("{title}. {detail}.", title=title, detail=detail)
    return wording.text("{title}.", title=title)


def _details_for_paper(
    questions: tuple[Field, ...], answered: tuple[AnsweredQuestion, ...], language: str
) -> tuple[tuple[str, str], ...]:
    """The answers that the author wants on paper, however long: the slip says the same in every language."""
    labels = {question.id: pick(question.slip_label, language) for question in questions}
    return tuple((labels[answer.field], answer.answer_shown) for answer in answered if labels[answer.field])
