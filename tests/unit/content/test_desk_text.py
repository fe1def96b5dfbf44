"""Text of the desk's agents: whatever they wrote, it is only ever read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.desk_text import line_of, passage_of
from kiosk.content.rules.catalog import check_body
from kiosk.content.rules.findings import Findings
from kiosk.content.texts import text_faults


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        # what our own articles have too stays
        ("## Before\n\n1. Open **Settings**.\n2. Choose *Wi-Fi*.\n\n- one\n- two", None),
        ("Πατήστε **μία** φορά.\n\nΤέλος.", None),
        ("اضغط الزر **مرة** واحدة.", None),
        ("می‌شود", None),
        ("5 * 3 and a_b_c", None),
        # HTML: words stay, tags and what is not to be read go
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n\n- Two"),
        ("a<br>b<br/>c", "a\n\nb\n\nc"),
        ('Press <b onclick="x()">here</b> <img src=x onerror=alert(1)>now', "Press here now"),
        ("Before<script>alert(1)</script> after", "Before after"),
        ("Before<SCRIPT src='x'>alert(1)</Script > after<style>p{}</style>", "Before after"),
        ("Before<!-- a\n\nnote --> after", "Before after"),
        ("<svg onload=alert(1)><circle/></svg>words", "words"),
        ("An open <script> loses no words", "An open  loses no words"),
        ("<scr<b>ipt>alert(1)</scr</b>ipt>", "‹script›alert(1)‹/script›"),
        ("<scr\u200eipt>alert(1)</scr\u200eipt>x", "x"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "‹script›alert(1)‹/script›"),
        ("&amp;lt;b&amp;gt; &#60;i&#62; &copy;", "‹b› ‹i› ©"),
        ("Enter <your name> and <host/room>", "Enter ‹your name› and ‹host/room›"),
        ("Settings > Wi-Fi, 3 < 4", "Settings › Wi-Fi, 3 ‹ 4"),
        # links and pictures: what a person can read stays
        ("See [the plan](https://plan.example.org/a).", "See the plan (https://plan.example.org/a)."),
        ("[https://x.example](https://x.example)", "https://x.example"),
        ('[Mail](mailto:desk@example.org "now")', "Mail (mailto:desk@example.org)"),
        ("<https://x.example> or <desk@example.org>", "https://x.example or desk@example.org"),
        ("[run](javascript:alert(1))", "[run] (javascript:alert(1))"),
        ("[run](data:text/html,x) [file](/attachments/1.pdf)", "run file"),
        ("![A plan](/media/plan.png) ![](x.png)Words", "A plan Words"),
        ("[one][1] ![two][1] words\n\n[1]: https://x.example 'x'", "one two words"),
        ("[a\u200b](x)", "a"),
        # lines, quotes, code
        ("First line\nsecond line\n- item\n- item", "First line\n\nsecond line\n- item\n- item"),
        ("> quoted\n> > twice", "quoted\n\ntwice"),
        ("```sh\nls\n```\nend", "ls\n\nend"),
        ("Title\n=====\nText", "Title\n=====\nText"),
        ("a\n\n\n\n\nb\r\n\r\nc", "a\n\nb\n\nc"),
        # characters that nobody can see or that no font has
        ("a\x00b\x07c \u202edrow\u202c &#8238;x&#x200e; \ue000 🙂!", "abc drow x  !"),
    ],
)
def test_what_is_read_stays_and_everything_else_goes(written: str, shown: str | None) -> None:
    assert passage_of(written) == (written if shown is None else shown)


PIECES = """
< > </ <script> </script> <!-- --> &lt; &amp; &#60; &#8238; &#x5d; &lpar; & ; lt
[ ] ( ) ![ ]( ][ ]: javascript: https://x.y a <b = " ` ``` # é ی 中 🙂
"""
MARKUP = st.sampled_from([*PIECES.split(), " ", "\n", "\r", "\x00", "\u200e", "\u2066", "\u0338", "\ud800"])


@given(st.lists(MARKUP | st.text(max_size=4), max_size=40).map("".join))
def test_nothing_that_comes_out_is_more_than_text(written: str) -> None:
    shown = passage_of(written)
    assert not set("<>") & set(shown)
    assert not re.search(r"\]\(|\]\[|\]:|&#?\w{1,40};", shown)
    if shown:
        findings = Findings("x.md")
        check_body(shown, findings)
        assert findings.faults == []
        assert list(text_faults(shown, limit=len(shown), lines=True)) == []


@given(st.lists(MARKUP | st.text(max_size=9), max_size=40).map("".join), st.integers(4, 60))
def test_a_line_is_one_line_and_not_too_long(written: str, limit: int) -> None:
    line = line_of(written, limit=limit)
    assert line == line.strip()
    assert not line or list(text_faults(line, limit=limit, lines=False)) == []


def test_a_long_line_is_cut_between_words_and_says_so() -> None:
    assert line_of("Connect to the wireless network", limit=20) == "Connect to the…"
    assert line_of("Δ" * 30, limit=10) == "Δ" * 9 + "…"
    assert line_of("**Fits**\nhere", limit=20) == "**Fits** here"


@pytest.mark.parametrize(
    "piece", ["<script>", "<!--", "[", "![", "](", "<a ", "&amp;", "&", "[x]:", "> ", "```\n", "<b>[", "[]("]
)
def test_text_made_to_be_slow_is_not(piece: str) -> None:
    written = piece * (20_000 // len(piece))
    passage_of(written)
