"""Rules of the questions of a form."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from kiosk.content.explain import did_you_mean
from kiosk.content.faults import quote
from kiosk.content.nodes import Mapping, Node, Scalar, child, items, key_of, text_of
from kiosk.content.patterns import pattern_fault
from kiosk.content.rules.findings import Findings
from kiosk.content.rules.money import check_currency
from kiosk.domain.catalog import FieldKind

_CHOICES = frozenset({FieldKind.CHOICE, FieldKind.MULTIPLE_CHOICE})
_DATES = frozenset({FieldKind.DATE, FieldKind.DATE_RANGE})
_NUMBERS = frozenset({FieldKind.NUMBER, FieldKind.MONEY})
_PATTERNS = frozenset({FieldKind.ROOM, FieldKind.ASSET_TAG})

KEYS_OF_KINDS: dict[str, frozenset[FieldKind]] = {
    "options": _CHOICES,
    "max_length": frozenset({FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT, FieldKind.ROOM, FieldKind.ASSET_TAG}),
    "minimum": _NUMBERS,
    "maximum": _NUMBERS,
    "decimals": frozenset({FieldKind.NUMBER}),
    "currency": frozenset({FieldKind.MONEY}),
    "earliest_days": _DATES,
    "latest_days": _DATES,
    "pattern": _PATTERNS,
    "example": _PATTERNS,
}
"""Keys that mean something for some kinds of question only."""

_ANSWERS_YES_NO = ("yes", "no")


def check_form(service: Node, findings: Findings) -> None:
    """Every rule of the form of `service`."""
    fields = [field for group in items(child(service, "form")) for field in items(child(group, "fields"))]
    findings.unique((child(field, "id") for field in fields), "question")
    for field in fields:
        _check_kind(field, findings)
        _check_bounds(field, findings)
        _check_pattern(field, findings)
    _check_conditions(fields, findings)


def _kind(field: Node) -> FieldKind | None:
    kind = text_of(child(field, "kind"))
    return FieldKind(kind) if kind in set(FieldKind) else None


def _check_kind(field: Node, findings: Findings) -> None:
    kind = _kind(field)
    if kind is None:
        return
    for key, kinds in KEYS_OF_KINDS.items():
        at = key_of(field, key)
        if at and kind not in kinds:
            names = ", ".join(sorted(kinds))
            findings.add(at, "key-of-other-kind", f"`{key}` means nothing for a `{kind}`.", f"It is for {names}.")
    options = child(field, "options")
    if kind in _CHOICES:
        findings.unique((child(option, "id") for option in items(options)), "option")
        if not isinstance(options, Scalar | Mapping) and len(items(options)) < 2:
            place: Node | None = key_of(field, "options") or child(field, "kind")
            findings.add(place, "options", "A choice needs at least two options.", "List them under `options`.")
    if kind is FieldKind.MONEY:
        currency = child(field, "currency")
        if currency is None:
            remedy = "Add `currency`, such as EUR."
            findings.add(child(field, "kind"), "currency", "A question about money needs a currency.", remedy)
        check_currency(currency, findings)


def _check_bounds(field: Node, findings: Findings) -> None:
    for low, high in (("minimum", "maximum"), ("earliest_days", "latest_days")):
        least, most = _number(child(field, low)), _number(child(field, high))
        if least is not None and most is not None and least > most:
            what = f"`{low}` is more than `{high}`: no answer can be right."
            findings.add(child(field, low), "bounds", what, "Exchange or correct them.")


def _number(node: Node | None) -> Decimal | None:
    try:
        number = Decimal(text_of(node))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _check_pattern(field: Node, findings: Findings) -> None:
    if _kind(field) not in _PATTERNS:
        return
    at, example = child(field, "pattern"), child(field, "example")
    pattern = text_of(at)
    if not pattern:
        return
    fault = pattern_fault(pattern)
    if fault:
        findings.add(at, "pattern", *fault)
        return
    if example is None:
        what = "A question with a pattern needs an example."
        findings.add(at, "example", what, "Add `example` with an answer that fits: people see it.")
    elif text_of(example) and not re.fullmatch(pattern, text_of(example)):
        what = f"The example {quote(text_of(example))} does not match the pattern."
        findings.add(example, "example", what, "Correct one of the two.")


def _check_conditions(fields: list[Node], findings: Findings) -> None:
    order = {text_of(child(field, "id")): number for number, field in reversed(list(enumerate(fields)))}
    for number, field in enumerate(fields):
        for condition in items(child(field, "only_if")):
            at = child(condition, "field")
            name = text_of(at)
            if not name or at is None:
                continue
            if name not in order:
                remedy = did_you_mean(name, order)
                findings.add(at, "unknown-reference", f"There is no question {quote(name)} in this form.", remedy)
                continue
            other = fields[order[name]]
            if order[name] >= number:
                _tell_wrong_order(field, other, fields, order, at, findings)
            _check_condition_answers(condition, other, at, findings)


def _tell_wrong_order(
    field: Node, other: Node, fields: list[Node], order: dict[str, int], at: Node, findings: Findings
) -> None:
    name, own = quote(text_of(at)), text_of(child(field, "id"))
    if other is field:
        findings.add(at, "condition-cycle", f"The question {name} waits for itself.", "Remove the condition.")
    elif own in _waits_for(other, fields, order):
        what = f"This question and {name} wait for each other: neither is ever asked."
        findings.add(at, "condition-cycle", what, "Remove one of the conditions.")
    else:
        remedy = "Move that question up, or this one down."
        findings.add(at, "condition-order", f"The question {name} is asked later than this one.", remedy)


def _waits_for(field: Node, fields: list[Node], order: dict[str, int]) -> set[str]:
    """Ids of all questions that `field` depends on, through others too."""
    found: set[str] = set()
    waiting = [field]
    while waiting:
        for condition in items(child(waiting.pop(), "only_if")):
            name = text_of(child(condition, "field"))
            if name in order and name not in found:
                found.add(name)
                waiting.append(fields[order[name]])
    return found


def _check_condition_answers(condition: Node, other: Node, at: Node, findings: Findings) -> None:
    kind = _kind(other)
    if kind is FieldKind.YES_NO:
        answers: tuple[str, ...] = _ANSWERS_YES_NO
    elif kind in _CHOICES:
        answers = tuple(text_of(child(option, "id")) for option in items(child(other, "options")))
    else:
        if kind is not None:
            what = f"The question {quote(text_of(at))} is a `{kind}`: it has no answers to choose from."
            remedy = "Refer to a choice, multiple_choice or yes_no question."
            findings.add(at, "condition-kind", what, remedy)
        return
    for answer in items(child(condition, "is_any_of")):
        name = text_of(answer)
        if name and name not in answers:
            what = f"{quote(name)} is no answer to the question {quote(text_of(at))}."
            findings.add(answer, "unknown-reference", what, did_you_mean(name, answers))
