"""Which icons there are: the names in the Phosphor font that QtAwesome ships. Reads its table, never imports it."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kiosk.errors import ContentError


@cache
def icon_names() -> frozenset[str]:
    """Every Phosphor name. Raises ContentError where the icon package is missing."""
    spec = find_spec("qtawesome")
    for folder in spec.submodule_search_locations or () if spec else ():
        for table in sorted(Path(folder, "fonts").glob("phosphor-charmap-*.json")):
            return frozenset(json.loads(table.read_bytes()))
    raise ContentError(
        "The names of the icons cannot be read: QtAwesome is not installed.",
        remedy="Install the packages of requirements/kiosk.txt.",
    )
