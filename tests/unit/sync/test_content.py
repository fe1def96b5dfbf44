"""Pulling content from a real server: what passes is installed, everything else is refused once and by its reason."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kiosk.clock import ManualClock
from kiosk.content.bundle import write_bundle
from kiosk.content.delivered import Record
from kiosk.content.manifest import ENVELOPE
from kiosk.content.refusal import Reason
from kiosk.content.signing import TrustedKey
from kiosk.domain.catalog import PACK_SCHEMA
from kiosk.errors import ContentError, SettingsError
from kiosk.store.desk_tasks import CONTENT_AWAY
from sync.content import REFUSED_TASK, Pulled, Puller
from sync.content_source import ContentSource
from tests.desks.certificates import make_certificate
from tests.unit.content.conftest import HOURS
from tests.unit.content.signed_packs import FILES, forge, put, put_raw, source_with
from tests.unit.sync.content_hall import KEY, NOW, OTHER, Hall
from tests.unit.sync.content_server import serve_folder


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    (tmp_path / "published").mkdir()
    with serve_folder(tmp_path / "published") as server:
        yield Hall(tmp_path, server)


def test_what_is_published_comes_in_and_only_once(hall: Hall) -> None:
    hall.publish(1)
    assert hall.pull() is Pulled.INSTALLED
    assert hall.pull() is Pulled.UNCHANGED
    hall.publish(2)
    assert hall.pull() is Pulled.INSTALLED
    record = hall.delivered.record()
    assert hall.in_use() == "2.0"
    assert record.current is not None
    assert (record.current.source, record.current.key, record.current.since) == (f"{hall.server.url}/", KEY.id, NOW)
    assert record.asked == NOW
    assert len([path for path in hall.server.asked if path.endswith(".zip")]) == 2


def _older(hall: Hall) -> None:
    hall.publish(4)


def _same_number(hall: Hall) -> None:
    put(FILES, hall.folder, KEY, sequence=5, version="9.0")


def _wrong_key(hall: Hall) -> None:
    hall.publish(6, key=OTHER)


def _changed_manifest(hall: Hall) -> None:
    hall.publish(6)
    forge(hall.folder, sequence=99)


def _not_signed(hall: Hall) -> None:
    (hall.folder / ENVELOPE).write_text("<html>Welcome</html>")


def _nested_envelope(hall: Hall) -> None:
    (hall.folder / ENVELOPE).write_bytes(b'{"more": ' + b"[" * 5_000)


def _endless_envelope(hall: Hall) -> None:
    (hall.folder / ENVELOPE).write_bytes(bytes(1_000_000))


def _changed_bundle(hall: Hall) -> None:
    put_bundle = put(FILES, hall.folder, KEY, sequence=6, version="6.0")
    path = hall.folder / put_bundle.file
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def _cut(hall: Hall) -> None:
    hall.publish(6)
    hall.server.faults[".zip"] = "cut"


def _cut_quietly(hall: Hall) -> None:
    hall.publish(6)
    hall.server.faults[".zip"] = "cut_quietly"


def _endless_bundle(hall: Hall) -> None:
    hall.publish(6)
    hall.server.faults[".zip"] = "swell"


def _another_pack(hall: Hall) -> None:
    hall.publish(6, pack="other")


def _newer_program(hall: Hall) -> None:
    made = put(FILES, hall.folder, KEY, sequence=6, version="6.0")
    newer = msgspec.structs.replace(made, schema=PACK_SCHEMA + 1)
    put_raw(hall.folder, KEY, newer, (hall.folder / made.file).read_bytes())


def _signed_but_faulty(hall: Hall) -> None:
    made = put(FILES, hall.folder, KEY, sequence=6, version="6.0")
    broken = source_with(FILES | {"hours.yaml": HOURS.replace("monday", "moonday")}, version="6.0")
    put_raw(hall.folder, KEY, made, write_bundle(broken))


def _signed_but_no_archive(hall: Hall) -> None:
    made = put(FILES, hall.folder, KEY, sequence=6, version="6.0")
    put_raw(hall.folder, KEY, made, b"anything")


def _signed_under_another_name(hall: Hall) -> None:
    made = put(FILES, hall.folder, KEY, sequence=6, version="6.0")
    put_raw(hall.folder, KEY, made, write_bundle(source_with(FILES, version="7.0")))


BAD_OFFERS = {
    _older: Reason.OLDER,
    _same_number: Reason.NUMBER_TAKEN,
    _wrong_key: Reason.WRONG_KEY,
    _changed_manifest: Reason.TAMPERED,
    _not_signed: Reason.NOT_SIGNED,
    _nested_envelope: Reason.NOT_SIGNED,
    _endless_envelope: Reason.NOT_SIGNED,
    _changed_bundle: Reason.TAMPERED,
    _cut: Reason.CUT_SHORT,
    _cut_quietly: Reason.CUT_SHORT,
    _endless_bundle: Reason.TOO_LARGE,
    _another_pack: Reason.ANOTHER_PACK,
    _newer_program: Reason.NEEDS_NEWER_PROGRAM,
    _signed_but_faulty: Reason.FAULTY,
    _signed_but_no_archive: Reason.FAULTY,
    _signed_under_another_name: Reason.ANOTHER_PACK,
}


@pytest.mark.parametrize("spoil", BAD_OFFERS, ids=lambda spoil: spoil.__name__.strip("_"))
def test_a_bad_offer_is_refused_and_told_once_and_a_good_one_ends_it(hall: Hall, spoil) -> None:
    hall.publish(5)
    assert hall.pull() is Pulled.INSTALLED
    spoil(hall)
    assert [hall.pull(), hall.pull()] == [Pulled.REFUSED, Pulled.REFUSED]
    assert hall.in_use() == "5.0"
    assert hall.refused() == [(BAD_OFFERS[spoil], 2)]
    (task,) = hall.tasks.waiting
    assert (task.kind, task.detail.split()[0]) == (REFUSED_TASK, BAD_OFFERS[spoil])
    hall.server.faults.clear()
    hall.publish(7)
    assert hall.pull() is Pulled.INSTALLED
    assert hall.in_use() == "7.0"
    assert hall.tasks.waiting == []
    assert hall.refused() == [(BAD_OFFERS[spoil], 2)], "what was refused stays to be read"


def test_what_a_technician_saw_refused_and_what_the_store_did_not_take_is_still_told_to_staff(hall: Hall) -> None:
    _wrong_key(hall)
    assert hall.pull_by_command() is Pulled.REFUSED
    hall.tasks.failures = 1
    assert [hall.pull(), len(hall.tasks.waiting)] == [Pulled.REFUSED, 0]
    assert [hall.pull(), len(hall.tasks.waiting)] == [Pulled.REFUSED, 1]
    # Ticked off, and still offered: known.
    hall.tasks.finish_staff_task(hall.tasks.waiting[0].number)
    assert [hall.pull(), len(hall.tasks.waiting)] == [Pulled.REFUSED, 0]


def test_what_is_offered_again_after_a_good_pack_is_told_again(hall: Hall) -> None:
    _wrong_key(hall)
    bad = (hall.folder / ENVELOPE).read_bytes()
    hall.pull()
    hall.publish(7)
    assert [hall.pull(), hall.tasks.waiting] == [Pulled.INSTALLED, []]
    (hall.folder / ENVELOPE).write_bytes(bad)
    assert [hall.pull(), len(hall.tasks.waiting)] == [Pulled.REFUSED, 1]
    assert hall.pull() is Pulled.REFUSED
    assert (len(hall.tasks.waiting), len(hall.tasks.done)) == (1, 1)
    hall.publish(8)
    hall.pull()
    assert [hall.pull(), hall.tasks.waiting] == [Pulled.UNCHANGED, []]


def test_a_source_over_tls_proves_who_it_is(hall: Hall, tmp_path: Path) -> None:
    """By the certificates of `content.ca_file`, and without them nobody is asked."""
    hall.publish(1)
    for name in ("own", "other"):
        (tmp_path / name).mkdir()
    certificate, key = make_certificate(tmp_path / "own", "127.0.0.1")
    other, _ = make_certificate(tmp_path / "other", "127.0.0.1")
    with pytest.raises(SettingsError, match=r"content\.ca_file is missing"):
        ContentSource("https://127.0.0.1", clock=ManualClock(NOW))
    with serve_folder(hall.folder, certificate=(certificate, key)) as hall.server:
        hall.ca_file = other
        assert (hall.pull(), hall.in_use(), hall.server.asked) == (Pulled.NOT_REACHED, "", [])
        hall.ca_file = certificate
        assert (hall.pull(), hall.in_use()) == (Pulled.INSTALLED, "1.0")


def test_a_faulty_pack_is_not_downloaded_again_by_the_same_program(hall: Hall) -> None:
    _signed_but_faulty(hall)
    hall.pull()
    hall.pull()
    assert len([path for path in hall.server.asked if path.endswith(".zip")]) == 1


def test_what_staff_went_back_from_does_not_come_in_again(hall: Hall) -> None:
    hall.publish(1)
    hall.pull()
    hall.publish(2)
    hall.pull()
    hall.delivered.roll_back()
    assert hall.pull() is Pulled.UNCHANGED
    assert hall.in_use() == "1.0"
    hall.publish(3)
    assert hall.pull() is Pulled.INSTALLED
    assert hall.in_use() == "3.0"


def test_keys_change_hands_without_a_gap(hall: Hall) -> None:
    hall.publish(1)
    assert hall.pull(KEY, OTHER) is Pulled.INSTALLED
    hall.publish(2, key=OTHER)
    assert hall.pull(KEY, OTHER) is Pulled.INSTALLED
    hall.publish(3, key=KEY)
    assert hall.pull(OTHER) is Pulled.REFUSED
    assert hall.in_use() == "2.0"


@pytest.mark.parametrize("fault", ["404", "503", "401", "cut"])
def test_a_source_that_gives_no_manifest_is_not_reached_and_nothing_is_refused(hall: Hall, fault: str) -> None:
    hall.publish(1)
    hall.pull()
    hall.server.faults[ENVELOPE] = fault
    assert hall.pull() is Pulled.NOT_REACHED
    assert (hall.in_use(), hall.refused(), hall.tasks.waiting) == ("1.0", [], [])


def test_a_lost_bundle_is_fetched_again(hall: Hall) -> None:
    hall.publish(1)
    hall.pull()
    for path in (hall.delivered.folder / "packs").glob("*.*"):
        if path.suffix in {".zip", ".pack"}:
            path.unlink()
    assert hall.pull() is Pulled.INSTALLED
    assert hall.in_use() == "1.0"


def test_a_disk_that_takes_nothing_is_told_and_nothing_changes(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.publish(1)
    hall.pull()
    hall.publish(2)

    def full(*_: object) -> None:
        raise ContentError("No space left.")

    monkeypatch.setattr(hall.delivered, "install", full)
    assert hall.pull() is Pulled.NOT_KEPT
    assert hall.in_use() == "1.0"


def test_many_looks_leave_no_downloads_behind(hall: Hall) -> None:
    hall.publish(1)
    hall.pull()
    _cut(hall)
    for _ in range(3):
        hall.pull()
    assert not list((hall.delivered.folder / "packs").glob(".part-*"))


def test_a_damaged_record_does_not_let_yesterdays_pack_in(hall: Hall) -> None:
    hall.publish(5)
    hall.pull()
    (hall.delivered.folder / "installed.json").write_bytes(b'{"current":')
    hall.publish(4)
    assert hall.pull() is Pulled.REFUSED
    assert (hall.in_use(), hall.refused()) == ("", [(Reason.OLDER, 1)])
    hall.publish(5)
    assert hall.pull() is Pulled.INSTALLED
    assert hall.in_use() == "5.0"


def test_a_source_that_is_away_for_a_day_is_work_for_staff_until_it_is_back(hall: Hall) -> None:
    hall.publish(1)
    hall.pull()

    async def days() -> list[list[tuple[str, str]]]:
        clock, told = ManualClock(NOW), []
        source = ContentSource(hall.server.url, clock=clock)
        keys = [TrustedKey(KEY.public)]
        puller = Puller(source=source, delivered=hall.delivered, keys=keys, tasks=hall.tasks, clock=clock)
        for fault, hours in [("503", 0), ("503", 23), ("503", 1), ("cut", 1), ("", 1)]:
            hall.server.faults = {ENVELOPE: fault} if fault else {}
            clock.advance(3600.0 * hours)
            await puller.pull()
            told.append([(task.kind, task.detail) for task in hall.tasks.waiting])
        await puller.close()
        return told

    assert asyncio.run(days()) == [[], [], *[[(CONTENT_AWAY, "unavailable")]] * 2, []]


def test_a_record_that_cannot_be_read_does_not_stop_the_looks(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Record:
        raise ContentError("Input/output error.")

    hall.publish(1)
    monkeypatch.setattr(hall.delivered, "record", broken)
    assert [hall.pull(), hall.pull()] == [Pulled.NOT_KEPT] * 2
