"""The small pattern language of `room` and `asset_tag` questions: a subset of regular expressions that cannot run away.

Literals, `\\d`, `[A-C]` classes, `{n}` and `{n,m}` repeats, `?`, groups and `|`. No `*`, `+` or repeated groups, so the
number of ways to match is known beforehand, and bounded.
"""

from __future__ import annotations

import re

MAX_LENGTH = 80
"""Characters of a pattern; a reader must still take it in."""

MAX_WAYS = 4096
"""Ways a pattern may be tried on one text; some microseconds each."""

_MAX_REPEAT = 40

_TOKEN = re.compile(
    r"(?P<atom>\\[d.\-/ ]|\[(?:-(?!-)|[\w ./]|\\[d.\-])+\]|[\w /\-:#])"
    r"|(?P<open>\((?:\?:)?)|(?P<close>\))|(?P<either>\|)|(?P<maybe>\?)"
    r"|\{(?P<least>\d{1,3})(?:,(?P<most>\d{1,3}))?\}"
)


def pattern_fault(pattern: str) -> tuple[str, str] | None:
    """What is wrong with `pattern` and what to do; None for one that may be used."""
    if len(pattern) > MAX_LENGTH:
        return f"The pattern has {len(pattern)} characters.", f"Keep it under {MAX_LENGTH}."
    ways, depth, position, after = 1, 0, 0, "start"
    while position < len(pattern):
        token = _TOKEN.match(pattern, position)
        if token is None:
            what = f"The pattern cannot hold “{pattern[position]}” here (character {position + 1})."
            return what, "Use letters, [A-C], \\d, {n}, {n,m}, ?, groups and | only."
        kind = token.lastgroup or ""
        if kind in {"maybe", "least", "most"} and after != "atom" and not (kind == "maybe" and after == "close"):
            return f"Nothing can be repeated at character {position + 1} of the pattern.", "Repeat letters and classes."
        if kind in {"least", "most"}:
            least = int(token["least"])
            most = int(token["most"]) if token["most"] else least
            if most < least or most > _MAX_REPEAT:
                return f"The repeat {token.group()} does not count up to {_MAX_REPEAT} at most.", "Correct its bounds."
            ways *= most - least + 1
        elif kind in {"maybe", "either"}:
            ways *= 2
        depth += {"open": 1, "close": -1}.get(kind, 0)
        if depth < 0:
            break
        after = "repeat" if kind in {"maybe", "least", "most"} else kind
        position = token.end()
    if depth != 0:
        return "The brackets of the pattern do not match.", "Close each one."
    if ways > MAX_WAYS:
        return "The pattern can be tried in too many ways.", "Use fixed counts such as {3}."
    try:
        re.compile(pattern)
    except re.error as error:
        return f"The pattern cannot be read: {error.msg}.", "Correct it."
    return None
