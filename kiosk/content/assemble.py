"""From checked models to the values of `domain.catalog`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

from kiosk.content.authored import Authored
from kiosk.content.rules.premises import WEEKDAYS, read_span
from kiosk.content.source import file_id
from kiosk.domain.answers import minor_digits
from kiosk.domain.catalog import Pack

VERSION_DIGEST_LENGTH = 8
"""Hex digits of the source's digest in a version: enough to tell two edits of one version apart."""


def assemble(
    models: Mapping[str, Authored], bodies: Mapping[str, Mapping[str, str]], mark: bytes, digest: bytes
) -> Pack:
    """The pack of fault-free `models` by file, article texts by id and the brand's mark; all in the order of names."""
    values = {file: model.model_dump(mode="json", exclude_none=True) for file, model in sorted(models.items())}
    pack = values["pack.yaml"]
    pack.pop("written_in", None)  # Only translators ask.
    built = {
        **pack,
        "version": f"{pack['version']}+{digest.hex()[:VERSION_DIGEST_LENGTH]}",
        "brand": {**values["brand.yaml"], "mark": mark},
        "hours": _hours(values["hours.yaml"]),
        "places": values["places.yaml"]["places"],
        "services": [_service(value) for value in _in_folder(values, "services")],
        "articles": [{**value, "body": bodies[value["id"]]} for value in _in_folder(values, "articles")],
        "troubleshooters": _in_folder(values, "troubleshooters"),
        "announcements": _in_folder(values, "announcements"),
    }
    return msgspec.convert(built, Pack)


def _in_folder(values: Mapping[str, dict[str, Any]], folder: str) -> list[dict[str, Any]]:
    return [{"id": file_id(file), **value} for file, value in values.items() if file.startswith(f"{folder}/")]


def _service(value: dict[str, Any]) -> dict[str, Any]:
    cost = value.get("cost")
    if cost is None:
        return value
    amount, currency = Decimal(cost.pop("amount")), cost["currency"]
    return {**value, "cost": {**cost, "minor": int(amount.scaleb(minor_digits(currency)))}}


def _hours(value: dict[str, Any]) -> dict[str, Any]:
    weekly = [[read_span(span) for span in value["weekly"][day]] for day in WEEKDAYS]
    return {**value, "weekly": weekly}
