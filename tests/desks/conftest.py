"""One real desk of each product for all tests of this folder, in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.desks.embedded import EmbeddedDesk, desk_python
from tests.desks.redmine_server import Redmine
from tests.desks.rt_server import RequestTracker
from tests.desks.smtp_server import MailServer


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedDesk]:
    """A running django-helpdesk with our gateway."""
    with EmbeddedDesk(desk_python(), tmp_path_factory.mktemp("desk") / "data") as running:
        yield running


@pytest.fixture
def own_desk(tmp_path: Path) -> Iterator[EmbeddedDesk]:
    """A desk that a test may stop, kill and start again. Not started yet."""
    own = EmbeddedDesk(desk_python(), tmp_path / "desk")
    yield own
    own.stop()


@pytest.fixture(scope="session")
def request_tracker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RequestTracker]:
    """A running Request Tracker."""
    running = RequestTracker(tmp_path_factory.mktemp("rt"))
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def redmine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redmine]:
    """A running Redmine."""
    running = Redmine(tmp_path_factory.mktemp("redmine"))
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    """A running mail server."""
    running = MailServer(tmp_path_factory.mktemp("mail"))
    running.start()
    yield running
    running.kill()
