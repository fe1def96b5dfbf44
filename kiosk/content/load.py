"""Which pack the kiosk runs on: the compiled one while it fits its sources, else a new one, else the previous one.

Imports neither pydantic nor YAML until something must be compiled.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from kiosk.content.compiled import Compiled, read_with_digest, write_compiled
from kiosk.content.faults import Fault
from kiosk.content.source import read_source
from kiosk.domain.catalog import Pack
from kiosk.errors import ContentError


class Loaded(msgspec.Struct, frozen=True):
    """What can be shown, and what staff should know about it."""

    pack: Pack | None
    """None when the sources are broken and there is no compiled pack to fall back on."""
    faults: tuple[Fault, ...] = ()
    """Why the sources were refused; `pack` is then the previous one."""
    cache_problem: str = ""
    """Why the compiled pack could not be kept; the next start compiles again."""


def load_pack(folder: Path, cache: Path) -> Loaded:
    """The pack of the sources in `folder`, compiled at `cache`. Any thread; compiling takes some 0.5 s."""
    source = read_source(folder)
    try:
        previous: Compiled | None = read_with_digest(cache)
    except ContentError:
        previous = None  # Missing, older or damaged: the sources decide.
    if previous is not None and not source.faults and previous.digest == source.digest():
        return Loaded(previous.pack)

    from kiosk.content.check import check_source  # pydantic and YAML: 0.2 s that most starts do without

    checked = check_source(source)
    if checked.pack is None:
        return Loaded(previous.pack if previous else None, checked.faults)
    try:
        write_compiled(cache, Compiled(checked.pack, checked.digest))
    except OSError as error:
        return Loaded(checked.pack, cache_problem=error.strerror or str(error))
    return Loaded(checked.pack)
