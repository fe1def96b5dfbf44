"""What stays of an HTML mail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.desks.html_text import HTML_LIMIT, text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("plain", "plain"),
        (
            "<p>Dear Layla,<br>come &amp; see</p><ul><li>one</li><li>two</li></ul>",
            "Dear Layla,\ncome & see\n\n- one\n- two",
        ),
        ("<div>a</div><div>b</div>", "a\n\nb"),
        ("<p>a\n  b</p>\n\n\n<p>c</p>", "a b\n\nc"),
        ("<head><title>no</title><style>p {}</style></head><body>yes<script>alert(1)</script></body>", "yes"),
        ("1 &lt; 2 <b>bold</b>", "1 < 2 bold"),
        ("<a href='https://example.org'>here</a>", "here"),
        ("<tr><td>a</td></tr><tr><td>b</td></tr>", "a\nb"),
        ("شاشتك<br/>تعمل", "شاشتك\nتعمل"),
        ("</style>after", "after"),
        ("a <b <i>c</i>", "a <b c"),
        ("a <!-- <p>no</p> --> b <!-- no", "a b"),
    ],
)
def test_words_stay_and_marks_go(html: str, text: str) -> None:
    assert text_of(html) == text


@pytest.mark.parametrize("sign", ["<", "<a ", "<a x='", "<!--", "<![CDATA[", "<a x='>", "<a ="])
def test_signs_without_an_end_are_read_as_fast_as_words(sign: str) -> None:
    """Python's parser alone takes minutes for some of these, which the time limit of a test does not leave."""
    assert "\n\n\n" not in text_of(sign * (HTML_LIMIT // len(sign)))


@given(st.text(alphabet="<>/&;ab \n\"'=!-pliscrt", max_size=80))
def test_nothing_makes_it_fail(html: str) -> None:
    assert "\n\n\n" not in text_of(html)
