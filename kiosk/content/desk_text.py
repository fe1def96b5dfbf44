"""Makes text that others wrote, in Markdown with whatever in it, fit to be shown: no HTML, no links, no pictures. Pure.

Nothing unsigned may do more on a kiosk than be read. What stays is Markdown of headings, lists, bold and italics: the
same that the articles of a pack have, held to the same rules (`texts`, `rules.catalog`).
"""

from __future__ import annotations

import html
import re

from kiosk.content.texts import showable
from kiosk.domain.text import clean_text

_HIDDEN = ("script", "style", "template", "svg", "math", "iframe", "object", "noscript")
"""Elements whose content is not meant to be read as text."""

_BLOCK = re.compile(
    r"address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|main|nav|ol|p|pre"
    r"|section|table|tr|ul"
)
_INLINE = re.compile(
    r"a|abbr|area|audio|b|base|bdi|bdo|big|body|button|canvas|caption|center|cite|code|col|colgroup|del|details|dfn|em"
    r"|embed|fieldset|font|frame|frameset|head|html|i|img|input|ins|kbd|label|legend|link|map|mark|meta|option|param"
    r"|picture|q|rp|rt|ruby|s|samp|select|small|source|span|strike|strong|sub|summary|sup|tbody|td|textarea|tfoot|th"
    r"|thead|time|title|track|tt|u|var|video|wbr"
)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?:[\s/][^<>]*)?>")
_ADDRESS = re.compile(r"<((?:https?://|mailto:|tel:)[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>")
"""A link of Markdown that shows itself."""

_IMAGE = re.compile(r"!\[([^\[\]]{0,300})\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,300}\])")
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\(\s{0,9}<?([^()<>\s]{0,2000})>?(?:\s[^()\n]{0,300})?\)")
_NAMED_LINK = re.compile(r"\[([^\[\]]{0,300})\]\[[^\[\]\n]{0,300}\]")
_DEFINITION = re.compile(r"^\[[^\[\]\n]{1,300}\]:.*$", re.MULTILINE)
_READABLE_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)
_FENCE = re.compile(r"^(?:`{3,}|~{3,})[^\n`]*$", re.MULTILINE)
_QUOTE = re.compile(r"^(?:> ?)+", re.MULTILINE)
_STRUCTURE = re.compile(r"[-*+] |\d{1,9}[.)] |#{1,6} |\||=+$|-+$")
"""The beginning of a line that is more than words: an item, a heading, its underline, a row."""

_ENTITY = re.compile(r"&(?=#?\w{1,40};)")
_UNESCAPED = 3
"""How often entities within entities are taken apart."""


def line_of(raw: str, *, limit: int) -> str:
    """One line of plain text, at most `limit` characters; what is cut off is cut between words, and `…` says so."""
    text = " ".join(passage_of(raw).split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    between = cut.rfind(" ", limit // 2)
    return f"{cut[:between] if between > 0 else cut}…"


def passage_of(raw: str) -> str:
    """Paragraphs, headings and lists in Markdown, without anything that could be followed, loaded or run."""
    text = _cleaned(raw)  # first: an invisible character may hold a tag together, or apart
    text = _without_hidden(text)
    text = _ADDRESS.sub(r"\1", text)
    text = _TAG.sub(_shown_tag, text)
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(_shown_link, text)
    text = _NAMED_LINK.sub(r"\1", text)
    text = _DEFINITION.sub("", text)
    text = _FENCE.sub("", text)
    text = _QUOTE.sub("", text)
    for _ in range(_UNESCAPED):
        text = html.unescape(text)
    text = _disarmed(_cleaned(text))  # again: entities name any character
    return _cleaned(_with_its_lines(text))


def _cleaned(text: str) -> str:
    return showable(clean_text(text, limit=len(text))).strip()


def _without_hidden(text: str) -> str:
    """`text` without comments and without what stands inside scripts and the like. Linear, whatever the text."""
    text = _cut_out(text, re.compile("<!--"), re.compile("-->"))
    for name in _HIDDEN:
        begin, end = re.compile(rf"<{name}\b[^<>]*>", re.IGNORECASE), re.compile(rf"</{name}\s*>", re.IGNORECASE)
        text = _cut_out(text, begin, end)
    return text


def _cut_out(text: str, begin: re.Pattern[str], end: re.Pattern[str]) -> str:
    """What was begun and never ended stays: an article about `<script>` loses no words."""
    kept, at = [], 0
    while (opened := begin.search(text, at)) is not None and (closed := end.search(text, opened.end())) is not None:
        kept.append(text[at : opened.start()])
        at = closed.end()
    return "".join([*kept, text[at:]])


def _shown_tag(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    if name == "li":
        return "\n" if tag[0].startswith("</") else "\n- "
    if _BLOCK.fullmatch(name):
        return "\n"
    # What is no tag of HTML was written to be read: "enter <your name>".
    return "" if name in _HIDDEN or _INLINE.fullmatch(name) else f"‹{tag[0][1:-1]}›"


def _shown_link(link: re.Match[str]) -> str:
    words, address = link[1], link[2]
    if not _READABLE_ADDRESS.fullmatch(address) or address in words:
        return words
    return f"{words} ({address})" if words.strip() else address


def _disarmed(text: str) -> str:
    """Whatever is left that Markdown or HTML would make more of than text."""
    text = text.replace("<", "‹").replace(">", "›")
    text = text.replace("![", "[").replace("](", "] (").replace("][", "] [").replace("]:", "] :")
    return _ENTITY.sub("＆", text)


def _with_its_lines(text: str) -> str:
    """django-helpdesk shows each line as one; in our Markdown only a paragraph begins a new line."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and lines[-1] and line and not _STRUCTURE.match(line) and not _STRUCTURE.match(lines[-1]):
            lines.append("")
        lines.append(line)
    return "\n".join(lines)
