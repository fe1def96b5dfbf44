"""What a real django-helpdesk tells kiosks of its knowledge base, while agents work on it on its own pages."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from sync.desks.embedded import GATEWAY_FOLDER, EmbeddedDesk, desk_python
from tests.desks.agents_view import AgentsView
from tests.desks.knowledge_editor import KnowledgeEditor

pytestmark = pytest.mark.timeout(240)
"""Desks of their own are started and run commands, on a machine that may be busy."""


@pytest.fixture
def kiosk(desk: EmbeddedDesk) -> Iterator[httpx.Client]:
    """A client with the kiosk's token."""
    with client_of(desk) as client:
        yield client


@pytest.fixture
def editor(desk: EmbeddedDesk) -> Iterator[KnowledgeEditor]:
    with AgentsView(desk.announced) as agents:
        yield KnowledgeEditor(agents)


def client_of(desk: EmbeddedDesk) -> httpx.Client:
    headers = {"Authorization": f"Bearer {desk.token}"}
    return httpx.Client(base_url=f"{desk.url}/kiosk/v1/", headers=headers, trust_env=False, timeout=20)


def told(kiosk: httpx.Client, slug: str) -> list[dict[str, Any]]:
    """The articles of one category."""
    articles: list[dict[str, Any]] = kiosk.get("knowledge").raise_for_status().json()["articles"]
    return [article for article in articles if article["category"]["slug"] == slug]


def test_an_article_is_told_from_when_it_is_published_until_it_is_hidden(
    kiosk: httpx.Client, editor: KnowledgeEditor
) -> None:
    category = editor.add_category("scanning", "Scanning")
    number = editor.add_article(category, "Scan to mail", "Press **Scan**.", question="How do I scan?", enabled=False)
    assert told(kiosk, "scanning") == []
    editor.change_article(number, category, "Scan to mail", "Press **Scan**.", question="How do I scan?")
    (first,) = told(kiosk, "scanning")
    assert (first["id"], first["title"], first["question"]) == (int(number), "Scan to mail", "How do I scan?")
    assert first["answer"] == "Press **Scan**."
    assert first["category"] == {"slug": "scanning", "title": "Scanning", "queue": ""}
    editor.change_article(number, category, "Scan to mail", "Press **Start**.")
    (second,) = told(kiosk, "scanning")
    assert second["answer"] == "Press **Start**."
    # Agents rarely touch the date in its own field; saving counts.
    assert datetime.fromisoformat(second["updated"]) > datetime.fromisoformat(first["updated"])
    editor.change_article(number, category, "Scan to mail", "Press **Start**.", enabled=False)
    assert told(kiosk, "scanning") == []


def test_what_the_public_pages_do_not_show_is_not_told(kiosk: httpx.Client, editor: KnowledgeEditor) -> None:
    category = editor.add_category("internal", "Internal", public=False)
    number = editor.add_article(category, "Passwords of the agents", "Secret.")
    assert told(kiosk, "internal") == []
    editor.change_category(category, "internal", "Internal", public=True)
    assert [article["id"] for article in told(kiosk, "internal")] == [int(number)]
    editor.delete_article(number)
    assert told(kiosk, "internal") == []


def test_who_has_the_last_answer_is_sent_nothing_until_something_changes(
    kiosk: httpx.Client, editor: KnowledgeEditor
) -> None:
    answer = kiosk.get("knowledge")
    etag = answer.headers["ETag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}'):
        again = kiosk.get("knowledge", headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    category = editor.add_category("etags", "Tags")
    editor.add_article(category, "Something new", "Words.")
    fresh = kiosk.get("knowledge", headers={"If-None-Match": etag})
    assert fresh.status_code == 200
    assert fresh.headers["ETag"] != etag


def test_only_a_kiosks_token_opens_it(desk: EmbeddedDesk, kiosk: httpx.Client) -> None:
    assert httpx.get(f"{desk.url}/kiosk/v1/knowledge", trust_env=False, timeout=20).status_code == 401
    assert kiosk.post("knowledge").status_code == 405


_FILL = """
from helpdesk.models import KBCategory, KBItem
KBItem.objects.update(answer="short")
category = KBCategory.objects.create(name="A", title="A", slug="a")
then = "2026-01-01T00:00Z"
KBItem.objects.bulk_create(
    KBItem(category=category, title=str(n), question="?", answer="x" * {size}, order=n, last_updated=then)
    for n in range({count})
)
"""


def test_more_than_a_kiosk_can_take_is_counted_and_left_out(own_desk: EmbeddedDesk, tmp_path: Path) -> None:
    own_desk.start()
    with client_of(own_desk) as kiosk:
        run_on(own_desk, tmp_path, _FILL.format(count=60, size=19_000))
        answer = kiosk.get("knowledge")
        assert len(answer.content) < 1_000_000
        titles = [article["title"] for article in answer.json()["articles"]]
        assert titles == [str(number) for number in range(len(titles))]
        assert len(titles) + answer.json()["left_out"] == 3 + 60
        run_on(own_desk, tmp_path, _FILL.format(count=400, size=9))
        body = kiosk.get("knowledge").json()
        assert (len(body["articles"]), body["left_out"]) == (300, 3 + 60 + 400 - 300)


def test_one_that_is_longer_than_a_kiosk_shows_is_left_out_whole(own_desk: EmbeddedDesk, tmp_path: Path) -> None:
    own_desk.start()
    run_on(own_desk, tmp_path, _FILL.format(count=1, size=20_001))
    with client_of(own_desk) as kiosk:
        body = kiosk.get("knowledge").json()
    assert (len(body["articles"]), body["left_out"]) == (3, 1)


_OTHER_DESKS = """
from django.test.utils import override_settings
from helpdesk import settings
from helpdesk.models import KBItem
from frontdoor_gateway.knowledge import tell_knowledge
as_it_is = tell_knowledge()
with override_settings(INSTALLED_APPS=[]):
    assert tell_knowledge() == as_it_is, "without the administration nobody was seen to change anything"
with override_settings(USE_TZ=False, TIME_ZONE="UTC"):
    assert tell_knowledge() == as_it_is, "a desk that keeps local time"
settings.HELPDESK_KB_ENABLED = False
assert tell_knowledge() == b'{"articles": [], "left_out": 0}', "a desk that shows no knowledge base"
print("fine")
"""


def test_a_desk_may_be_set_up_otherwise(own_desk: EmbeddedDesk, tmp_path: Path) -> None:
    own_desk.start()
    assert run_on(own_desk, tmp_path, _OTHER_DESKS) == "fine"


def run_on(desk: EmbeddedDesk, folder: Path, code: str) -> str:
    """What Django code on the desk's database prints."""
    data = desk.announced.token_file.parent
    command = [str(desk_python()), "-m", "frontdoor_gateway", "manage", "--data", str(data), "shell", "-v0", "-c", code]
    environment = {**os.environ, "PYTHONPATH": str(GATEWAY_FOLDER)}
    ended = subprocess.run(command, check=True, timeout=200, cwd=folder, env=environment, stdout=subprocess.PIPE)
    return ended.stdout.decode().strip()


@pytest.mark.parametrize("language", ["el", "ar"])
def test_the_embedded_desk_has_samples_in_its_language_once(tmp_path: Path, language: str) -> None:
    desk = EmbeddedDesk(desk_python(), tmp_path / "desk", language=language)
    with desk, client_of(desk) as kiosk:
        articles = kiosk.get("knowledge").json()["articles"]
        assert {article["category"]["slug"] for article in articles} == {"it", "facilities"}
        assert len(articles) == 3
        assert not any(article["title"].isascii() for article in articles)
        with AgentsView(desk.announced) as agents:
            for article in articles:
                KnowledgeEditor(agents).delete_article(str(article["id"]))
    with desk, client_of(desk) as kiosk:
        assert kiosk.get("knowledge").json() == {"articles": [], "left_out": 0}
