"""What the organisation offers: the values of a compiled content pack. No Qt, no files.

Every text is `dict[str, str]` by language code; read it with `domain.text.pick`.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import msgspec

PACK_SCHEMA = 3
"""Version of these structures; a compiled pack of another schema is compiled anew."""

Texts = dict[str, str]


class FieldKind(StrEnum):
    """What a question takes as an answer."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    MULTIPLE_CHOICE = "multiple_choice"
    YES_NO = "yes_no"
    DATE = "date"
    DATE_RANGE = "date_range"
    NUMBER = "number"
    MONEY = "money"
    PHONE = "phone"
    EMAIL = "email"
    ROOM = "room"
    ASSET_TAG = "asset_tag"


class RequestKind(StrEnum):
    """What a request is, in ITIL's words."""

    SERVICE_REQUEST = "service_request"
    INCIDENT = "incident"
    COMPLAINT = "complaint"
    QUESTION = "question"
    ASSISTANCE = "assistance"


class Priority(StrEnum):
    """How soon a matter is to be looked at, in ITIL's words; the least first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Audience(StrEnum):
    """Who may ask for a service."""

    EVERYONE = "everyone"
    IDENTIFIED = "identified"


class Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all pack values. msgspec does not inherit `kw_only`, nor mypy `frozen`: each value says both again."""


class Option(Struct, kw_only=True, frozen=True):
    """One choice of a question."""

    id: str
    label: Texts


class Condition(Struct, kw_only=True, frozen=True):
    """Ask only if the answer to `field` is one of `is_any_of` (option ids, or `yes` / `no`)."""

    field: str
    is_any_of: tuple[str, ...]


class Field(Struct, kw_only=True, frozen=True):
    """One question of a form."""

    id: str
    kind: FieldKind
    label: Texts
    hint: Texts = {}
    required: bool = True
    options: tuple[Option, ...] = ()
    only_if: tuple[Condition, ...] = ()
    """All of them must hold."""
    max_length: int = 200
    """Characters, for the text kinds."""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int = 0
    """Digits after the point, for `number`."""
    currency: str = "EUR"
    """ISO 4217, for `money`."""
    earliest_days: int | None = None
    """Earliest date, in days from today; None is no limit."""
    latest_days: int | None = None
    pattern: str = ""
    """Regular expression for `room` and `asset_tag`; empty takes any."""
    example: str = ""
    """A filled-in example, shown when the pattern does not match."""
    slip_label: Texts = {}
    """Short label of the answer on the slip ("Deliver to"); empty leaves the answer off the slip."""


class FormGroup(Struct, kw_only=True, frozen=True):
    """Questions that stand on one screen."""

    title: Texts
    subtitle: Texts = {}
    fields: tuple[Field, ...]


class Step(Struct, kw_only=True, frozen=True):
    """One step of a request model."""

    title: Texts
    detail: Texts = {}
    automatic: bool = False
    """Whether a machine does it, centrally."""


class Cost(Struct, kw_only=True, frozen=True):
    """What a service costs the customer; `minor` in the currency's smallest unit, 0 is free."""

    minor: int = 0
    currency: str = "EUR"
    note: Texts = {}


class Service(Struct, kw_only=True, frozen=True):
    """One entry of the catalog."""

    id: str
    department: str
    kind: RequestKind = RequestKind.SERVICE_REQUEST
    priority: Priority = Priority.MEDIUM
    restricted: bool = False
    """Whether only few agents may read what is sent: matters of security, say. Complaints always are."""
    title: Texts
    summary: Texts
    description: Texts = {}
    icon: str = "clipboard-text"
    """A Phosphor icon name."""
    keywords: dict[str, tuple[str, ...]] = {}
    needs: tuple[Texts, ...] = ()
    """What the customer should have at hand."""
    expected_time: Texts = {}
    expected_working_days: int | None = None
    cost: Cost = Cost()
    audience: Audience = Audience.EVERYONE
    eligibility: Texts = {}
    popularity: int = 0
    form: tuple[FormGroup, ...]
    steps: tuple[Step, ...]
    """The request model."""

    def fields(self) -> tuple[Field, ...]:
        """Every question of the form, in order."""
        return tuple(field for group in self.form for field in group.fields)


class Department(Struct, kw_only=True, frozen=True):
    """Who fulfils services; `queue` is the name of its queue at the desk (routing rules may override it)."""

    id: str
    title: Texts
    summary: Texts = {}
    icon: str = "buildings"
    queue: str


class ArticleSource(StrEnum):
    """Who vouches for an article; screens say so where it is not the pack."""

    PACK = "pack"
    """Signed or put on the kiosk's own disk with the rest of the pack."""
    DESK = "desk"
    """From the desk's own knowledge base: not signed, and in one language."""


class Article(Struct, kw_only=True, frozen=True):
    """Knowledge text; the body is Markdown."""

    id: str
    """One of the desk's has a colon in it, which none of a pack has."""
    title: Texts
    summary: Texts = {}
    body: Texts
    department: str
    """Empty for one of the desk's that belongs to none of the pack's departments."""
    keywords: dict[str, tuple[str, ...]] = {}
    related: tuple[str, ...] = ()
    owner: str
    updated: str
    review_by: str
    """ISO dates; an article past `review_by` is withheld. Empty for the desk's, which takes back its own."""
    source: ArticleSource = ArticleSource.PACK


class TroubleshooterChoice(Struct, kw_only=True, frozen=True):
    """One answer to a question of a troubleshooter and the node it leads to."""

    label: Texts
    to: str


class TroubleshooterNode(Struct, kw_only=True, frozen=True):
    """A question with choices, or an outcome: a fix, an article, or a service to prefill."""

    id: str
    text: Texts
    detail: Texts = {}
    choices: tuple[TroubleshooterChoice, ...] = ()
    article: str = ""
    service: str = ""


class Troubleshooter(Struct, kw_only=True, frozen=True):
    """A guided decision tree; `start` names the first node."""

    id: str
    title: Texts
    summary: Texts = {}
    department: str
    start: str
    nodes: tuple[TroubleshooterNode, ...]


class Severity(StrEnum):
    """How an announcement is drawn."""

    INFORMATION = "information"
    CAUTION = "caution"
    OUTAGE = "outage"


class Announcement(Struct, kw_only=True, frozen=True):
    """Something people should see before they ask. `starts` and `ends` are ISO 8601 with offset, or empty."""

    id: str
    severity: Severity
    title: Texts
    detail: Texts = {}
    starts: str = ""
    ends: str = ""


class OpeningHours(Struct, kw_only=True, frozen=True):
    """Local opening times of the staffed desk: `weekly[0]` is Monday, each a tuple of ("08:00", "17:00") spans."""

    weekly: tuple[tuple[tuple[str, str], ...], ...]
    closed_days: tuple[str, ...] = ()
    """ISO dates."""
    note: Texts = {}


class Place(Struct, kw_only=True, frozen=True):
    """Somewhere in the organisation that texts refer to; the kiosk stands at one."""

    id: str
    title: Texts
    directions: Texts = {}


class Brand(Struct, kw_only=True, frozen=True):
    """How the organisation looks; colours are `#RRGGBB`, empty keeps the theme's. `domain.palette` applies them."""

    organisation: Texts
    desk: Texts
    """The name of the service desk, on slips and in the top bar."""
    icon: str = "buildings"
    accent: str = ""
    tint: str = ""
    dark_accent: str = ""
    dark_tint: str = ""
    """The same for the dark theme; empty lets `domain.palette` make them of the other two."""
    mark: bytes = b""
    """An SVG or PNG to stand in place of the icon; empty for none."""


class Pack(Struct, kw_only=True, frozen=True):
    """A whole compiled content pack."""

    schema: int = PACK_SCHEMA
    id: str
    version: str
    """Author's version and a digest of the source: changes whenever the content does."""
    languages: tuple[str, ...]
    desk_language: str = "en"
    """The language agents read; one of `languages`."""
    brand: Brand
    departments: tuple[Department, ...]
    services: tuple[Service, ...]
    articles: tuple[Article, ...] = ()
    troubleshooters: tuple[Troubleshooter, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    hours: OpeningHours
    places: tuple[Place, ...]
    desk_place: str
    """Id of the place where the staffed desk is."""
