"""What agents read of a request at desks that take plain text: the answers under their questions. No I/O here.

Labels stand in the desk's language. The customer's words stand as they were typed, each line in a first-strong
isolate (U+2068 … U+2069, Unicode UAX #9 section 2.4), so that Arabic cannot reorder what stands around it.
"""

from __future__ import annotations

from kiosk.domain.catalog import Priority, RequestKind
from kiosk.domain.request import AnsweredQuestion, Request
from kiosk.domain.text import clean_line, isolate
from kiosk.i18n import Wording, message
from kiosk.mailbox import is_mailbox

SUBJECT_LIMIT = 200
"""Characters of a title; the smallest limit among the desks we know."""

_KINDS = {
    RequestKind.SERVICE_REQUEST: message("Service request"),
    RequestKind.INCIDENT: message("Incident"),
    RequestKind.COMPLAINT: message("Complaint"),
    RequestKind.QUESTION: message("Question"),
    RequestKind.ASSISTANCE: message("Assistance at the kiosk"),
}

_PRIORITIES = {
    Priority.LOW: message("Low"),
    Priority.MEDIUM: message("Medium"),
    Priority.HIGH: message("High"),
    Priority.CRITICAL: message("Critical"),
}


def reply_address(request: Request) -> str:
    """The customer's address where a desk may answer to it; empty where there is none, or none that works."""
    address = request.contact.email
    return address if is_mailbox(address) else ""


def compose_subject(request: Request) -> str:
    """The reference first, so that lists and mails show it and it survives the cut."""
    return clean_line(f"{request.reference} {request.title_for_desk}", limit=SUBJECT_LIMIT)


def compose_note(request: Request, wording: Wording) -> str:
    """The whole text of a ticket, labelled in the language of `wording`."""
    blocks = [f"{wording.text('Answer in')}: {_language(request.language, wording)}"]
    if request.confidential:
        blocks.append(wording.text("Confidential: pass it on to nobody who cannot open this queue."))
    blocks += [_answered(answer, wording) for answer in request.answers]
    if request.trail:
        blocks.append(f"{wording.text('Before asking for help, at the kiosk')}\n{_quote(chr(10).join(request.trail))}")
    blocks.append(f"{wording.text('Contact')}\n{_contact(request, wording)}")
    blocks.append("\n".join(_facts(request, wording)))
    return "\n\n".join(blocks) + "\n"


def _answered(answer: AnsweredQuestion, wording: Wording) -> str:
    lines = [isolate(answer.question_for_desk), _quote(answer.answer_for_desk)]
    if answer.answer_shown and answer.answer_shown != answer.answer_for_desk:
        lines.append(f"{wording.text('Shown to the customer as')}: {isolate(answer.answer_shown)}")
    return "\n".join(lines)


def _contact(request: Request, wording: Wording) -> str:
    contact = request.contact
    ways = [isolate(way) for way in (contact.name, contact.email, contact.phone) if way]
    return "\n".join(ways) if ways else wording.text("The customer left no way to be reached.")


def _facts(request: Request, wording: Wording) -> list[str]:
    if request.accepted_at is None:
        accepted = wording.text("At an unknown time: the clock of the kiosk was not set")
    else:
        accepted = wording.day_and_time(request.accepted_at)
    where = f"{request.kiosk}, {request.location}" if request.location else request.kiosk
    facts = [
        (wording.text("Reference"), request.reference),
        (wording.text("Kind"), wording.text(_KINDS[request.kind])),
        (wording.text("Priority"), wording.text(_PRIORITIES[request.priority])),
        (wording.text("Department"), request.department_for_desk),
        (wording.text("The customer chose"), request.title_shown),
        (wording.text("Kiosk"), where),
        (wording.text("Accepted at"), accepted),
        (wording.text("Content pack"), request.pack_version),
    ]
    return [f"{label}: {isolate(fact)}" for label, fact in facts if fact]


def _language(code: str, wording: Wording) -> str:
    from babel import Locale

    name = Locale.parse(wording.language).languages.get(code, code)
    return isolate(f"{name} ({code})")


def _quote(words: str) -> str:
    return "\n".join(isolate(line) for line in words.splitlines() if line.strip()) or isolate("—")
