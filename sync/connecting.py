"""Opens the connector and the source of content that the settings name: part of the composition, for the sync process
and the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.clock import SystemClock
from kiosk.content_settings import DESK as CONTENT_BY_DESK
from kiosk.desk_settings import MAIL, DeskSettings
from kiosk.domain.catalog import Priority, RequestKind
from kiosk.domain.request import PublicState
from kiosk.errors import ContentError, SettingsError
from kiosk.i18n import Wording
from kiosk.settings import DESK_CREDENTIAL, Settings
from sync.desks import CONNECTORS
from sync.desks.address import DeskAddress
from sync.desks.base import DeskConnector
from sync.routing import Routing, Rule

if TYPE_CHECKING:
    from sync.articles import ArticlePuller
    from sync.content import Puller, TaskList
    from sync.lasting import TroubleList


def desk_address(settings: Settings) -> DeskAddress:
    """Where the desk of the settings is, and how it is talked to."""
    return DeskAddress(
        url=settings.desk.url,
        read_token=lambda: settings.secrets.read_text(DESK_CREDENTIAL),
        clock=SystemClock(),
        ca_file=settings.desk.ca_file,
    )


def open_connector(settings: Settings, address: DeskAddress | None = None) -> DeskConnector:
    """The connector of the settings, to the desk at `address`, their own if it is left out. Raises SettingsError."""
    desk, address = settings.desk, address or desk_address(settings)
    wording = Wording(desk.language, time_zone=settings.locale.time_zone)
    routing = read_routing(desk)
    # Only the one that is meant is loaded: the others bring libraries of their own.
    match desk.connector:
        case "helpdesk":
            from sync.desks.gateway import GatewayConnector

            return GatewayConnector(address, routing=routing)
        case "rt":
            from sync.desks.request_tracker import RequestTrackerConnector

            return RequestTrackerConnector(
                address, kiosk=settings.kiosk.code, routing=routing, queue=desk.queue, wording=wording
            )
        case "email":
            from sync.desks.mail import Envelope, MailConnector

            envelope = Envelope(sender=desk.sender, mailbox=desk.mailbox, user=desk.user)
            return MailConnector(address, envelope=envelope, routing=routing, wording=wording)
        case "redmine":
            from sync.desks.redmine import RedmineConnector

            return RedmineConnector(
                address,
                kiosk=settings.kiosk.code,
                routing=routing,
                queue=desk.queue,
                wording=wording,
                tracker=desk.tracker,
                states={name: PublicState(state) for name, state in desk.statuses},
            )
        case unknown:
            raise SettingsError(
                f"desk.connector is {unknown!r}, which is no desk this version knows.",
                remedy=f"Write one of: {', '.join(CONNECTORS)}.",
            )


def read_routing(desk: DeskSettings) -> Routing:
    """The rules of settings that were read with `DESK_CHECKS`: the kinds and priorities in them are known ones."""
    rules = (
        Rule(
            kinds=frozenset(map(RequestKind, rule.kinds)),
            departments=frozenset(rule.departments),
            services=frozenset(rule.services),
            priorities=frozenset(map(Priority, rule.priorities)),
            restricted=rule.restricted,
            queue=rule.queue,
            owner=rule.owner,
        )
        for rule in desk.rules
    )
    ordinary_queue = desk.mailbox if desk.connector == MAIL else ""
    return Routing(rules, restricted_queue=desk.restricted_queue, ordinary_queue=ordinary_queue)


def open_puller(settings: Settings, *, tasks: TaskList | None) -> Puller | None:
    """What pulls content for these settings; None where they name no source. Raises SettingsError."""
    content, clock = settings.content, SystemClock()
    if not content.url:
        return None
    # A kiosk that pulls nothing does without pydantic and cryptography.
    from kiosk.content.delivered import DeliveredPacks
    from kiosk.content.signing import TrustedKey
    from sync.content import Puller
    from sync.content_source import ContentSource

    by_desk = content.url == CONTENT_BY_DESK
    try:
        keys = [TrustedKey(text) for text in content.keys]
    except ContentError as error:
        raise SettingsError(f"content.keys: {error.what}", remedy=error.remedy) from error
    source = ContentSource(
        f"{settings.desk.url.rstrip('/')}/kiosk/v1/content" if by_desk else content.url,
        clock=clock,
        ca_file=settings.desk.ca_file if by_desk else content.ca_file,
        setting="desk.ca_file" if by_desk else "content.ca_file",
        read_token=(lambda: settings.secrets.read_text(DESK_CREDENTIAL)) if by_desk else None,
    )
    delivered = DeliveredPacks(settings.delivered)
    return Puller(source=source, delivered=delivered, keys=keys, tasks=tasks, clock=clock)


def open_article_puller(settings: Settings, *, tasks: TroubleList | None) -> ArticlePuller | None:
    """What pulls the desk's articles for these settings; None where they want none. Raises SettingsError."""
    if not settings.content.desk_articles:
        return None
    from kiosk.content.desk_articles import KeptDeskArticles
    from sync.article_source import ArticleSource
    from sync.articles import ArticlePuller

    address = desk_address(settings)
    kept = KeptDeskArticles(settings.delivered)
    return ArticlePuller(source=ArticleSource(address), kept=kept, tasks=tasks, clock=address.clock)
