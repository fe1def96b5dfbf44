"""Rules for settings that the desks know: the sync process holds its settings to them, and so does the kiosk.

The process must not lean on a kiosk that has read the file before it: somebody may have changed it since.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.catalog import Priority, RequestKind
from kiosk.toml_table import Check
from sync.desks import CONNECTORS


def _name_rule(names: type[StrEnum], what: str) -> Check:
    def fault(name: str) -> str:
        return "" if name in {*names} else f"there is no such {what}. Known are {', '.join(names)}."

    return fault


def _connector_fault(name: str) -> str:
    return "" if name in CONNECTORS else f"there is no such desk. Known are {', '.join(CONNECTORS)}."


DESK_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "desk.connector": _connector_fault,
        "desk.rules.kinds": _name_rule(RequestKind, "kind of request"),
        "desk.rules.priorities": _name_rule(Priority, "priority"),
    }
)
"""For `load_settings`, by key."""
