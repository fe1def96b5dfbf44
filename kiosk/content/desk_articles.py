"""The articles of the desk's own knowledge base, as they are kept on this kiosk beside the pack that came over sync.

They are not signed (docs/adr/0028-…): they were cleaned before they came here, and they never stand in for a pack. The
sync process and the commands write; the interface only reads, and without a usable file shows the pack alone.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from kiosk.content.replacing import replace_file
from kiosk.errors import ContentError

_DIGEST_LENGTH = 64
"""SHA-256 in hex digits, the first line of the file: what it was when it was written."""

_LOCK = ".desk-articles.lock"


class DeskArticle(msgspec.Struct, frozen=True):
    """One article, cleaned (`desk_text`) and within the lengths of a pack's own."""

    id: int
    """Its number at the desk."""
    title: str
    summary: str
    """Empty where the desk has none that is short enough."""
    body: str
    updated: str
    """ISO date."""
    category: str
    """The slug of its category at the desk."""
    category_title: str
    queue: str
    """Title of the queue that its category leads to; empty for none."""


class DeskArticles(msgspec.Struct, frozen=True):
    """What a desk told last."""

    source: str
    """The address of the desk: another desk's articles are none of this kiosk's."""
    etag: str
    """What the desk called this answer."""
    left_out: int
    """How many more it has that were too long or too many."""
    articles: tuple[DeskArticle, ...]


class Kept(msgspec.Struct, frozen=True):
    """A file as it was read."""

    told: DeskArticles
    digest: str
    """Changes whenever the articles do."""


class KeptDeskArticles:
    """The files in the folder of delivered packs, which changes with them. Any thread and process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "desk-articles.json"
        self._asked = folder / "desk-articles-asked.json"

    def read(self) -> Kept | None:
        """What is kept; None where there is nothing. Raises ContentError where it is damaged or the disk fails."""
        try:
            raw = self._file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _disk_trouble("read", error) from error
        digest, body = raw[:_DIGEST_LENGTH].decode("ascii", "replace"), raw[_DIGEST_LENGTH + 1 :]
        try:
            if hashlib.sha256(body).hexdigest() == digest:
                return Kept(msgspec.json.decode(body, type=DeskArticles), digest)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            pass  # written by another version of the program
        raise ContentError("The kept articles of the desk cannot be used.", remedy="They are fetched again.")

    def write(self, told: DeskArticles) -> None:
        """Keep `told` in place of what was kept; a power cut leaves one or the other. Raises ContentError."""
        body = msgspec.json.encode(told)
        with self._changing():
            replace_file(self._file, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)

    def set_aside(self) -> None:
        """Put a file that cannot be used where nobody reads it; one is enough to look into. Raises ContentError."""
        with self._changing(), contextlib.suppress(FileNotFoundError):
            self._file.replace(self._folder / "desk-articles.damaged")

    def forget(self) -> None:
        """Keep nothing. Raises ContentError."""
        with self._changing():
            self._file.unlink(missing_ok=True)

    def note_asked(self, now: datetime | None) -> None:
        """The desk told at `now` how its articles stand. Raises ContentError."""
        # A file of its own: the articles may be a megabyte, and mostly they stay as they are.
        with self._changing():
            replace_file(self._asked, msgspec.json.encode(now))

    def asked(self) -> datetime | None:
        """When the desk last told; None where it never did, or nobody knew the time."""
        try:
            return msgspec.json.decode(self._asked.read_bytes(), type=datetime | None)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        """Alone; what a killed process left unfinished is gone afterwards."""
        try:
            self._folder.mkdir(mode=0o755, parents=True, exist_ok=True)
            lock = os.open(self._folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
                for path in self._folder.glob(".desk-articles*.json.*"):
                    path.unlink(missing_ok=True)
            finally:
                os.close(lock)
        except OSError as error:
            raise _disk_trouble("written", error) from error


def _disk_trouble(tried: str, error: OSError) -> ContentError:
    what = f"The articles of the desk cannot be {tried}: {error.strerror or error}."
    return ContentError(what, remedy="Check the disk of the store.")
