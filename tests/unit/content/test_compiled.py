"""The compiled pack: what was written is what is read, and anything else is refused with the remedy."""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.content.check import check_source
from kiosk.content.compiled import Compiled, read_compiled, read_with_digest, write_compiled
from kiosk.content.source import Source
from kiosk.domain.catalog import PACK_SCHEMA
from kiosk.errors import ContentError


@pytest.fixture
def compiled(files: dict[str, str]) -> Compiled:
    checked = check_source(Source({name: text.encode() for name, text in files.items()}))
    assert checked.pack is not None
    return Compiled(checked.pack, checked.digest)


def test_a_written_pack_is_read_as_it_was(tmp_path: Path, compiled: Compiled) -> None:
    path = tmp_path / "deep" / "content.pack"
    write_compiled(path, compiled)
    assert read_with_digest(path) == compiled
    assert read_compiled(path) == compiled.pack
    assert [entry.name for entry in path.parent.iterdir()] == ["content.pack"]


def test_writing_replaces_what_was_there_and_nothing_before_it_is_whole(
    tmp_path: Path, compiled: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "content.pack"
    path.write_bytes(b"the old one")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", fail)
        with pytest.raises(OSError, match="No space"):
            write_compiled(path, compiled)
    assert path.read_bytes() == b"the old one"
    assert [entry.name for entry in tmp_path.iterdir()] == ["content.pack"]
    write_compiled(path, compiled)
    assert read_compiled(path) == compiled.pack


def test_a_missing_file_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="There is no compiled content pack") as caught:
        read_compiled(tmp_path / "content.pack")
    assert "kiosk content build" in caught.value.remedy


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        read_compiled(tmp_path)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda raw: b"", "not a compiled content pack"),
        (lambda raw: b"PK\x03\x04" + bytes(200), "not a compiled content pack"),
        (lambda raw: raw[:40], "not a compiled content pack"),
        (lambda raw: raw.replace(b"\r\n", b"\n", 1), "not a compiled content pack"),
        (lambda raw: raw[:-1], "damaged or cut short"),
        (lambda raw: raw + b"\x00", "damaged or cut short"),
        (lambda raw: raw[:-9] + b"X" + raw[-8:], "damaged or cut short"),
        (lambda raw: raw[:8] + struct.pack(">H", PACK_SCHEMA + 1) + raw[10:], f"this program reads {PACK_SCHEMA}"),
    ],
    ids=["empty", "zip", "half a header", "as text", "cut short", "longer", "one byte", "schema"],
)
def test_anything_else_is_refused_with_the_remedy(tmp_path: Path, compiled: Compiled, damage, says: str) -> None:
    path = tmp_path / "content.pack"
    write_compiled(path, compiled)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ContentError, match=says) as caught:
        read_compiled(path)
    assert caught.value.remedy == "Build it again with `kiosk content build`."


def test_reading_imports_neither_pydantic_nor_yaml(tmp_path: Path, compiled: Compiled) -> None:
    path = tmp_path / "content.pack"
    write_compiled(path, compiled)
    program = (
        "import sys, pathlib\n"
        "from kiosk.content.load import load_pack\n"
        "from kiosk.content.compiled import read_compiled\n"
        "read_compiled(pathlib.Path(sys.argv[1]))\n"
        "print([name for name in ('pydantic', 'yaml', 'babel', 'qtawesome', 'rich') if name in sys.modules])"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=root, capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout == "[]\n"
