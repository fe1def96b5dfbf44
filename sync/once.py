"""Tells operators of a trouble when it begins: a line every look for a week of outage is not read."""

from __future__ import annotations

import logging

from kiosk.errors import FrontdoorError
from kiosk.logs import log_event


class ToldOnce:
    """The trouble of something that is tried again and again."""

    def __init__(self) -> None:
        self._reason = ""

    def begin(
        self, event: str, reason: str, *, because: FrontdoorError | None = None, level: int = logging.WARNING
    ) -> None:
        """Log `event`, unless `reason` was the trouble before as well."""
        if reason != self._reason:
            self._reason = reason
            log_event(event, level, reason=reason, because=because)

    def end(self) -> None:
        """It went well: the same trouble would be news."""
        self._reason = ""
