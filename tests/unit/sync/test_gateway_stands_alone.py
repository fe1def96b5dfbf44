"""The gateway is a distribution of its own: it imports Django, django-helpdesk and the standard library only."""

from __future__ import annotations

import ast
import sys
import tomllib
from pathlib import Path

import pytest

GATEWAY = Path(__file__).resolve().parents[3] / "sync" / "gateway"
ALLOWED = {"django", "helpdesk", "waitress", "frontdoor_gateway"} | set(sys.stdlib_module_names)


@pytest.mark.parametrize("module", sorted(GATEWAY.rglob("*.py")), ids=lambda path: str(path.relative_to(GATEWAY)))
def test_a_module_of_the_gateway_imports_nothing_of_the_kiosk(module: Path) -> None:
    imported: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add((node.module or "").partition(".")[0])
    assert imported <= ALLOWED


def test_its_licence_is_its_own() -> None:
    project = tomllib.loads((GATEWAY / "pyproject.toml").read_text())["project"]
    assert project["license"] == "BSD-3-Clause"
    assert (GATEWAY / "LICENSE").read_text().startswith("BSD 3-Clause License")
