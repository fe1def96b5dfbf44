"""Where a request goes at the desk: by rules of the settings, else to its department. Pure; no product is known here.

Restricted matters (`Request.confidential`) never fall back: they go where a rule or the restricted queue says, or
nowhere, which is a dead letter that staff see.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from kiosk.domain.catalog import Priority, RequestKind
from kiosk.domain.request import Request
from sync.desks.base import DeskFault, Refused


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What goes to `queue` and `owner`: requests that meet every condition. An empty condition is met by all."""

    kinds: frozenset[RequestKind] = frozenset()
    departments: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    """Ids of the content pack, as of the departments."""
    priorities: frozenset[Priority] = frozenset()
    restricted: bool = False
    """Whether it is for restricted matters, or for all others: a rule for both would open what few may read."""
    queue: str = ""
    """Empty leaves it to the department, or to the restricted queue."""
    owner: str = ""
    """An agent's login at the desk; empty leaves it to the desk."""

    def fits(self, request: Request) -> bool:
        """Whether `request` meets every condition."""
        return (
            self.restricted is request.confidential
            and (not self.kinds or request.kind in self.kinds)
            and (not self.departments or request.department in self.departments)
            and (not self.services or request.service in self.services)
            and (not self.priorities or request.priority in self.priorities)
        )


_NO_RULE = Rule()


class Destination(msgspec.Struct, frozen=True, kw_only=True):
    """Where one request goes at the desk."""

    queue: str
    """Name of a queue or a project, or a mailbox."""
    owner: str = ""
    restricted: bool = False
    """Whether no other queue may take it, not even where this one is missing."""


class Routing:
    """The rules of one kiosk, in their order: the first that fits decides."""

    def __init__(self, rules: Iterable[Rule] = (), *, restricted_queue: str = "", ordinary_queue: str = "") -> None:
        """`restricted_queue` takes restricted matters without a rule; `ordinary_queue` takes the others, where the
        desk has no queues for departments."""
        self._rules = tuple(rules)
        self._restricted_queue = restricted_queue
        self._ordinary_queue = ordinary_queue

    def destination(self, request: Request) -> Destination:
        """Where `request` goes. Raises Refused when it is restricted and nothing says where."""
        rule = next((rule for rule in self._rules if rule.fits(request)), _NO_RULE)
        if request.confidential:
            if not (queue := rule.queue or self._restricted_queue):
                raise Refused(DeskFault.NO_RESTRICTED_QUEUE, "none_named")
            return Destination(queue=queue, owner=rule.owner, restricted=True)
        return Destination(queue=rule.queue or self._ordinary_queue or request.queue, owner=rule.owner)
