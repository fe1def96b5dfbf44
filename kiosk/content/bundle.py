"""A pack's sources in one file, as it travels: a ZIP archive that is read in memory and never unpacked to the disk.

Sources and not the compiled pack: the kiosk checks what it got with its own rules, and a newer program can compile the
same file again. Equal sources make equal archives.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from kiosk.content.source import MAX_BYTES, MAX_FILE_BYTES, MAX_FILES, Source, source_of
from kiosk.errors import ContentError

MAX_BUNDLE_BYTES = MAX_BYTES + 4 * 1024 * 1024
"""One bundle. Sources that cannot be made smaller, and the archive's own directory of up to `MAX_FILES` names."""

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest date of the format: when a file was saved is no part of a pack."""

_REMEDY = "Publish it again with `kiosk content publish`."


def write_bundle(source: Source) -> bytes:
    """The files of `source` as one archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(source.files):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, source.files[name])
    return buffer.getvalue()


def read_bundle(raw: bytes) -> Source:
    """The sources in an archive, within the bounds of a pack in a folder. Raises ContentError where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return source_of(_read_files(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise ContentError("The bundle is not a readable archive.", remedy=_REMEDY) from error


def _read_files(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MAX_FILES:
        raise ContentError(f"The bundle has more than {MAX_FILES} files.", remedy=_REMEDY)
    files: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        if entry.filename in files:
            raise ContentError("The bundle has two files of one name.", remedy=_REMEDY)
        # What the archive says of sizes may be a lie: no more is unpacked than a pack may have.
        with archive.open(entry) as file:
            content = file.read(MAX_FILE_BYTES + 1)
        total += len(content)
        if len(content) > MAX_FILE_BYTES or total > MAX_BYTES:
            raise ContentError("The bundle holds more than a pack may have.", remedy=_REMEDY)
        files[entry.filename] = content
    return files
