"""Articles of the desk are in the pack behind the screens as soon as nobody stands before it, and leave it so too."""

from __future__ import annotations

import os
import subprocess
import sys

import msgspec
import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.content.desk_articles import DeskArticle, DeskArticles, KeptDeskArticles
from kiosk.domain.catalog import Article, ArticleSource
from kiosk.domain.flow import Move, Screen
from kiosk.journeys.browse import CatalogView
from kiosk.pack_swap import PackSwap
from kiosk.settings import Settings
from tests.system.kiosk_folder import KioskFolder
from tests.system.whole_kiosk import WholeKiosk, open_kiosk

ARTICLE = DeskArticle(7, "Scan to mail", "How do I scan?", "Press **Scan**.", "2026-11-20", "it", "IT", "")


@pytest.fixture
def settings(folder: KioskFolder) -> Settings:
    """A kiosk that shows the desk's articles; nobody answers, the test puts them down itself."""
    return folder.write(content={"desk_articles": True})


@pytest.fixture
def kept(settings: Settings) -> KeptDeskArticles:
    return KeptDeskArticles(settings.delivered)


def put(kept: KeptDeskArticles, settings: Settings, *articles: DeskArticle, source: str = "") -> None:
    """What the sync process does with an answer of the desk."""
    kept.write(DeskArticles(source or settings.desk.url, '"etag"', 0, articles))


def of_the_desk(whole: WholeKiosk) -> list[Article]:
    """The articles that screens can show and that are marked as the desk's."""
    articles = CatalogView(whole.kiosk.session.pack).articles(None)
    return [article for article in articles if article.source is ArticleSource.DESK]


def test_they_come_change_and_go_between_visits_while_the_kiosk_runs(
    qapp: QGuiApplication, folder: KioskFolder, settings: Settings, kept: KeptDeskArticles
) -> None:
    with open_kiosk(folder, settings) as whole:
        pack = whole.kiosk.session.pack
        assert of_the_desk(whole) == []
        put(kept, settings, ARTICLE)
        whole.wait(lambda: of_the_desk(whole), "the article")
        (article,) = of_the_desk(whole)
        assert (article.id, article.updated, article.title) == ("desk:7", "2026-11-20", {"en": "Scan to mail"})
        whole.settle()
        whole.walk_to_form()
        (swap,) = whole.kiosk.findChildren(PackSwap)
        put(kept, settings, msgspec.structs.replace(ARTICLE, body="Press **Start**."))
        whole.wait(lambda: swap.is_waiting, "the changed article to be read")
        assert of_the_desk(whole) == [article]
        assert whole.screen == Screen.FORM
        assert whole.kiosk.session.moves.make(Move.FINISH)
        whole.wait(lambda: of_the_desk(whole)[0].body == {"en": "Press **Start**."}, "the changed article")
        whole.arrive(Screen.ATTRACT)
        whole.settle()
        put(kept, settings)
        whole.wait(lambda: not of_the_desk(whole), "the article to go")
        assert whole.kiosk.session.pack.services == pack.services
        assert whole.kiosk.session.pack == pack


_FIRST_FRAME = """
import sys
from pathlib import Path
from kiosk.app import Kiosk
from kiosk.launch import RunOptions, start_qt
from kiosk.settings import load_settings
path = Path(sys.argv[1])
application = start_qt()
kiosk = Kiosk(load_settings(path, env={}), path, RunOptions(540, 960, full_screen=False, exit_after_first_frame=True))
kiosk.open()
application.exec()
print({article.source for article in kiosk.session.pack.articles})
print([name for name in sys.modules if name.startswith("kiosk.content.") and ("desk" in name or "merging" in name)])
kiosk.close()
"""


def test_the_first_frame_does_without_them(folder: KioskFolder, settings: Settings, kept: KeptDeskArticles) -> None:
    put(kept, settings, ARTICLE)
    command = [sys.executable, "-c", _FIRST_FRAME, str(folder.settings)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(command, check=True, capture_output=True, text=True, timeout=100, env=environment)
    assert ended.stdout.splitlines() == ["{<ArticleSource.PACK: 'pack'>}", "[]"]


def test_they_are_there_once_the_first_screen_stands(
    qapp: QGuiApplication, folder: KioskFolder, settings: Settings, kept: KeptDeskArticles
) -> None:
    put(kept, settings, ARTICLE)
    with open_kiosk(folder, settings) as whole:
        whole.wait(lambda: of_the_desk(whole), "the article")
        whole.settle()
        reference = whole.ask()
        version = whole.stored(reference).request.pack_version
        assert version == whole.kiosk.session.pack.version, "the version of the signed pack, whatever stands beside it"


@pytest.mark.parametrize("trouble", ["damaged", "another_desk"])
def test_what_cannot_be_used_leaves_the_pack_alone(
    qapp: QGuiApplication, folder: KioskFolder, settings: Settings, kept: KeptDeskArticles, trouble: str
) -> None:
    with open_kiosk(folder, settings) as whole:
        pack = whole.kiosk.session.pack
        put(kept, settings, ARTICLE)
        whole.wait(lambda: of_the_desk(whole), "the article")
        if trouble == "damaged":
            damaged = settings.delivered / "part"
            damaged.write_bytes(b"0" * 99)
            damaged.replace(settings.delivered / "desk-articles.json")
        else:
            put(kept, settings, ARTICLE, source="https://other.example")
        whole.wait(lambda: not of_the_desk(whole), "the pack alone")
        assert whole.kiosk.session.pack == pack


def test_a_kiosk_that_wants_none_has_none(qapp: QGuiApplication, folder: KioskFolder) -> None:
    settings = folder.write()
    put(KeptDeskArticles(settings.delivered), settings, ARTICLE)
    with open_kiosk(folder, settings) as whole:
        assert whole.kiosk.findChildren(PackSwap) == []
        assert of_the_desk(whole) == []
