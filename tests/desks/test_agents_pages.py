"""What agents see of a kiosk's requests, on the desk's own pages."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kiosk.clock import SystemClock
from kiosk.domain.catalog import Priority, RequestKind
from kiosk.domain.request import Contact, OutboxEntry
from sync.desks.address import DeskAddress
from sync.desks.embedded import EmbeddedDesk, desk_python
from sync.desks.gateway import GatewayConnector
from sync.routing import Routing, Rule
from tests.desks.agents_view import AgentsView
from tests.desks.sample_requests import ARABIC_WORDS, answered, sample_entry

CONFIDENTIAL_AGENT = "confidential-agent"


@pytest.fixture
def agents(desk: EmbeddedDesk) -> Iterator[AgentsView]:
    with AgentsView(desk.announced) as view:
        yield view


def file(desk: EmbeddedDesk, *entries: OutboxEntry, routing: Routing | None = None) -> list[str]:
    """The numbers of the tickets of `entries`."""

    async def submit() -> list[str]:
        connector = GatewayConnector(
            DeskAddress(url=desk.url, read_token=lambda: desk.token, clock=SystemClock()), routing=routing or Routing()
        )
        try:
            return [(await connector.submit(entry)).id for entry in entries]
        finally:
            await connector.close()

    return asyncio.run(submit())


def words_of(page: str) -> str:
    """The ticket's text as a person reads it: no tags, no isolates and joiners."""
    start = page.index("</h2>")
    text = page[start : page.index("text-uppercase", start)]
    text = re.sub(r"<br\s*/?>|</p>", "\n", text[text.index("<p>") :])
    return re.sub("[\u2068\u2069\u2060]", "", html.unescape(re.sub(r"<[^>]*>", "", text)))


def test_a_ticket_reads_like_the_request(desk: EmbeddedDesk, agents: AgentsView) -> None:
    entry = sample_entry(100)
    number = file(desk, entry)[0]
    page = agents.page(f"/tickets/{number}/")
    words = words_of(page)
    assert f"{entry.request.reference} Broken device" in page
    assert "Answer in: Arabic (ar)" in words
    assert "What is broken?\n\nScreen\n" in words
    assert "shown to the customer as: الشاشة" in words
    assert all(line in words for line in ARABIC_WORDS.splitlines())
    assert "ليلى حداد" in words
    assert f"Reference: {entry.request.reference}" in words
    assert "Kiosk: K7, Main hall" in words
    assert "Accepted: 2026-11-21 09:30 UTC" in words
    assert 'value="layla@example.org"' in page
    assert entry.request.tracking_code not in page
    assert entry.request.token not in page


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<b>bold</b> & co",
        "&lt;tag&gt; &amp; &#42;",
        "**not bold** _nor_ this __ * _",
        "# no heading",
        "1. no list\n2. at all",
        "- no list\n+ nor this\n* nor this",
        "> no quote",
        "    no code",
        "```\nno code\n```",
        "~~~\nno code\n~~~",
        "Title\n=====\nTitle\n-----",
        "[no](javascript:alert(1)) ![no](http://x/y.png)",
        "<http://example.org>",
        "[1]: http://example.org",
        "C:\\temp\\*.txt",
        "`tick` and \\`tick\\`",
        "a | b\n--- | ---",
        "{{ ticket }} {% now 'Y' %}",
        "emoji 🙂 and ‏عربي‎ mixed",
        "--- \n***",
    ],
)
def test_the_customers_own_words_are_shown_as_typed(desk: EmbeddedDesk, agents: AgentsView, typed: str) -> None:
    number = file(desk, sample_entry(101, answers=(answered("What happened?", typed),)))[0]
    page = agents.page(f"/tickets/{number}/")
    words = [line.strip() for line in words_of(page).splitlines()]
    for line in typed.splitlines():
        assert line.strip() in words, words
    assert "alert(1)</script>" not in page
    assert "javascript:" not in page.replace("](javascript:", "")


def test_a_desk_that_works_in_arabic_reads_arabic_labels_and_its_own_time(tmp_path: Path) -> None:
    with EmbeddedDesk(desk_python(), tmp_path / "desk", language="ar", time_zone="Asia/Riyadh") as arabic:
        number = file(arabic, sample_entry(104))[0]
        with AgentsView(arabic.announced) as agents:
            words = words_of(agents.page(f"/tickets/{number}/"))
    assert "لغة الرد: العربية (ar)" in words
    assert "النوع: بلاغ عن عطل" in words
    assert "2026-11-21 12:30 +03" in words


def test_a_number_sign_is_no_link_to_somebody_elses_ticket(desk: EmbeddedDesk, agents: AgentsView) -> None:
    other = file(desk, sample_entry(102))[0]
    typed = f"Room #{other}, first floor"
    number = file(desk, sample_entry(103, answers=(answered("Where?", typed),)))[0]
    page = agents.page(f"/tickets/{number}/")
    assert typed in words_of(page)
    assert "ticket_link_status" not in page


def test_queues_are_made_per_department_and_found_again_when_renamed(desk: EmbeddedDesk, agents: AgentsView) -> None:
    file(
        desk,
        sample_entry(110, queue="Registry"),
        sample_entry(111, queue="registry"),
        sample_entry(112, queue="خدمات المباني"),
        sample_entry(113, queue="خدمات المباني"),
    )
    rows = {row["title"].split()[0]: row["queue"]["title"] for row in agents.search()}
    seen = [rows[sample_entry(number).request.reference] for number in (110, 111, 112, 113)]
    assert seen == ["Registry", "Registry", "خدمات المباني", "خدمات المباني"]
    listing = agents.page("/tickets/")
    assert "Registry" in listing
    assert "خدمات المباني" in listing


def test_the_reference_on_the_slip_finds_the_ticket(desk: EmbeddedDesk, agents: AgentsView) -> None:
    entry = sample_entry(120)
    number = file(desk, entry, sample_entry(121))[0]
    assert [str(row["id"]) for row in agents.search(entry.request.reference)] == [number]
    agents.post(
        f"/tickets/{number}/edit/",
        form=f"/tickets/{number}/edit/",
        title="Renamed by an agent",
        description=f"Reference: {entry.request.reference}",
        queue="1",
        priority="3",
    )
    assert [str(row["id"]) for row in agents.search(entry.request.reference)] == [number]


def test_a_request_without_contact_clock_or_answers_says_so(desk: EmbeddedDesk, agents: AgentsView) -> None:
    entry = sample_entry(
        130, contact=Contact(), accepted_at=None, answers=(), trail=("Catalog", "Search: vpn"), language="el"
    )
    words = words_of(agents.page(f"/tickets/{file(desk, entry)[0]}/"))
    assert "The customer left no way to be reached." in words
    assert "at an unknown time: the kiosk's clock was not set" in words
    assert "Search: vpn" in words
    assert "Answer in: Greek (el)" in words


def test_a_very_long_request_is_filed_whole(desk: EmbeddedDesk, agents: AgentsView) -> None:
    long = "ش" * 10_000
    entry = sample_entry(140, title_for_desk="T" * 300, answers=tuple(answered(f"Q{n}", long) for n in range(8)))
    page = agents.page(f"/tickets/{file(desk, entry)[0]}/")
    assert page.count(long) == 8


def test_pages_and_tickets_are_closed_to_strangers(desk: EmbeddedDesk) -> None:
    number = file(desk, sample_entry(150))[0]
    for path in ("/", "/tickets/", f"/tickets/{number}/", "/dashboard/", "/admin/", "/api/tickets/"):
        answer = httpx.get(f"{desk.url}{path}", trust_env=False)
        assert answer.status_code in (302, 404), path
        assert "Broken device" not in answer.text


def test_a_strange_host_name_is_refused(desk: EmbeddedDesk) -> None:
    assert httpx.get(f"{desk.url}/login/", headers={"Host": "evil.example"}, trust_env=False).status_code == 400


def test_rules_choose_queue_owner_and_priority(desk: EmbeddedDesk, agents: AgentsView) -> None:
    rules = [Rule(departments=frozenset({"it"}), queue="Network", owner="agent"), Rule(owner="nobody here")]
    entries = sample_entry(140, priority=Priority.CRITICAL), sample_entry(141, department="hr", queue="Staff")
    number, other = file(desk, *entries, routing=Routing(rules))
    rows = {str(row["id"]): row for row in agents.search()}
    assert (rows[number]["queue"]["title"], rows[number]["assigned_to"]) == ("Network", "Desk Agent")
    assert rows[number]["priority"] == 1
    assert (rows[other]["queue"]["title"], rows[other]["assigned_to"]) == ("Staff", "None")
    assert "Priority: Critical" in words_of(agents.page(f"/tickets/{number}/"))


def test_a_complaint_is_read_by_few(desk: EmbeddedDesk, agents: AgentsView) -> None:
    entry = sample_entry(970, kind=RequestKind.COMPLAINT)
    number = file(desk, entry, routing=Routing(restricted_queue="Confidential"))[0]
    assert number not in {str(row["id"]) for row in agents.search(entry.request.reference)}
    assert not agents.may_open(f"/tickets/{number}/")
    with AgentsView(desk.announced, name=CONFIDENTIAL_AGENT) as few:
        assert [str(row["id"]) for row in few.search(entry.request.reference)] == [number]
        words = words_of(few.page(f"/tickets/{number}/"))
    assert "Confidential: pass it on to nobody who cannot open this queue." in words


@pytest.mark.parametrize(
    ("language", "first", "priority"),
    [
        ("ar", "لغة الرد: العربية (ar)", "الأولوية: متوسطة"),
        ("fa", "زبان پاسخ: عربی (ar)", "اولویت: متوسط"),
        ("el", "Γλώσσα απάντησης: Αραβικά (ar)", "Προτεραιότητα: Μεσαία"),
        ("zh", "答复语言: 阿拉伯语 (ar)", "优先级: 中"),
    ],
    ids=["ar", "fa", "el", "zh"],
)
def test_labels_stand_in_the_language_of_the_desk(language: str, first: str, priority: str, tmp_path: Path) -> None:
    with (
        EmbeddedDesk(desk_python(), tmp_path / "desk", language=language) as desk,
        AgentsView(desk.announced) as agents,
    ):
        words = words_of(agents.page(f"/tickets/{file(desk, sample_entry(160))[0]}/"))
    assert first in words
    assert priority in words
