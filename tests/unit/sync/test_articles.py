"""The desk's articles, pulled from a gateway on the wire: taken whole, cleaned, kept, taken back, never half."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from kiosk.clock import ManualClock
from kiosk.content.desk_articles import DeskArticle, KeptDeskArticles
from kiosk.content.texts import MAX_BODY, text_faults
from kiosk.errors import ContentError
from sync.article_source import MAX_ARTICLES, ArticleSource, ToldArticle, ToldCategory
from sync.articles import SILENCE, ArticlePuller, ArticlesPulled, clean_article
from sync.desks.address import DeskAddress
from tests.unit.sync.content_server import serve_folder

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
URL = "http://desk.example/helpdesk"


def article(number: int = 1, **changed: Any) -> dict[str, Any]:
    """An article as the gateway tells it."""
    return {
        "id": number,
        "title": f"Title {number}",
        "question": "How?",
        "answer": "Press **Start**.",
        "updated": "2026-11-20T09:30:00+02:00",
        "category": {"slug": "it", "title": "IT", "queue": ""},
    } | changed


class Desk:
    """A gateway's side of the wire. `answer` makes what it says; `asked` keeps what it was asked."""

    def __init__(self) -> None:
        self.articles: list[dict[str, Any]] = []
        self.left_out = 0
        self.spoilt: Callable[[httpx.Request], httpx.Response] | None = None
        self.asked: list[httpx.Request] = []

    def handle(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if self.spoilt is not None:
            return self.spoilt(request)
        body = json.dumps({"articles": self.articles, "left_out": self.left_out})
        etag = f'"{hash(body)}"'
        if request.headers.get("If-None-Match") == etag:
            return httpx.Response(304, headers={"ETag": etag})
        return httpx.Response(200, content=body, headers={"ETag": etag})


class Kiosk:
    """A kiosk that pulls from `desk`; each pull is a process of its own."""

    def __init__(self, folder: Path, desk: Desk) -> None:
        self.kept = KeptDeskArticles(folder)
        self.clock = ManualClock(NOW)
        self.url = URL
        self.desk = desk

    def pull(self, transport: httpx.AsyncBaseTransport | None = None) -> ArticlesPulled:
        return asyncio.run(self._pull(transport or httpx.MockTransport(self.desk.handle)))

    async def _pull(self, transport: httpx.AsyncBaseTransport) -> ArticlesPulled:
        source = ArticleSource(
            DeskAddress(url=self.url, read_token=lambda: "K7.t", clock=self.clock, transport=transport)
        )
        puller = ArticlePuller(source=source, kept=self.kept, tasks=None, clock=self.clock)
        try:
            return await puller.pull()
        finally:
            await puller.close()

    def ids(self) -> list[int]:
        """The articles kept, read from the disk."""
        kept = self.kept.read()
        return [each.id for each in kept.told.articles] if kept is not None else []


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def kiosk(tmp_path: Path, desk: Desk) -> Kiosk:
    return Kiosk(tmp_path, desk)


def test_what_the_desk_has_is_here_and_what_it_takes_back_is_not(kiosk: Kiosk, desk: Desk) -> None:
    desk.articles, desk.left_out = [article(1), article(2)], 5
    assert kiosk.pull() is ArticlesPulled.TAKEN
    kept = kiosk.kept.read()
    assert kept is not None
    assert (kiosk.ids(), kept.told.left_out, kept.told.source) == ([1, 2], 5, URL)
    assert kept.told.articles[0].updated == "2026-11-20"
    assert kiosk.kept.asked() == NOW
    desk.articles = [article(2, answer="Press *Stop*.")]
    assert kiosk.pull() is ArticlesPulled.TAKEN
    assert kiosk.ids() == [2]
    desk.articles = []
    assert kiosk.pull() is ArticlesPulled.TAKEN
    assert kiosk.ids() == []


def test_it_asks_with_the_kiosks_token_and_the_name_of_what_it_has(kiosk: Kiosk, desk: Desk) -> None:
    desk.articles = [article()]
    kiosk.pull()
    kiosk.clock.advance(3600)
    assert kiosk.pull() is ArticlesPulled.UNCHANGED
    first, second = desk.asked
    assert str(first.url) == f"{URL}/kiosk/v1/knowledge"
    assert first.headers["Authorization"] == second.headers["Authorization"] == "Bearer K7.t"
    assert "If-None-Match" not in first.headers
    kept = kiosk.kept.read()
    assert kept is not None
    assert second.headers["If-None-Match"] == kept.told.etag
    assert kiosk.kept.asked() == NOW + timedelta(hours=1)


def test_what_an_agent_wrote_is_only_ever_text(kiosk: Kiosk, desk: Desk) -> None:
    desk.articles = [
        article(
            1,
            title="<b>Scan</b>\u202e to mail",
            question='<a href="javascript:x()">How do I scan?</a>',
            answer="<script>alert(1)</script>Press [Start](javascript:x()) ![now](http://x/y.png)\x00\n<img src=x>",
            category={"slug": "it", "title": "<i>IT</i>", "queue": "\x07"},
        )
    ]
    kiosk.pull()
    kept = kiosk.kept.read()
    assert kept is not None
    (cleaned,) = kept.told.articles
    assert (cleaned.title, cleaned.summary, cleaned.category_title) == ("Scan to mail", "How do I scan?", "IT")
    assert cleaned.body == "Press [Start] (javascript:x()) now"
    assert cleaned.queue == ""


@pytest.mark.parametrize("empty", [{"title": " \u200b "}, {"answer": ""}, {"answer": "<img src=x>"}, {"title": "<i>"}])
def test_one_with_nothing_to_read_is_left_out_and_counted(kiosk: Kiosk, desk: Desk, empty: dict[str, str]) -> None:
    desk.articles = [article(1, **empty), article(2)]
    assert kiosk.pull() is ArticlesPulled.TAKEN
    kept = kiosk.kept.read()
    assert kept is not None
    assert (kiosk.ids(), kept.told.left_out) == ([2], 1)


def told(**changed: Any) -> DeskArticle | None:
    values = {"id": 1, "title": "Title", "question": "", "answer": "Body", "updated": NOW}
    return clean_article(ToldArticle(**values | changed, category=ToldCategory("it", "IT", "")))


def test_nothing_is_lost_where_a_title_or_a_question_is_longer_than_a_screen_shows() -> None:
    long_title = "How to connect a very old scanner with a serial line to the network of the hall"
    cleaned = told(title=long_title, question="Can I?")
    assert cleaned is not None
    assert (cleaned.title[-1], len(cleaned.title) <= 60) == ("…", True)
    assert (cleaned.summary, cleaned.body) == (long_title, "Can I?\n\nBody")
    long_question = "What can I do? " * 20
    cleaned = told(question=long_question)
    assert cleaned is not None
    assert (cleaned.summary, cleaned.body) == ("", f"{long_question.strip()}\n\nBody")
    cleaned = told(question="One line\nand another")
    assert cleaned is not None
    assert (cleaned.summary, cleaned.body) == ("", "One line\n\nand another\n\nBody")
    cleaned = told(question="Title")
    assert cleaned is not None
    assert (cleaned.summary, cleaned.body) == ("", "Body")


def test_one_longer_than_a_kiosk_shows_is_left_out_whole() -> None:
    assert told(answer="x" * MAX_BODY) is not None
    assert told(answer="x" * (MAX_BODY + 1)) is None
    assert told(answer="x" * MAX_BODY, question="y" * 200) is None


def test_what_is_kept_is_within_the_lengths_of_a_packs_own() -> None:
    cleaned = told(title="W " * 90, question="Q " * 90, answer="A\n" * 3000)
    assert cleaned is not None
    for text, limit, lines in ((cleaned.title, 60, False), (cleaned.summary, 120, False), (cleaned.body, 20_000, True)):
        assert list(text_faults(text, limit=limit, lines=lines)) == []


def _json(**changed: Any) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _: httpx.Response(200, json={"articles": [], "left_out": 0} | changed)


def _raw(body: bytes, status: int = 200, **headers: str) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _: httpx.Response(status, content=body, headers=headers)


def _cut(request: httpx.Request) -> httpx.Response:
    raise httpx.RemoteProtocolError("peer closed connection without sending complete message body")


BAD_ANSWERS: dict[str, Callable[[httpx.Request], httpx.Response]] = {
    "login page": _raw(b"<html>Welcome</html>"),
    "nothing": _raw(b""),
    "half": _raw(json.dumps({"articles": [article()], "left_out": 0}).encode()[:-9]),
    "not text": _raw(b"\xff\xfe\x00"),
    "another form": _raw(b"[]"),
    "no list": _json(articles=7),
    "field missing": _json(articles=[{"id": 1}]),
    "wrong kind": _json(articles=[article(title=7)]),
    "negative id": _json(articles=[article(-1)]),
    "huge id": _json(articles=[article(2**63)]),
    "date without zone": _json(articles=[article(updated="2026-11-20T09:30:00")]),
    "no date": _json(articles=[article(updated="yesterday")]),
    "endless title": _json(articles=[article(title="x" * 201)]),
    "endless slug": _json(articles=[article(category={"slug": "x" * 201, "title": "", "queue": ""})]),
    "the same twice": _json(articles=[article(3), article(3)]),
    "too many": _json(articles=[article(number) for number in range(MAX_ARTICLES + 1)]),
    "too long": _raw(b'{"articles": [], "left_out": 0, "more": "' + b"x" * 1_100_000 + b'"}'),
    "deeply nested": _raw(b'{"articles": [], "left_out": 0, "more": ' + b"[" * 100_000),
    "unchanged, unasked": _raw(b"", 304),
    "moved": _raw(b"", 302, Location="http://elsewhere.example/"),
    "failed": _raw(b'{"error": "failed_here"}', 500),
    "down": _raw(b"", 503),
    "busy": _raw(b"", 429, **{"Retry-After": "60"}),
    "token refused": _raw(b"", 401),
    "cut": _cut,
}


@pytest.mark.parametrize("answer", BAD_ANSWERS)
def test_a_bad_answer_changes_nothing(kiosk: Kiosk, desk: Desk, answer: str) -> None:
    desk.spoilt = BAD_ANSWERS[answer]
    assert kiosk.pull() is ArticlesPulled.NOT_REACHED
    assert kiosk.kept.read() is None
    desk.spoilt, desk.articles = None, [article(1)]
    assert kiosk.pull() is ArticlesPulled.TAKEN
    if answer != "unchanged, unasked":
        desk.spoilt = BAD_ANSWERS[answer]
        assert kiosk.pull() is ArticlesPulled.NOT_REACHED
    assert kiosk.ids() == [1]


def test_as_many_as_the_gateway_tells_fit(kiosk: Kiosk, desk: Desk) -> None:
    desk.articles = [article(number, answer="x" * 2_900) for number in range(MAX_ARTICLES)]
    assert kiosk.pull() is ArticlesPulled.TAKEN
    assert len(kiosk.ids()) == MAX_ARTICLES


def test_a_gateway_that_is_newer_may_tell_more_than_is_known_here(kiosk: Kiosk, desk: Desk) -> None:
    desk.spoilt = _json(articles=[article(1, stars=5)], language="en")
    assert kiosk.pull() is ArticlesPulled.TAKEN
    assert kiosk.ids() == [1]


@pytest.mark.parametrize("etag", ["", "\u00e9" * 3, "x" * 201])
def test_an_answer_without_a_usable_name_is_fetched_each_time(kiosk: Kiosk, desk: Desk, etag: str) -> None:
    body = json.dumps({"articles": [article()], "left_out": 0}).encode()
    desk.spoilt = lambda _: httpx.Response(200, content=body, headers=[(b"ETag", etag.encode("latin-1"))])
    assert [kiosk.pull(), kiosk.pull()] == [ArticlesPulled.TAKEN, ArticlesPulled.TAKEN]
    assert "If-None-Match" not in desk.asked[-1].headers


def test_an_older_gateway_is_no_trouble(kiosk: Kiosk, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.spoilt = _raw(b"<h1>Not Found</h1>", 404)

    async def looks() -> list[ArticlesPulled]:
        transport = httpx.MockTransport(desk.handle)
        source = ArticleSource(DeskAddress(url=URL, read_token=lambda: "K7.t", clock=kiosk.clock, transport=transport))
        puller = ArticlePuller(source=source, kept=kiosk.kept, tasks=None, clock=kiosk.clock)
        return [await puller.pull() for _ in range(5)]

    with caplog.at_level("DEBUG", logger="kiosk"):
        assert asyncio.run(looks()) == [ArticlesPulled.NOT_OFFERED] * 5
    assert [(record.levelname, record.message) for record in caplog.records] == [("INFO", "articles_not_offered")]
    assert kiosk.kept.read() is None


def test_a_desk_that_is_away_is_told_once_and_once_more_when_it_goes_again(
    kiosk: Kiosk, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    async def looks() -> None:
        transport = httpx.MockTransport(desk.handle)
        source = ArticleSource(DeskAddress(url=URL, read_token=lambda: "K7.t", clock=kiosk.clock, transport=transport))
        puller = ArticlePuller(source=source, kept=kiosk.kept, tasks=None, clock=kiosk.clock)
        for spoilt in (_raw(b"", 503), _raw(b"", 503), None, _raw(b"", 503)):
            desk.spoilt = spoilt
            await puller.pull()

    with caplog.at_level("WARNING", logger="kiosk"):
        asyncio.run(looks())
    assert [record.message for record in caplog.records] == ["articles_not_reached"] * 2


def test_what_is_kept_outlasts_an_outage_but_not_a_silence(kiosk: Kiosk, desk: Desk) -> None:
    desk.articles = [article(1)]
    kiosk.pull()
    for spoilt in (_raw(b"", 503), _raw(b"", 404)):
        desk.spoilt = None
        kiosk.pull()
        desk.spoilt = spoilt
        kiosk.clock.advance(SILENCE.total_seconds())
        kiosk.pull()
        assert kiosk.ids() == [1]
        kiosk.clock.advance(60)
        kiosk.pull()
        assert kiosk.kept.read() is None
    desk.spoilt = None
    assert kiosk.pull() is ArticlesPulled.TAKEN
    assert kiosk.ids() == [1]


def test_an_unset_clock_lets_nothing_go(kiosk: Kiosk, desk: Desk) -> None:
    desk.articles = [article(1)]
    kiosk.pull()
    kiosk.clock = ManualClock(datetime(1970, 1, 1, tzinfo=UTC))
    desk.spoilt = _raw(b"", 503)
    kiosk.pull()
    assert kiosk.ids() == [1]


def test_articles_of_another_desk_are_replaced_and_not_asked_about(kiosk: Kiosk, desk: Desk) -> None:
    desk.articles = [article(1)]
    kiosk.pull()
    kiosk.url = "http://other.example"
    assert kiosk.pull() is ArticlesPulled.TAKEN
    assert "If-None-Match" not in desk.asked[-1].headers
    kept = kiosk.kept.read()
    assert kept is not None
    assert kept.told.source == "http://other.example"


def test_a_damaged_file_is_set_aside_and_fetched_again(kiosk: Kiosk, desk: Desk, tmp_path: Path) -> None:
    desk.articles = [article(1)]
    kiosk.pull()
    path = tmp_path / "desk-articles.json"
    path.write_bytes(path.read_bytes()[:-1])
    assert kiosk.pull() is ArticlesPulled.TAKEN
    assert kiosk.ids() == [1]
    assert (tmp_path / "desk-articles.damaged").exists()


def test_a_disk_that_takes_nothing_is_no_end(kiosk: Kiosk, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.articles = [article(1)]
    kiosk.pull()
    desk.articles = [article(2)]

    def full(*_: object) -> None:
        raise ContentError("No space left.")

    monkeypatch.setattr(kiosk.kept, "write", full)
    assert kiosk.pull() is ArticlesPulled.NOT_KEPT
    assert kiosk.ids() == [1]


@pytest.mark.parametrize("fault", ["cut", "cut_quietly", "swell"])
def test_half_an_answer_over_a_real_line_is_none(tmp_path: Path, fault: str) -> None:
    """`swell` is three answers one after the other."""
    served = tmp_path / "served" / "kiosk" / "v1"
    served.mkdir(parents=True)
    (served / "knowledge").write_text(json.dumps({"articles": [article(1)], "left_out": 0}))
    with serve_folder(tmp_path / "served") as server:
        kiosk = Kiosk(tmp_path / "kept", Desk())
        kiosk.url = server.url
        server.faults["knowledge"] = fault
        assert asyncio.run(_pull_over(kiosk)) is ArticlesPulled.NOT_REACHED
        assert kiosk.kept.read() is None
        server.faults.clear()
        assert asyncio.run(_pull_over(kiosk)) is ArticlesPulled.TAKEN
        assert kiosk.ids() == [1]


async def _pull_over(kiosk: Kiosk) -> ArticlesPulled:
    source = ArticleSource(DeskAddress(url=kiosk.url, read_token=lambda: "K7.t", clock=kiosk.clock))
    puller = ArticlePuller(source=source, kept=kiosk.kept, tasks=None, clock=kiosk.clock)
    try:
        return await puller.pull()
    finally:
        await puller.close()
