"""The shape of each file of a pack, as pydantic models. What must fit together across values is in `rules`.

Values arrive as text (`yaml_lines` guesses nothing), so numbers and yes/no are read in pydantic's lax mode. Defaults
are those of `domain.catalog`: a key that is not written is not handed on.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from kiosk.content.value_types import Amount, Code, Day, Id, Keywords, Label, Line, Moment, Passage, Title
from kiosk.domain.catalog import Audience, FieldKind, Priority, RequestKind, Severity

Days: TypeAlias = Annotated[int, Field(ge=-36_600, le=36_600)]
"""A hundred years either way: people give dates of birth, and retirements far off."""


class Authored(BaseModel):
    """Base of all files and their parts."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AuthoredOption(Authored):
    id: Id
    label: Line


class AuthoredCondition(Authored):
    field: str
    is_any_of: Annotated[list[str], Field(min_length=1)]


class AuthoredField(Authored):
    id: Id
    kind: FieldKind
    label: Line
    hint: Line | None = None
    slip_label: Label | None = None
    required: bool = True
    options: Annotated[list[AuthoredOption], Field(max_length=12)] | None = None
    only_if: list[AuthoredCondition] | None = None
    max_length: Annotated[int, Field(ge=1, le=2000)] | None = None
    minimum: Amount | None = None
    maximum: Amount | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] | None = None
    currency: str | None = None
    earliest_days: Days | None = None
    latest_days: Days | None = None
    pattern: str | None = None
    example: Code | None = None


class AuthoredGroup(Authored):
    title: Title
    subtitle: Line | None = None
    fields: Annotated[list[AuthoredField], Field(min_length=1, max_length=6)]


class AuthoredStep(Authored):
    title: Line
    detail: Line | None = None
    automatic: bool = False


class AuthoredCost(Authored):
    amount: Annotated[Amount, Field(ge=0)]
    currency: str
    note: Line | None = None


class AuthoredService(Authored):
    """services/ID.yaml"""

    department: str
    kind: RequestKind | None = None
    priority: Priority | None = None
    restricted: bool | None = None
    title: Title
    summary: Line
    description: Passage | None = None
    icon: str | None = None
    keywords: Keywords | None = None
    needs: Annotated[list[Line], Field(max_length=8)] | None = None
    expected_time: Line | None = None
    expected_working_days: Annotated[int, Field(ge=0, le=250)] | None = None
    cost: AuthoredCost | None = None
    audience: Audience | None = None
    eligibility: Line | None = None
    popularity: Annotated[int, Field(ge=0, le=1000)] | None = None
    form: Annotated[list[AuthoredGroup], Field(min_length=1, max_length=9)]
    steps: Annotated[list[AuthoredStep], Field(min_length=1, max_length=12)]


class AuthoredDepartment(Authored):
    id: Id
    title: Title
    summary: Line | None = None
    icon: str | None = None
    queue: Code


class AuthoredPack(Authored):
    """pack.yaml"""

    id: Id
    version: Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z.\-]{0,19}$")]
    languages: Annotated[list[str], Field(min_length=1)]
    written_in: str | None = None
    desk_language: str
    desk_place: str
    departments: Annotated[list[AuthoredDepartment], Field(min_length=1, max_length=40)]


class AuthoredBrand(Authored):
    """brand.yaml"""

    organisation: Title
    desk: Title
    icon: str | None = None
    mark: str | None = None
    accent: str | None = None
    tint: str | None = None
    dark_accent: str | None = None
    dark_tint: str | None = None


class AuthoredWeek(Authored):
    monday: list[str] = []
    tuesday: list[str] = []
    wednesday: list[str] = []
    thursday: list[str] = []
    friday: list[str] = []
    saturday: list[str] = []
    sunday: list[str] = []


class AuthoredHours(Authored):
    """hours.yaml"""

    weekly: AuthoredWeek
    closed_days: list[Day] | None = None
    note: Line | None = None


class AuthoredPlace(Authored):
    id: Id
    title: Title
    directions: Passage | None = None


class AuthoredPlaces(Authored):
    """places.yaml"""

    places: Annotated[list[AuthoredPlace], Field(min_length=1)]


class AuthoredAnnouncement(Authored):
    """announcements/ID.yaml"""

    severity: Severity
    title: Line
    detail: Passage | None = None
    starts: Moment | None = None
    ends: Moment | None = None


class AuthoredArticle(Authored):
    """articles/ID/article.yaml"""

    title: Title
    summary: Line | None = None
    department: str
    keywords: Keywords | None = None
    related: list[str] | None = None
    owner: Code
    updated: Day
    review_by: Day


class AuthoredChoice(Authored):
    label: Line
    to: str


class AuthoredNode(Authored):
    id: Id
    text: Line
    detail: Passage | None = None
    choices: Annotated[list[AuthoredChoice], Field(min_length=2, max_length=6)] | None = None
    article: str | None = None
    service: str | None = None


class AuthoredTroubleshooter(Authored):
    """troubleshooters/ID.yaml"""

    title: Title
    summary: Line | None = None
    department: str
    start: str
    nodes: Annotated[list[AuthoredNode], Field(min_length=1, max_length=200)]
