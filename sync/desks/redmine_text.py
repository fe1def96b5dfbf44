"""Keeps text as it was typed where Redmine would read it as Textile or Markdown. No I/O here.

Neither has an escape that the other leaves alone, and Redmine does not tell which of them it is set to. A word joiner
(U+2060), which nobody sees, takes from a mark the neighbour that makes it one. Words between stars, backquotes or a
pair of @ may still be drawn bold or as code; nothing leads to or loads what the customer did not write out as an
address. Source of the patterns: Redmine 5.0.4, `lib/redmine/wiki_formatting/textile/redcloth3.rb`, and `LINKS_RE` and
`MACROS_RE` in `app/helpers/application_helper.rb`.
"""

from __future__ import annotations

import re

_JOINER = "\u2060"

_OPENING = re.compile(r"""(?:(?<=^)|(?<=[\s>({\[,;|-]))(?=[*_+^~%?@!"`=|>.-]\S)""", re.MULTILINE)
"""Before a mark that begins a word: bold, code, pictures and the like begin only after white space or a bracket."""

_INSIDE = re.compile(
    r"(?<=\{)(?=\{)"  # a macro
    r"|(?<=\[)(?=\[)"  # a page of the wiki
    r"""|(?<=\])(?=[(\[:])|(?<=")(?=:)"""  # links
    r"|(?<=#)(?=\d|note)"  # another issue
    r"|(?<=<)(?=[/!?\w])"  # an element; HTML takes `<` for one only before a letter (section 13.2.5.6)
    r"|(?<=\\)(?=[^\w\s])"  # a sign that Markdown would free
)

_NAME = re.compile(r"\b(attachment|document|version|forum|news|message|project|commit|source|export|user):(?=\S)")
"""The name of something at the desk, which Redmine makes a link to it."""


def as_typed(text: str) -> str:
    """`text` so that agents see what stands in it, and nothing becomes a link, a picture or a heading."""
    return _OPENING.sub(_JOINER, _INSIDE.sub(_JOINER, _NAME.sub(rf"\1{_JOINER}:", text)))
