"""Another pack for a kiosk that is open; part of the composition root.

It is exchanged when nobody is there, never under a person's hands. Imported after the first frame.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal, Slot

from kiosk.content_room import Chosen, add_desk_articles, choose_again
from kiosk.domain.catalog import Pack
from kiosk.domain.flow import Screen
from kiosk.journeys.browse import CatalogView
from kiosk.journeys.futures import unattended
from kiosk.logs import log_event
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.clock import Clock
    from kiosk.journeys.place import Wordings
    from kiosk.screens.session import SessionState


@dataclass(frozen=True, slots=True)
class Behind:
    """What makes the models behind the screens, and where slow work is done."""

    add_screens: Callable[[], None]
    """All but the greeting, for the pack of the session."""
    wordings: Wordings
    clock: Clock
    pool: Executor


def exchange_pack(session: SessionState, behind: Behind, pack: Pack, language: str) -> list[QObject]:
    """Make everything behind the screens anew, for `pack`, and show it to the next person in `language`.

    The stack of screens is still to be laid anew; what stood behind the old one is returned, to be deleted.
    """
    from kiosk.screens.first_models import add_greeting

    old: list[QObject] = [model for screen, model in session.models().items() if screen is not Screen.OUT_OF_SERVICE]
    # An answer that is still on its way would come to a screen that is gone.
    session.bridge.drop_all()
    session.use_pack(pack, language)
    add_greeting(session, CatalogView(pack), behind.wordings, behind.clock)
    behind.add_screens()
    return old


class PackSwap(QObject):
    """Follows what came over sync, hands another pack over as soon as nobody is there. Interface thread."""

    _looked = Signal(int, object, object)

    def __init__(self, session: SessionState, behind: Behind, settings: Settings, shown: Chosen) -> None:
        """`shown` is what the session shows now, without articles of the desk."""
        super().__init__(session)
        self._session = session
        self._behind = behind
        self._settings = settings
        self._bare = shown
        """What is shown, without them: they come and go while the pack stays, and it is not read again for that."""
        self._shown = shown
        self._waiting: Chosen | None = None
        self._looks = 0
        self._taken = 0
        """The latest look that has been taken: two may be under way, and the earlier one end later."""
        self._retired: list[QObject] = []
        # Emitted on the pool, taken by a slot on this thread: queued by itself.
        self._looked.connect(self._take)
        session.moves.busyChanged.connect(self._swap)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)
        folder = settings.delivered
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            log_event("content_not_kept", logging.WARNING, reason=type(error).__name__)
        self._watcher.addPath(str(folder))
        self._look()

    @property
    def is_waiting(self) -> bool:
        """Whether another pack is ready and somebody is there."""
        return self._waiting is not None

    @Slot()
    def _look(self) -> None:
        self._looks += 1
        number, bare = self._looks, self._bare

        def look() -> None:
            again = choose_again(self._settings, bare)
            self._looked.emit(number, again, add_desk_articles(self._settings, again))

        with contextlib.suppress(RuntimeError):  # the pool takes nothing any more: the kiosk is closing
            unattended(self._behind.pool.submit(look))

    @Slot(int, object, object)
    def _take(self, number: int, bare: Chosen, chosen: Chosen) -> None:
        if number < self._taken:
            return
        self._taken = number
        if bare.pack is not None:
            self._bare = bare
        self._waiting = chosen if chosen.pack is not None and _name(chosen) != _name(self._shown) else None
        self._swap()

    @Slot()
    def _swap(self) -> None:
        """Hand over what waits, unless somebody is there or a change of screens is under way."""
        session, waiting = self._session, self._waiting
        if waiting is None or waiting.pack is None:
            return
        if session.visit is not None or session.moves.busy or session.moves.current is not Screen.ATTRACT:
            return
        self._waiting = None
        self._shown = waiting
        # Other threads may have one of the models in hand this very moment: they go with the next exchange.
        for model in self._retired:
            model.deleteLater()
        self._retired = exchange_pack(session, self._behind, waiting.pack, self._settings.locale.default_language)
        session.moves.relay([Screen.ATTRACT])
        log_event("content_shown", version=waiting.pack.version)


def _name(chosen: Chosen) -> tuple[str, str]:
    """What tells one pack with its articles from another."""
    return chosen.sha256, chosen.articles
