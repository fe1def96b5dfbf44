"""A pack with one service that asks a question of every kind, and one with more services than fit on a screen."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from kiosk.domain.catalog import Condition, Field, FieldKind, FormGroup, Option, Pack, Service
from tests.screens.sample_pack import sample_pack
from tests.screens.sample_words import in_five


def _question(kind: FieldKind, **more: object) -> Field:
    label = in_five(f"A {kind.value}")
    return msgspec.convert({"id": kind.value, "kind": kind.value, "label": label} | more, Field)


def _options(*ids: str) -> tuple[Option, ...]:
    return tuple(Option(id=id_, label=in_five(id_.capitalize())) for id_ in ids)


def _group(title: str, *fields: Field) -> FormGroup:
    return FormGroup(title=in_five(title), fields=fields)


def every_field() -> Service:
    """All thirteen kinds, in four groups."""
    return msgspec.structs.replace(
        sample_pack().services[0],
        id="everything",
        form=(
            _group(
                "Words",
                _question(FieldKind.SHORT_TEXT, max_length=20),
                _question(FieldKind.LONG_TEXT, max_length=100, required=False),
            ),
            _group(
                "Choices",
                msgspec.structs.replace(_question(FieldKind.CHOICE), options=_options("red", "green")),
                msgspec.structs.replace(_question(FieldKind.MULTIPLE_CHOICE), options=_options("tea", "milk", "sugar")),
                _question(FieldKind.YES_NO),
                msgspec.structs.replace(
                    _question(FieldKind.NUMBER),
                    id="how_many",
                    only_if=(Condition(field="yes_no", is_any_of=("yes",)),),
                ),
            ),
            _group(
                "Days",
                _question(FieldKind.DATE, earliest_days=1, latest_days=40),
                _question(FieldKind.DATE_RANGE, earliest_days=0),
            ),
            _group(
                "Codes",
                msgspec.structs.replace(_question(FieldKind.NUMBER), minimum=Decimal(1), maximum=Decimal(50)),
                msgspec.structs.replace(_question(FieldKind.MONEY), maximum=Decimal(5000)),
                _question(FieldKind.PHONE),
                _question(FieldKind.EMAIL),
                _question(FieldKind.ROOM, pattern="[A-Z]-[0-9]{3}", example="C-214"),
                _question(FieldKind.ASSET_TAG, pattern="NB-[0-9]{5}", example="NB-20417"),
            ),
        ),
    )


def every_field_pack() -> Pack:
    """The sample pack with that service besides."""
    pack = sample_pack()
    return msgspec.structs.replace(pack, services=(*pack.services, every_field()))


def large_pack() -> Pack:
    """More services than are shown at once."""
    pack = sample_pack()
    more = tuple(msgspec.structs.replace(pack.services[0], id=f"laptop{n}", popularity=n) for n in range(20, 30))
    return msgspec.structs.replace(pack, services=(*pack.services, *more))
