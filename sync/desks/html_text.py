"""The words of an HTML mail as plain text: paragraphs and list items on lines of their own, nothing else. Pure."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_UNSEEN = frozenset({"head", "script", "style", "template", "title"})
"""Elements whose content nobody reads."""

HTML_LIMIT = 300_000
"""Characters of a mail that are read; a note keeps some thousand."""

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)

_OPEN = re.compile(r"<(?=[^<>]*(?:<|\Z))")
"""A sign that begins no whole tag. The parser would look for its end to the end of the mail, at each of them anew: a
minute for a hundred thousand characters, in which nothing is delivered."""

_LINES = frozenset({"br", "dd", "dt", "hr", "li", "tr"})
_PARAGRAPHS = frozenset(
    {"blockquote", "div", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"}
)


def text_of(html: str) -> str:
    """What a reader of the first `HTML_LIMIT` characters reads. Whatever is malformed is read as far as it goes."""
    reader = _Reader()
    reader.feed(_OPEN.sub("&lt;", _COMMENT.sub("", html[:HTML_LIMIT])))
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.words).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        self._break(tag)
        if tag == "li":
            self.words.append("- ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag in _PARAGRAPHS:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data.replace("\n", " "))

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.words.append("\n\n")
        elif tag in _LINES:
            self.words.append("\n")
