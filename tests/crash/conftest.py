"""A desk of its own for each kiosk that is killed, and the kiosk's folder."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.desks.embedded import EmbeddedDesk, desk_python
from tests.system.fixtures import folder, new_desk, pack_folder

__all__ = ["folder", "new_desk", "pack_folder"]


@pytest.fixture(scope="session")
def failing_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`failing_disk.c`, compiled: what `LD_PRELOAD` takes."""
    library = tmp_path_factory.mktemp("disk") / "failing_disk.so"
    source = Path(__file__).with_name("failing_disk.c")
    subprocess.run(
        ["gcc", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", library, source, "-ldl", "-pthread"],
        check=True,
    )
    return library


@pytest.fixture
def desk(tmp_path: Path, new_desk: Path) -> Iterator[EmbeddedDesk]:
    """A running django-helpdesk with our gateway, which a test may kill and start again."""
    shutil.copytree(new_desk, tmp_path / "desk")
    with EmbeddedDesk(desk_python(), tmp_path / "desk") as running:
        yield running
