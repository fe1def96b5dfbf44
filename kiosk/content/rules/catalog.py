"""Rules of pack.yaml, of services and of articles."""

from __future__ import annotations

import re

from kiosk.content.explain import did_you_mean
from kiosk.content.faults import quote
from kiosk.content.nodes import Node, child, items, text_of
from kiosk.content.rules.findings import Findings, Names
from kiosk.content.rules.form import check_form
from kiosk.content.rules.money import check_cost
from kiosk.content.source import LANGUAGES
from kiosk.content.texts import MAX_BODY
from kiosk.content.value_types import is_day

_HTML = re.compile(r"<[A-Za-z/!][^>\n]*>")


def check_pack_file(pack: Node, names: Names, findings: Findings) -> None:
    """pack.yaml: languages the kiosk speaks, departments that differ, references that lead somewhere."""
    languages = items(child(pack, "languages"))
    findings.unique(languages, "language")
    for language in languages:
        if text_of(language) and text_of(language) not in LANGUAGES:
            what = f"The kiosk does not speak {quote(text_of(language))}."
            findings.add(language, "unknown-language", what, did_you_mean(text_of(language), LANGUAGES))
    if languages:
        declared = [text_of(language) for language in languages]
        for key in ("desk_language", "written_in"):
            findings.refer(child(pack, key), declared, "language of this pack called")
    findings.refer(child(pack, "desk_place"), names.places, "place called")
    departments = items(child(pack, "departments"))
    findings.unique((child(department, "id") for department in departments), "department")
    for department in departments:
        findings.icon(child(department, "icon"))


def check_service(service: Node, names: Names, findings: Findings) -> None:
    """One service: its department, icon, cost and form."""
    findings.refer(child(service, "department"), names.departments, "department called")
    findings.icon(child(service, "icon"))
    check_cost(service, findings)
    check_form(service, findings)


def check_article(article: Node, own_id: str, names: Names, findings: Findings) -> None:
    """One article: its department, its relations, and a review that comes after the writing."""
    findings.refer(child(article, "department"), names.departments, "department called")
    related = items(child(article, "related"))
    findings.unique(related, "related article")
    for other in related:
        findings.refer(other, names.articles, "article called")
        if text_of(other) == own_id:
            findings.add(other, "self-reference", "The article names itself as related.", "Remove it.")
    updated, review_by = text_of(child(article, "updated")), child(article, "review_by")
    if is_day(updated) and is_day(text_of(review_by)) and text_of(review_by) <= updated:
        what = "The article is to be reviewed before it was written."
        findings.add(review_by, "review-date", what, "Set `review_by` after `updated`.")


def check_body(body: str, findings: Findings) -> None:
    """The Markdown text of an article in one language."""
    if not body.strip():
        findings.add(None, "no-text", "The article has no text.", "Write it.")
    if len(body) > MAX_BODY:
        what = f"The article has {len(body)} characters."
        findings.add(None, "too-long", what, f"Shorten it to at most {MAX_BODY}.")
    for match in _HTML.finditer(body):
        line = body.count("\n", 0, match.start()) + 1
        column = match.start() - body.rfind("\n", 0, match.start())
        findings.add_at(line, column, "html", f"HTML such as {quote(match.group())} is not shown.", "Use Markdown.")
