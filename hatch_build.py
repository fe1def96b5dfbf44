"""Build steps of the wheel: the dependencies from requirements/kiosk.in, compiled message catalogues."""

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


class Contents(BuildHookInterface[Any]):
    """Compiles kiosk/locale/**/*.po (not kept in git) and brings along what the sources keep outside the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, str(Path(self.root) / "scripts"))
        from catalogues import compile_all

        for compiled in compile_all(Path(self.root) / "kiosk" / "locale"):
            build_data["artifacts"].append(str(compiled.relative_to(self.root)))
        if version == "standard":  # not for `pip install --editable`, where the sources are at hand
            for beside in ("assets", "kiosk.service", "docs/kiosk.example.toml", "THIRD-PARTY-NOTICES.md"):
                target = "kiosk/assets" if beside == "assets" else f"kiosk/assets/{Path(beside).name}"
                build_data["force_include"][str(Path(self.root) / beside)] = target
