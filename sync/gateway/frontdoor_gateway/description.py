"""What an agent reads on a ticket: the answers under their questions, in the Markdown that django-helpdesk shows.

The customer's words are quoted so that they look as they were typed: every line stands in a first-strong isolate
(U+2068 … U+2069, Unicode UAX #9 section 2.4), so that Arabic cannot reorder what stands around it and no line begins
with a Markdown mark; marks inside a line are escaped.
"""

from __future__ import annotations

import re

from django.utils import timezone

from frontdoor_gateway.entries import Answered, Entry
from frontdoor_gateway.wording import kind_name, label, language_name, priority_name

TITLE_LIMIT = 200
"""Characters of a ticket's title at django-helpdesk."""

_FSI, _PDI = "\u2068", "\u2069"
_MARKS = re.compile(r"([\\`*_\[\]!])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_TICKET_LINK = re.compile(r"#(?=\d)")
_WORD_JOINER = "\u2060"


def compose_title(entry: Entry) -> str:
    """The reference first, so that lists and mails show it and it survives the cut."""
    return f"{entry.reference} {entry.title}"[:TITLE_LIMIT]


def compose_description(entry: Entry, language: str) -> str:
    """The whole ticket text, labelled in the desk's `language`."""
    blocks = [f"**{_say('answer_in', language)}: {_language(entry.language, language)}**"]
    if entry.restricted:
        blocks.append(f"**{_say('restricted', language)}**")
    blocks += [_answered(answer, language) for answer in entry.answers]
    if entry.trail:
        blocks.append(_labelled(_say("trail", language), "\n".join(_quote(step) for step in entry.trail)))
    blocks.append(_labelled(_say("contact", language), _contact(entry, language)))
    blocks.append("---")
    blocks.append("\n".join(_facts(entry, language)))
    return "\n\n".join(blocks)


def _answered(answer: Answered, language: str) -> str:
    text = _quote(answer.answer)
    if answer.answer_shown and answer.answer_shown != answer.answer:
        text += f"\n*{_say('shown_as', language)}:* {_quote(answer.answer_shown)}"
    return _labelled(_quote(answer.question), text)


def _contact(entry: Entry, language: str) -> str:
    ways = [_quote(way) for way in (entry.name, entry.email, entry.phone) if way]
    return "\n".join(ways) if ways else _say("no_contact", language)


def _facts(entry: Entry, language: str) -> list[str]:
    if entry.accepted_at is None:
        accepted = _say("no_clock", language)
    else:
        accepted = timezone.localtime(entry.accepted_at).strftime("%Y-%m-%d %H:%M %Z")
    where = f"{entry.kiosk}, {entry.location}" if entry.location else entry.kiosk
    facts = [
        ("reference", entry.reference),
        ("kind", kind_name(entry.request_kind, language)),
        ("priority", priority_name(entry.priority, language)),
        ("department", entry.department),
        ("kiosk", where),
        ("accepted", accepted),
        ("pack", entry.pack_version),
    ]
    if entry.title_shown and entry.title_shown != entry.title:
        facts.insert(2, ("title_shown", entry.title_shown))
    return [f"{_say(key, language)}: {_quote(fact)}" for key, fact in facts if fact]


def _language(code: str, language: str) -> str:
    return _quote(f"{language_name(code, language)} ({code})")


def _say(key: str, language: str) -> str:
    return label(key, language)


def _labelled(title: str, text: str) -> str:
    return f"**{title}**\n{text}"


def _quote(words: str) -> str:
    return "\n".join(f"{_FSI}{_escape(line)}{_PDI}" for line in words.splitlines() if line.strip()) or f"{_FSI}—{_PDI}"


def _escape(line: str) -> str:
    # Python-Markdown unescapes only after its patterns ran; entities are its one other way to write a plain sign.
    # django-helpdesk rewrites what looks like a link, `](scheme:`, before Markdown sees it: that is kept apart.
    # It also links "#12" to ticket 12, which a customer who writes of room #12 never meant.
    line = _TICKET_LINK.sub(f"#{_WORD_JOINER}", _ENTITY.sub("&amp;", line))
    return _MARKS.sub(r"\\\1", line).replace("<", "&lt;").replace("](", r"]\(")
