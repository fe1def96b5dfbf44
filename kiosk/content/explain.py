"""Pydantic's errors as sentences for authors, with file, line and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kiosk.content.faults import Fault, quote, shorten
from kiosk.content.nodes import Mapping, Node, Scalar, Step, locate


def explain(file: str, root: Node, model: type[BaseModel], error: ValidationError) -> list[Fault]:
    """One fault for each of pydantic's errors; none for values about which the reader has already spoken."""
    faults = []
    for details in error.errors(include_url=False):
        path = tuple(details["loc"])
        at = locate(root, path)
        if isinstance(at, Scalar) and at.reported:
            continue
        key = shorten(next((step for step in reversed(path) if isinstance(step, str)), "this file"))
        what, remedy = _sentence(details, path, model)
        if details["type"] == "extra_forbidden":
            at = _key_at(root, path) or at
        what = what.replace("{key}", key)
        faults.append(Fault(file, at.line, at.column, _code(details), what, remedy.replace("{key}", key)))
    return faults


def _key_at(root: Node, path: tuple[Step, ...]) -> Scalar | None:
    parent = root
    for step in path[:-1]:
        if isinstance(parent, Mapping) and isinstance(step, str) and step in parent.entries:
            parent = parent.entries[step][1]
        elif not isinstance(parent, Mapping | Scalar) and isinstance(step, int):
            parent = parent.items[step]
    return parent.entries[str(path[-1])][0] if isinstance(parent, Mapping) else None


def did_you_mean(word: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """A remedy for an unknown name: the nearest known one, else `otherwise`, else all of them."""
    names = sorted(known)
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"Did you mean `{near[0]}`?"
    return otherwise or (
        f"There is {', '.join(f'`{name}`' for name in names[:20])}." if names else "There is none yet."
    )


_CODES = {
    "extra-forbidden": "unknown-key",
    "missing": "missing-key",
    "enum": "unknown-value",
    "model-type": "not-keys",
    "dict-type": "not-keys",
    "list-type": "not-a-list",
    "string-type": "not-a-text",
    "int-parsing": "not-a-number",
    "int-type": "not-a-number",
    "int-from-float": "not-a-number",
    "int-parsing-size": "not-a-number",
    "decimal-parsing": "not-a-number",
    "decimal-type": "not-a-number",
    "bool-parsing": "not-yes-or-no",
    "bool-type": "not-yes-or-no",
    "greater-than-equal": "too-small",
    "less-than-equal": "too-large",
    "too-short": "too-few",
    "too-long": "too-many",
    "string-pattern-mismatch": "bad-version",
}


_ADVICE = {
    "fields": ": the questions of one screen. Begin another group",
    "form": " screens. Ask later what can be asked later, or make two services of it",
}
"""What to do where too much is asked."""


def _code(error: ErrorDetails) -> str:
    code = error["type"].replace("_", "-")
    return code if "remedy" in error.get("ctx", {}) else _CODES.get(code, code)


def _sentence(error: ErrorDetails, path: tuple[Step, ...], model: type[BaseModel]) -> tuple[str, str]:
    context = error.get("ctx", {})
    if "remedy" in context:
        return context["what"], context["remedy"]
    given = quote(error["input"]) if isinstance(error["input"], str) else ""
    match _code(error):
        case "missing-key":
            return "`{key}` is missing.", "Add it."
        case "unknown-key":
            keys = _model_at(model, path[:-1]).model_fields
            return "`{key}` is not a key here.", did_you_mean(str(path[-1]), keys)
        case "unknown-value":
            known = [part.strip("' ") for part in context["expected"].replace(" or ", ", ").split(", ")]
            return f"`{{key}}` cannot be {given or 'this'}.", did_you_mean(str(error["input"]), known)
        case "not-keys":
            return "`{key}` must hold keys with values.", "Write them as `key: value`, indented, under it."
        case "not-a-list":
            return "`{key}` must be a list.", "Begin each entry with a dash."
        case "not-a-text":
            return "`{key}` must be a text.", "Write it on the line itself; put quotes around it where in doubt."
        case "not-a-number":
            return f"`{{key}}` must be a number{_instead(given)}.", "Write digits, with a point for decimals if any."
        case "not-yes-or-no":
            return f"`{{key}}` must be yes or no{_instead(given)}.", "Write one of the two."
        case "too-small":
            return "`{key}` is too small.", f"It is at least {context['ge']}."
        case "too-large":
            return "`{key}` is too large.", f"It is at most {context['le']}."
        case "too-few":
            return "`{key}` has too few entries.", f"It needs at least {context['min_length']}."
        case "too-many":
            most, given = context["max_length"], context["actual_length"]
            advice = _ADVICE.get(str(path[-1]) if path else "", "")
            return f"`{{key}}` has {given} entries.", f"It takes at most {most}{advice}."
        case "bad-version":
            return f"`{{key}}` cannot be {given}.", "Use letters, digits, points and hyphens, at most 20."
        case _:
            return f"`{{key}}` is not as it should be: {error['msg']}.", "Correct it."


def _instead(given: str) -> str:
    return f", not {given}" if given else ""


def _model_at(model: type[BaseModel], path: tuple[Step, ...]) -> type[BaseModel]:
    """The model of the value at `path`."""
    here = model
    for step in path:
        if isinstance(step, str) and step in here.model_fields:
            here = _model_in(here.model_fields[step].annotation) or here
    return here


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The first model within a type such as `list[Model] | None`."""
    if get_origin(annotation) is None:
        return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
