"""Build steps of the wheel: the run-time dependencies from requirements/kiosk.in, and the compiled message catalogues."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface


class Dependencies(MetadataHookInterface):
    """One list of dependencies for the lock and for the wheel."""

    def update(self, metadata: dict[str, Any]) -> None:
        lines = (Path(self.root) / "requirements" / "kiosk.in").read_text(encoding="utf-8").splitlines()
        metadata["dependencies"] = [line for line in lines if line and not line.startswith("#")]


class Catalogues(BuildHookInterface[Any]):
    """Compiles kiosk/locale/**/*.po, whose results are not kept in git."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, str(Path(self.root) / "scripts"))
        from catalogues import compile_all

        for compiled in compile_all(Path(self.root) / "kiosk" / "locale"):
            build_data["artifacts"].append(str(compiled.relative_to(self.root)))
