"""A pack as it travels: equal sources make equal bundles, and nothing larger than a pack comes out of one."""

from __future__ import annotations

import io
import zipfile

import pytest

from kiosk.content.bundle import read_bundle, write_bundle
from kiosk.content.check import check_source
from kiosk.content.source import MAX_FILE_BYTES, Source
from kiosk.errors import ContentError


def archive(files: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(name, content)
    return buffer.getvalue()


def test_sources_come_out_as_they_went_in(files: dict[str, str]) -> None:
    source = Source({name: text.encode() for name, text in files.items()})
    turned = Source(dict(reversed(source.files.items())))
    assert write_bundle(source) == write_bundle(turned)
    read = read_bundle(write_bundle(source))
    assert (read.files, read.digest(), read.faults) == (dict(source.files), source.digest(), ())


@pytest.mark.parametrize("name", ["../pack.yaml", "/etc/passwd", "services/../../x.yaml", "evil/x.yaml", "articles/x"])
def test_a_file_that_has_no_place_in_a_pack_is_a_fault_and_no_more(files: dict[str, str], name: str) -> None:
    raw = archive([*((each, text.encode()) for each, text in files.items()), (name, b"x")])
    checked = check_source(read_bundle(raw))
    assert checked.pack is None
    assert {fault.code for fault in checked.faults} == {"unknown-file"}


def test_what_unpacks_to_more_than_a_pack_may_have_is_refused_before_it_is_in_memory() -> None:
    bomb = archive([("pack.yaml", bytes(64 * MAX_FILE_BYTES))])
    assert len(bomb) < MAX_FILE_BYTES
    with pytest.raises(ContentError, match="more than a pack"):
        read_bundle(bomb)


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")  # by zipfile, which is made to write it
def test_two_files_of_one_name_are_refused() -> None:
    with pytest.raises(ContentError, match="two files"):
        read_bundle(archive([("pack.yaml", b"a"), ("pack.yaml", b"b")]))


def test_nothing_but_an_archive_is_read(files: dict[str, str]) -> None:
    whole = write_bundle(Source({name: text.encode() for name, text in files.items()}))
    for raw in (b"", b"PK", whole[:-30], whole[: len(whole) // 2], bytes(1000)):
        with pytest.raises(ContentError, match="readable archive"):
            read_bundle(raw)
