"""From an agent's browser to the screen of an open visit: a real django-helpdesk, a real sync process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.request import PublicState
from sync.desks.embedded import EmbeddedDesk, desk_python
from tests.desks.agents_view import AgentsView
from tests.desks.helpdesk_agent import RESOLVED, write
from tests.system.kiosk_folder import KioskFolder
from tests.system.whole_kiosk import WholeKiosk, open_kiosk

pytestmark = pytest.mark.timeout(300)
"""A desk and a sync process are started, on a machine that may be busy."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[EmbeddedDesk]:
    with EmbeddedDesk(desk_python(), tmp_path / "desk") as running:
        yield running


def beside(work: Callable[[], None]) -> None:
    """Do `work` while the kiosk goes on."""
    thread = threading.Thread(target=work)
    thread.start()
    thread.join(60)
    assert not thread.is_alive()


def says_now(whole: WholeKiosk, words: str) -> bool:
    """Whether the screen says `words` with the right time on the kiosk's clock."""
    whole.clock.set_wall(datetime.now(UTC))
    whole.kiosk.session.touch()
    whole.kiosk.session.tick()
    return whole.says(words)


def test_what_an_agent_does_shows_while_the_customer_still_stands_there(
    qapp: QGuiApplication, folder: KioskFolder, desk: EmbeddedDesk
) -> None:
    settings = folder.write(token=desk.token, desk={"url": desk.url, "news_minutes": 0.1})
    with open_kiosk(folder, settings, sync=True) as whole, AgentsView(desk.announced) as agents:
        reference = whole.ask()
        whole.wait(lambda: whole.stored(reference).ticket is not None, "the ticket", 60)
        stored = whole.stored(reference)
        assert stored.ticket is not None
        number = stored.ticket.id
        take = {"ticket_id": number, "action": "take"}
        beside(lambda: agents.post("/tickets/update/", form=f"/tickets/{number}/", **take))
        whole.wait(lambda: says_now(whole, "In work at the desk"), "the agent's work to show", 90)
        whole.wait(lambda: says_now(whole, "As of a moment ago"), "its age", 90)
        beside(lambda: write(agents, number, "Dear Sam, it is ready.", status=RESOLVED))
        whole.wait(lambda: says_now(whole, "The desk has solved it"), "the solution to show", 90)
        known = whole.kiosk.store.known_ticket(stored.request.id)
        assert known is not None
        assert (known.state, [note.text for note in known.notes]) == (PublicState.SOLVED, ["Dear Sam, it is ready."])
        whole.finish()
        assert whole.kiosk.accepted is not None
        assert whole.kiosk.accepted._known is None
