"""What agents see of a kiosk's requests on the pages of Redmine."""

from __future__ import annotations

import html
import re

import pytest

from tests.desks.redmine_server import Redmine
from tests.desks.redmine_talks import file
from tests.desks.sample_requests import ARABIC_WORDS, answered, sample_entry

pytestmark = pytest.mark.timeout(180)  # the first of them also sets Redmine up


def described(page: str) -> str:
    """The description of an issue on its page, as HTML."""
    found = re.search(r'<div class="description">.*?<div class="wiki">(.*?)</div>', page, re.DOTALL)
    assert found is not None, page
    return found[1]


def words_of(description: str) -> str:
    """A description as a person reads it: no tags, no isolates and joiners."""
    text = re.sub(r"<br\s*/?>\n?|</p>", "\n", description)
    return re.sub("[\u2068\u2069\u2060]", "", html.unescape(re.sub(r"</?[a-z][^>]*>", "", text)))


def test_agents_read_the_customers_words_as_typed(redmine: Redmine) -> None:
    entry = sample_entry(650)
    page = redmine.page(f"/issues/{file(redmine, entry).id}")
    words = words_of(described(page))
    assert f"{entry.request.reference} Broken device" in page
    assert all(line in words for line in ARABIC_WORDS.splitlines())
    assert "Answer in: Arabic (ar)" in words
    assert "Kiosk: K7, Main hall" in words
    assert entry.request.tracking_code not in page
    assert entry.request.token not in page
    assert str(entry.id) not in page


PLAIN = (
    "<script>alert(1)</script> <b>bold</b> <pre>no</pre> <notextile>no</notextile> <!-- no -->\n"
    "!http://evil.example/x.png! ![no](http://evil.example/y.png)\n"
    '"no":http://evil.example/ [no](http://evil.example/) [[General:Wiki]]\n'
    "{{hello_world}} {{include(Wiki)}} {{toc}} user:h.ali project:general\n"
    "h1. no heading\n# nor here\n|no|table|\n> no quote\nC:\\temp\\.txt 5 * 3 * 2\n"
)
"""What nothing takes for a mark."""

MARKED = "_nor_ *this* +not+ -at- ^all^ ??x?? `code` @h.ali %{color:red}x%"
"""What Markdown still draws: its marks need no neighbours."""


@pytest.mark.parametrize(
    ("formatting", "more"), [("textile", MARKED), ("markdown", ""), ("common_mark", ""), ("", MARKED)]
)
def test_what_customers_type_becomes_no_link_and_no_picture(redmine: Redmine, formatting: str, more: str) -> None:
    other = file(redmine, sample_entry(651)).id
    typed = f"Room #{other} or ##{other}, see issue#note-1\n{PLAIN}{more}"
    ticket = file(redmine, sample_entry(652, answers=(answered("What happened?", typed),)))
    with redmine.setting("text_formatting", formatting):
        page = redmine.page(f"/issues/{ticket.id}")
    description = described(page)
    words = [line.strip() for line in words_of(description).splitlines()]
    for line in typed.splitlines():
        assert line.strip() in words, words
    assert not re.search(r"<(img|h\d|script|b|table|blockquote|strong|em|code)\b", description)
    links = set(re.findall(r'href="([^"]*)"', description))
    assert {link for link in links if not link.startswith(("http://evil.example/", "mailto:"))} == set()
    assert not re.search(r">no</a>", description)
