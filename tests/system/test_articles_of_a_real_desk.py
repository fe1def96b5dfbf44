"""From an agent's browser to the pack behind the screens: a real django-helpdesk, a real sync process, no restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from typer.testing import CliRunner, Result

from kiosk.domain.catalog import Article, ArticleSource
from kiosk.settings import Settings
from sync.desks.embedded import EmbeddedDesk, desk_python
from tests.desks.agents_view import AgentsView
from tests.desks.knowledge_editor import KnowledgeEditor
from tests.system.kiosk_folder import KioskFolder
from tests.system.whole_kiosk import WholeKiosk, open_kiosk

pytestmark = pytest.mark.timeout(300)
"""A desk and a sync process are started, on a machine that may be busy."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[EmbeddedDesk]:
    with EmbeddedDesk(desk_python(), tmp_path / "desk") as running:
        yield running


@pytest.fixture
def settings(folder: KioskFolder, desk: EmbeddedDesk) -> Settings:
    return folder.write(token=desk.token, desk={"url": desk.url}, content={"desk_articles": True})


@pytest.fixture
def pull(folder: KioskFolder) -> Callable[[], Result]:
    """`kiosk content pull`: what the sync process does every quarter of an hour."""
    import typer

    from kiosk.delivery_commands import add_delivery_commands

    app = typer.Typer()
    add_delivery_commands(app)
    return lambda: CliRunner().invoke(app, ["pull", "--settings", str(folder.settings)])


def shown(whole: WholeKiosk) -> dict[str, Article]:
    """The articles of the desk in the pack that screens read, by title."""
    articles = whole.kiosk.session.pack.articles
    return {article.title["en"]: article for article in articles if article.source is ArticleSource.DESK}


def test_what_agents_publish_edit_and_hide_is_what_the_kiosk_has(
    qapp: QGuiApplication, folder: KioskFolder, settings: Settings, desk: EmbeddedDesk, pull: Callable[[], Result]
) -> None:
    with open_kiosk(folder, settings, sync=True) as whole, AgentsView(desk.announced) as agents:
        whole.wait(lambda: len(shown(whole)) == 3, "the samples of the desk, which the sync process brings")
        assert {article.department for article in shown(whole).values()} == {"it", "facilities"}
        editor = KnowledgeEditor(agents)
        category = editor.add_category("it", "IT")
        number = editor.add_article(category, "Scan to mail", "Press <b>Scan</b>.\n\n[Plan](https://plan.example.org)")
        assert pull().output.startswith("New. Articles of the desk: 4, the newest of ")
        whole.wait(lambda: "Scan to mail" in shown(whole), "the new article")
        article = shown(whole)["Scan to mail"]
        assert (article.id, article.department) == (f"desk:{number}", "it")
        assert article.body == {"en": "Press Scan.\n\nPlan (https://plan.example.org)"}
        editor.change_article(number, category, "Scan to mail", "Press **Start**.")
        assert pull().exit_code == 0
        whole.wait(lambda: shown(whole)["Scan to mail"].body == {"en": "Press **Start**."}, "the edited article")
        assert pull().output.startswith("Nothing new. Articles of the desk: 4")
        editor.change_article(number, category, "Scan to mail", "Press **Start**.", enabled=False)
        assert pull().exit_code == 0
        whole.wait(lambda: "Scan to mail" not in shown(whole), "the hidden article to go")
        assert len(shown(whole)) == 3
        whole.settle()  # the first touch after an exchange may be the second of a double tap
        reference = whole.ask()
        assert whole.stored(reference).request.pack_version == whole.kiosk.session.pack.version


def test_they_stay_while_the_desk_is_away_and_over_a_restart(
    qapp: QGuiApplication, folder: KioskFolder, settings: Settings, desk: EmbeddedDesk, pull: Callable[[], Result]
) -> None:
    assert pull().exit_code == 0
    desk.kill()
    away = pull()
    assert away.exit_code == 1
    assert "unreachable" in away.output
    assert "Articles of the desk: 3" in away.output
    with open_kiosk(folder, settings, sync=True) as whole:
        whole.wait(lambda: len(shown(whole)) == 3, "what was kept")
