"""The packs that came over sync: order, going back, and an old pack that stays whatever dies when."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from kiosk.content import delivered
from kiosk.content.bundle import write_bundle
from kiosk.content.delivered import DeliveredPacks, Installed, Refused, check_order
from kiosk.content.judging import compile_bundle
from kiosk.content.manifest import Manifest
from kiosk.content.refusal import PackRefused, Reason
from kiosk.errors import ContentError
from tests.unit.content.signed_packs import source_with

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)


def offer(files: dict[str, str], sequence: int, *, pack: str = "tiny") -> tuple[Manifest, bytes]:
    """A checked bundle and its manifest."""
    raw = write_bundle(source_with(files, version=f"{sequence}.0", pack=pack))
    made = compile_bundle(raw).pack
    digest = hashlib.sha256(raw).hexdigest()
    return Manifest(pack=made.id, version=made.version, sequence=sequence, sha256=digest, size=len(raw)), raw


def take(packs: DeliveredPacks, manifest: Manifest, raw: bytes) -> None:
    """What the puller does once everything has passed."""
    installed = Installed(
        manifest.pack, manifest.version, manifest.sequence, manifest.sha256, "http://localhost/", "k", NOW
    )
    with packs.part() as part:
        part.write(raw)
        packs.install(manifest, part, compile_bundle(raw), installed)


def files_of(folder: Path) -> set[str]:
    return {path.name for path in (folder / "packs").iterdir()} - {".lock", ".highest"}


def test_the_newest_is_in_use_and_only_it_and_the_one_before_are_kept(files: dict[str, str], tmp_path: Path) -> None:
    packs = DeliveredPacks(tmp_path)
    for sequence in (1, 2, 3):
        take(packs, *offer(files, sequence))
    record = packs.record()
    assert record.current is not None
    assert record.previous is not None
    assert (record.current.sequence, record.previous.sequence, record.highest) == (3, 2, 3)
    assert packs.load(record.current).version.startswith("3.0+")
    kept = {record.current.sha256, record.previous.sha256}
    assert files_of(tmp_path) == {f"{sha256}.{kind}" for sha256 in kept for kind in ("zip", "pack")}


def test_going_back_is_undone_by_going_back_and_lets_nothing_old_in(files: dict[str, str], tmp_path: Path) -> None:
    packs = DeliveredPacks(tmp_path)
    with pytest.raises(ContentError, match="No pack came"):
        packs.roll_back()
    one, two = offer(files, 1), offer(files, 2)
    take(packs, *one)
    take(packs, *two)
    back = packs.roll_back()
    assert back.current is not None
    assert back.current.sequence == 1
    with pytest.raises(PackRefused) as caught:
        check_order(one[0], back)
    assert caught.value.reason is Reason.OLDER
    forth = packs.roll_back()
    assert forth.current is not None
    assert forth.current.sequence == 2


def test_before_the_first_pack_is_the_kiosks_own_folder(files: dict[str, str], tmp_path: Path) -> None:
    packs = DeliveredPacks(tmp_path)
    take(packs, *offer(files, 1))
    assert packs.roll_back().current is None
    assert packs.roll_back().current is not None


def test_what_may_not_follow_is_refused_by_its_reason(files: dict[str, str], tmp_path: Path) -> None:
    packs = DeliveredPacks(tmp_path)
    five = offer(files, 5)
    take(packs, *five)
    check_order(five[0], packs.record())
    for manifest, reason in (
        (offer(files, 4)[0], Reason.OLDER),
        (msgspec.structs.replace(offer(files, 6)[0], sequence=5), Reason.NUMBER_TAKEN),
        (offer(files, 6, pack="other")[0], Reason.ANOTHER_PACK),
    ):
        with pytest.raises(PackRefused) as caught:
            check_order(manifest, packs.record())
        assert caught.value.reason is reason


@pytest.mark.parametrize("damage", ["gone", "cut", "another_schema"])
def test_a_compiled_pack_that_cannot_be_read_is_made_anew_from_its_bundle(
    files: dict[str, str], tmp_path: Path, damage: str
) -> None:
    packs = DeliveredPacks(tmp_path)
    manifest, raw = offer(files, 1)
    take(packs, manifest, raw)
    path = tmp_path / "packs" / f"{manifest.sha256}.pack"
    whole = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(whole[:-9] if damage == "cut" else whole[:8] + b"\xff\xff" + whole[10:])
    current = packs.record().current
    assert current is not None
    assert packs.load(current).version == manifest.version
    assert path.read_bytes() == whole
    path.unlink()
    (tmp_path / "packs" / f"{manifest.sha256}.zip").write_bytes(raw[:-9])
    with pytest.raises(ContentError, match="damaged"):
        packs.load(current)


def test_a_record_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    (tmp_path / "installed.json").write_bytes(b'{"current":')
    assert DeliveredPacks(tmp_path).record().current is None


def _gone(path: Path) -> None:
    path.unlink()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5])


def _another_number(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b":7,", b":2,"))


def _zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


@pytest.mark.parametrize("damage", [_gone, _cut, _another_number, _zeros])
@pytest.mark.parametrize("name", ["installed.json", "packs/.highest"])
def test_one_damaged_file_lets_no_older_pack_in(
    files: dict[str, str], tmp_path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    packs = DeliveredPacks(tmp_path)
    seven, six = offer(files, 7), offer(files, 6)
    take(packs, *seven)
    damage(tmp_path / name)
    for manifest, reason in (
        (six[0], Reason.OLDER),
        (msgspec.structs.replace(six[0], sequence=7), Reason.NUMBER_TAKEN),
    ):
        with pytest.raises(PackRefused) as caught:
            check_order(manifest, packs.record())
        assert caught.value.reason is reason
    # The same pack may come again, and then both files know.
    take(packs, *seven)
    for each in ("packs/.highest", "installed.json"):
        whole = (tmp_path / each).read_bytes()
        (tmp_path / each).unlink()
        assert packs.record().highest == 7
        (tmp_path / each).write_bytes(whole)


def test_a_kiosk_of_before_writes_its_number_down_with_the_next_look(files: dict[str, str], tmp_path: Path) -> None:
    packs = DeliveredPacks(tmp_path)
    take(packs, *offer(files, 3))
    (tmp_path / "packs" / ".highest").unlink()
    packs.note_asked(NOW)
    (tmp_path / "installed.json").unlink()
    assert packs.record().highest == 3


def test_the_same_refusal_is_counted_and_told_until_a_good_pack_and_the_latest_are_kept(tmp_path: Path) -> None:
    packs = DeliveredPacks(tmp_path)
    first = Refused(Reason.TAMPERED, "", "1.0", 1, "d", "p", "s", NOW, NOW)
    assert packs.note_refused(first) == first
    packs.note_told(first)
    assert packs.note_refused(first) == msgspec.structs.replace(first, times=2, told=True)
    packs.note_told(None)
    assert packs.record().refused == (msgspec.structs.replace(first, times=2),)
    for number in range(2 * delivered.KEPT_REFUSALS):
        assert packs.note_refused(msgspec.structs.replace(first, digest=str(number))).times == 1
    assert len(packs.record().refused) == delivered.KEPT_REFUSALS


STEPS = 12
"""Calls of `os.fsync` and `Path.replace` in one installation: three for each of bundle, compiled pack, number, and
record."""

_KILLED = """
import os, signal, sys
from pathlib import Path
from kiosk.content.delivered import DeliveredPacks, Installed
from kiosk.content.judging import compile_bundle
from kiosk.content.manifest import Manifest
import msgspec
folder, bundle, manifest, fatal = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes(), sys.argv[3], int(sys.argv[4])
manifest = msgspec.json.decode(manifest, type=Manifest)
packs, compiled, steps = DeliveredPacks(folder), compile_bundle(bundle), 0
def counted(call):
    def step(*given):
        global steps
        steps += 1
        if steps == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*given)
    return step
os.fsync, Path.replace = counted(os.fsync), counted(Path.replace)
with packs.part() as part:
    part.write(bundle)
    packs.install(manifest, part, compiled, Installed("tiny", manifest.version, 2, manifest.sha256, "s", "k", None))
"""


@pytest.mark.parametrize("step", range(1, STEPS + 2))
def test_killed_at_any_step_of_an_installation_one_whole_pack_is_in_use(
    files: dict[str, str], tmp_path: Path, step: int
) -> None:
    old, (manifest, raw) = offer(files, 1), offer(files, 2)
    bundle, folder = tmp_path / "bundle", tmp_path / "kiosk"
    bundle.write_bytes(raw)
    packs = DeliveredPacks(folder)
    take(packs, *old)
    words = [str(folder), str(bundle), msgspec.json.encode(manifest).decode(), str(step)]
    ended = subprocess.run([sys.executable, "-c", _KILLED, *words], check=False, timeout=50)
    assert ended.returncode == (0 if step > STEPS else -signal.SIGKILL)
    record = packs.record()
    assert record.current is not None
    # The last step only brings the new record's name to the disk.
    assert record.current.sequence == (2 if step >= STEPS else 1)
    assert record.highest == (2 if step >= STEPS - 3 else 1)
    assert packs.load(record.current).version == record.current.version
    # The next try is not held up by what was left, and clears it away.
    if record.current.sequence == 1:
        take(packs, manifest, raw)
    else:
        packs.note_asked(NOW)
    assert files_of(folder) == {f"{each.sha256}.{kind}" for each in (old[0], manifest) for kind in ("zip", "pack")}
    assert {path.name for path in folder.iterdir()} == {"packs", "installed.json"}


def test_a_disk_that_does_not_tell_whether_a_bundle_is_there_is_an_expected_trouble(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    with pytest.raises(ContentError):
        DeliveredPacks(tmp_path).holds("0" * 300)  # a name that no file system takes


def test_a_disk_that_takes_no_writes_leaves_the_old_pack_in_use(
    files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs = DeliveredPacks(tmp_path)
    take(packs, *offer(files, 1))
    two = offer(files, 2)

    def full(_handle: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ContentError, match="No space left"):
        take(packs, *two)
    record = packs.record()
    assert record.current is not None
    assert record.current.sequence == 1
    assert packs.load(record.current).version.startswith("1.0+")
