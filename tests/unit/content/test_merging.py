"""The desk's articles beside a pack's: marked, in their department and language, and never in the way of the pack's."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.content.check import check_source
from kiosk.content.desk_articles import DeskArticle
from kiosk.content.merging import merge
from kiosk.content.source import ID
from kiosk.domain.catalog import Article, ArticleSource, Pack
from tests.unit.content.conftest import ARTICLE as AUTHORED
from tests.unit.content.signed_packs import FILES, source_with

ARTICLE = DeskArticle(7, "Scan to mail", "How do I scan?", "Press **Scan**.", "2026-11-20", "any", "Any", "")


OWN = {"articles/wifi/article.yaml": AUTHORED, "articles/wifi/en.md": "Connect.", "articles/wifi/ar.md": "اتصل."}


@pytest.fixture(scope="module")
def pack() -> Pack:
    made = check_source(source_with(FILES | OWN)).pack
    assert made is not None
    return made


def merged(pack: Pack, *articles: DeskArticle, desk_language: str = "en") -> tuple[Article, ...]:
    """What is added to the pack."""
    whole = merge(pack, articles, desk_language=desk_language)
    assert whole.articles[: len(pack.articles)] == pack.articles
    assert msgspec.structs.replace(whole, articles=pack.articles) == pack
    return whole.articles[len(pack.articles) :]


def put(**changed: object) -> DeskArticle:
    return msgspec.structs.replace(ARTICLE, **changed)


def test_an_article_is_marked_as_the_desks_with_the_date_it_was_updated(pack: Pack) -> None:
    assert {article.source for article in pack.articles} == {ArticleSource.PACK}
    (article,) = merged(pack, ARTICLE)
    assert article == Article(
        id="desk:7",
        title={"en": "Scan to mail"},
        summary={"en": "How do I scan?"},
        body={"en": "Press **Scan**."},
        department="",
        owner="Any",
        updated="2026-11-20",
        review_by="",
        source=ArticleSource.DESK,
    )


def test_no_article_of_the_desk_can_be_taken_for_one_of_the_pack(pack: Pack) -> None:
    own = pack.articles[0]
    title = own.title["en"]
    (article,) = merged(pack, put(title=title, body=own.body["en"], category=own.id))
    assert article.id not in {each.id for each in pack.articles}
    assert not ID.fullmatch(article.id), "an author could write an article with that id"


@pytest.mark.parametrize(
    ("category", "title", "queue", "department"),
    [
        ("it", "Anything", "", "it"),
        ("computers", "IT", "", "it"),
        ("computers", "تِقنية", "", "it"),
        ("computers", "Anything", "it desk", "it"),
        ("it", "IT", "Some other queue", "it"),
        ("computers", "Computers", "", ""),
        ("", "", "", ""),
    ],
)
def test_its_department_is_that_of_its_categorys_queue_or_name(
    pack: Pack, category: str, title: str, queue: str, department: str
) -> None:
    (article,) = merged(pack, put(category=category, category_title=title, queue=queue))
    assert article.department == department


@pytest.mark.parametrize(
    ("slug", "desk_language", "language"),
    [
        ("it", "en", "en"),
        ("it", "ar", "ar"),
        ("it-lang-ar", "en", "ar"),
        ("lang-ar", "en", "ar"),
        ("slang-ar", "en", "en"),
        ("it-ar", "en", "en"),
    ],
)
def test_its_language_is_the_desks_or_the_one_its_category_names(
    pack: Pack, slug: str, desk_language: str, language: str
) -> None:
    (article,) = merged(pack, put(category=slug), desk_language=desk_language)
    assert (set(article.title), set(article.body)) == ({language}, {language})


def test_the_language_mark_is_no_part_of_the_categorys_name(pack: Pack) -> None:
    (article,) = merged(pack, put(category="it-lang-ar"))
    assert article.department == "it"


def test_one_in_a_language_that_the_kiosk_does_not_show_is_left_out(pack: Pack) -> None:
    assert merged(pack, put(category="it-lang-el"), put(id=8)) == merged(pack, put(id=8))
    assert merge(pack, [ARTICLE], desk_language="de") is pack
