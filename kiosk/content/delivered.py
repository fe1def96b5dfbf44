"""The packs that came over sync to this kiosk: which is in use, which was before, what was refused and why.

One record, replaced whole, decides: until it is, everything that was downloaded beside it counts for nothing, and what
was in use stays in use. The sync process and the commands write it under a lock; the interface only reads.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

from kiosk.content.compiled import Compiled, read_with_digest, write_compiled
from kiosk.content.highest import Highest, read_highest, write_highest
from kiosk.content.refusal import PackRefused, Reason
from kiosk.content.replacing import replace_file, sync_folder
from kiosk.domain.catalog import Pack
from kiosk.errors import ContentError

if TYPE_CHECKING:
    from kiosk.content.manifest import Manifest

KEPT_REFUSALS = 20
"""The latest: a source that is broken for a year must not fill the disk."""

_LOCK, _PART, _HIGHEST = ".lock", ".part-", ".highest"
"""Names in the folder of bundles. The last is not beside the record: what damages a folder seldom damages two."""


class Installed(msgspec.Struct, frozen=True):
    """A pack that came over sync and passed."""

    pack: str
    version: str
    sequence: int
    sha256: str
    source: str
    """The address it came from."""
    key: str
    """The id of the key that signed it."""
    since: datetime | None
    """When it came; None when the clock was not to be trusted."""


class Refused(msgspec.Struct, frozen=True):
    """An offer that was not taken."""

    reason: Reason
    detail: str
    version: str
    """Empty where nothing that was signed said so."""
    sequence: int
    """0 where nothing that was signed said so."""
    digest: str
    """Of what was refused: the bundle's, else the envelope's."""
    program: str
    """The version of the program that refused it."""
    source: str
    first: datetime | None
    last: datetime | None
    times: int = 1
    told: bool = False
    """Whether staff have a task for it, or had one since the source last offered a good pack."""


class Record(msgspec.Struct, frozen=True):
    """Everything the kiosk knows of delivered packs."""

    current: Installed | None = None
    """None: the kiosk shows the pack of its own folder."""
    previous: Installed | None = None
    """What `rollback` goes to; None is the kiosk's own folder."""
    highest: int = 0
    """The highest sequence number that was ever in use here: nothing below it comes in again."""
    highest_sha256: str = ""
    refused: tuple[Refused, ...] = ()
    """Oldest first."""
    asked: datetime | None = None
    """When a source last answered with a manifest that a trusted key signed."""


class DeliveredPacks:
    """The folder of delivered packs. Any thread and process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """Changes exactly when the record does: to be watched."""
        self._packs = folder / "packs"
        self._record = folder / "installed.json"
        self._highest = self._packs / _HIGHEST

    def record(self) -> Record:
        """What is known now. Of a record that cannot be read the highest number is left, and the source is asked anew.

        Raises ContentError.
        """
        try:
            record = msgspec.json.decode(self._record.read_bytes(), type=Record)
        except (FileNotFoundError, msgspec.MsgspecError, UnicodeDecodeError):
            record = Record()
        except OSError as error:
            raise _disk_trouble("read", error) from error
        known = read_highest(self._highest)
        if known.sequence <= record.highest:
            return record
        return msgspec.structs.replace(record, highest=known.sequence, highest_sha256=known.sha256)

    @contextlib.contextmanager
    def part(self) -> Iterator[IO[bytes]]:
        """A file to download into, in vain until `install`; gone afterwards. Raises ContentError."""
        with self._changing():
            file = tempfile.NamedTemporaryFile("w+b", prefix=_PART, dir=self._packs, delete=False)  # noqa: SIM115 - closed below
            fcntl.flock(file, fcntl.LOCK_EX)  # what a killed process left is locked by nobody
        try:
            with file:
                yield file.file
        except OSError as error:
            raise _disk_trouble("written", error) from error
        finally:
            Path(file.name).unlink(missing_ok=True)

    def holds(self, sha256: str) -> bool:
        """Whether the bundle is here. Raises ContentError."""
        try:
            return self._bundle(sha256).is_file()
        except OSError as error:
            raise _disk_trouble("read", error) from error

    def install(self, manifest: Manifest, part: IO[bytes], compiled: Compiled, installed: Installed) -> None:
        """Use the checked bundle in `part` from now on; the pack in use becomes the previous one.

        Raises PackRefused when a newer one came in meanwhile, and ContentError when the disk does not take it.
        """
        with self._changing() as record:
            check_order(manifest, record)
            part.flush()
            os.fchmod(part.fileno(), 0o644)
            os.fsync(part.fileno())
            Path(part.name).replace(self._bundle(manifest.sha256))
            sync_folder(self._packs)
            write_compiled(self._compiled(manifest.sha256), compiled)
            again = record.current is not None and record.current.sha256 == manifest.sha256
            self._write(
                msgspec.structs.replace(
                    record,
                    current=installed,
                    previous=record.previous if again else record.current,
                    highest=manifest.sequence,
                    highest_sha256=manifest.sha256,
                )
            )

    def roll_back(self) -> Record:
        """Use the previous pack again; a second time undoes it. Raises ContentError where there is none."""
        with self._changing() as record:
            if record.current is None and record.previous is None:
                raise ContentError("No pack came over sync yet.", remedy="There is nothing to go back from.")
            turned = msgspec.structs.replace(record, current=record.previous, previous=record.current)
            self._write(turned)
            return turned

    def note_refused(self, refused: Refused) -> Refused:
        """Keep `refused`, counted together with what is the same; that. Raises ContentError."""
        with self._changing() as record:
            same = [each for each in record.refused if _is_same(each, refused)]
            if same:
                before = same[0]
                refused = msgspec.structs.replace(refused, first=before.first, times=before.times + 1, told=before.told)
            kept = (*(each for each in record.refused if each not in same), refused)[-KEPT_REFUSALS:]
            self._write(msgspec.structs.replace(record, refused=kept))
            return refused

    def note_told(self, refused: Refused | None) -> None:
        """Staff know of `refused`; None: a good pack is offered, so that what is refused from now on is told anew.

        Raises ContentError.
        """
        with self._changing() as record:
            kept = tuple(
                msgspec.structs.replace(each, told=refused is not None and (each.told or _is_same(each, refused)))
                for each in record.refused
            )
            if kept != record.refused:
                self._write(msgspec.structs.replace(record, refused=kept))

    def note_asked(self, now: datetime | None) -> None:
        """The source gave a good answer. Raises ContentError."""
        with self._changing() as record:
            self._write(msgspec.structs.replace(record, asked=now))

    def load(self, installed: Installed) -> Pack:
        """The values of a delivered pack. After an update of the program they are compiled anew, which takes 0.5 s.

        Raises ContentError when neither the compiled pack nor its bundle can be used.
        """
        try:
            return read_with_digest(self._compiled(installed.sha256)).pack
        except ContentError:
            pass  # Missing, damaged, or written by another program: the bundle decides.
        from kiosk.content.judging import compile_bundle  # pydantic and YAML: 0.2 s that most starts do without

        try:
            raw = self._bundle(installed.sha256).read_bytes()
        except OSError as error:
            raise _disk_trouble("read", error) from error
        if hashlib.sha256(raw).hexdigest() != installed.sha256:
            raise ContentError("A delivered pack is damaged.", remedy="Publish it again.")
        compiled = compile_bundle(raw)
        # A disk that takes no writes: the next start compiles again.
        with contextlib.suppress(OSError):
            write_compiled(self._compiled(installed.sha256), compiled)
        return compiled.pack

    @contextlib.contextmanager
    def _changing(self) -> Iterator[Record]:
        """The record, while nobody else changes it; afterwards what no record names is gone."""
        try:
            self._packs.mkdir(mode=0o755, parents=True, exist_ok=True)
            lock = os.open(self._packs / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield self.record()
                self._tidy()
            finally:
                os.close(lock)
        except OSError as error:
            raise _disk_trouble("written", error) from error

    def _write(self, record: Record) -> None:
        # First the number: in between, the same pack comes once more, where the other way round an older one might.
        highest = Highest(record.highest, record.highest_sha256)
        if highest != read_highest(self._highest):
            write_highest(self._highest, highest)
        replace_file(self._record, msgspec.json.encode(record))

    def _tidy(self) -> None:
        """What a killed process or an older pack left is in nobody's use. A download under way stays."""
        record = self.record()
        used = [each.sha256 for each in (record.current, record.previous) if each is not None]
        kept = {path.name for sha256 in used for path in (self._bundle(sha256), self._compiled(sha256))}
        kept |= {_LOCK, _HIGHEST}
        for path in self._packs.iterdir():
            if path.name not in kept and not (path.name.startswith(_PART) and _is_locked(path)):
                path.unlink(missing_ok=True)
        for path in self.folder.glob(f".{self._record.name}.*"):
            path.unlink(missing_ok=True)

    def _bundle(self, sha256: str) -> Path:
        return self._packs / f"{sha256}.zip"

    def _compiled(self, sha256: str) -> Path:
        return self._packs / f"{sha256}.pack"


def check_order(manifest: Manifest, record: Record) -> None:
    """Whether `manifest` may follow what was in use. Raises PackRefused."""
    if manifest.sequence < record.highest:
        raise PackRefused(Reason.OLDER, f"It is number {manifest.sequence}, after {record.highest}.")
    if manifest.sequence == record.highest and manifest.sha256 != record.highest_sha256:
        raise PackRefused(Reason.NUMBER_TAKEN, f"The number is {manifest.sequence}.")
    if record.current is not None and manifest.pack != record.current.pack:
        raise PackRefused(Reason.ANOTHER_PACK, f"It is {manifest.pack}, not {record.current.pack}.")


def _is_locked(path: Path) -> bool:
    """Whether some process still writes to the file."""
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _is_same(one: Refused, other: Refused) -> bool:
    return (one.reason, one.digest, one.source) == (other.reason, other.digest, other.source)


def _disk_trouble(tried: str, error: OSError) -> ContentError:
    what = f"The folder of delivered packs cannot be {tried}: {error.strerror or error}."
    return ContentError(what, remedy="Check its rights and its disk.")
