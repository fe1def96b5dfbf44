"""The printer models that are known, one file each in `models/`. A file is read when its model is first asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from kiosk.domain.printing import PrinterProfile

MODELS = Path(__file__).parent / "models"


class ProfileFiles(Mapping[str, PrinterProfile]):
    """Profiles by name. Names come from the folder alone, so that settings can be checked before anything is read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, PrinterProfile] = {}

    def __getitem__(self, name: str) -> PrinterProfile:
        """Raises KeyError for a model that is not there, ValueError for a file that is no profile."""
        if name not in self:
            raise KeyError(name)
        if name not in self._read:
            facts = tomllib.loads((self._folder / f"{name}.toml").read_text(encoding="utf-8"))
            self._read[name] = msgspec.convert({"name": name} | facts, PrinterProfile, strict=False)
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in set(self)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(path.stem for path in self._folder.glob("*.toml")))

    def __len__(self) -> int:
        return sum(1 for _ in self)


PROFILES: Mapping[str, PrinterProfile] = ProfileFiles(MODELS)
"""Every model that the settings can name; see docs/devices/index.md."""
