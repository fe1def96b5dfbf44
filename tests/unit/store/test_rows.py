"""A row found on a page by itself is known for what it is, and for nothing else."""

from __future__ import annotations

import shutil

import pytest

from kiosk.store.leaves import COLUMNS, build_frame, read_rows
from kiosk.store.rows import AnyRow, EntryRow, JobRow, RequestRow, TaskRow, identify, sort_rows
from kiosk.store.schema import metadata, outbox, print_job, request, staff_task
from kiosk.store.setting_aside import FILE

WAIT_S = 10.0
KEY = b"k" * 16
DATE = "2026-11-21T09:30:00.000000+00:00"

ENTRY = (None, KEY, KEY, "request", "due", "", None, 0, 0, None, "")
JOB = (None, KEY, KEY, KEY, "failed", "paper_out")
TASK = (None, "device_fault", "printer paper_out", DATE, 0, "Put in a new roll.", None)


def padded(*values: object) -> tuple[object, ...]:
    return values + (None,) * (COLUMNS - len(values))


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (ENTRY, EntryRow),
        ((*ENTRY[:9], "agent", "timeout"), EntryRow),
        (JOB, JobRow),
        ((*JOB[:5], None), JobRow),
        (TASK, TaskRow),
        ((*TASK[:3], None, 1, "", DATE), TaskRow),
        (TASK[:5], TaskRow),
        ((7, *ENTRY[1:]), None),
        ((*ENTRY[:4], "lost", *ENTRY[5:]), None),
        ((*ENTRY, "more"), None),
        ((None, KEY[:-1], *ENTRY[2:]), None),
        ((*JOB[:4], "lost", None), None),
        ((*TASK[:4], 2, "", None), None),
        ((*TASK[:3], "yesterday", 0, "", None), None),
        (("generation", "M"), None),
        (("0001",), None),
        ((None, "printer", "absent", "held", "By cupsd.", DATE, DATE, 0), None),
        ((None, "printer", "ready", "", "", None, None, 1), None),
        ((None, "helpdesk https://desk", 1, "17", DATE), None),
        ((None, KEY, 1, 4, "in_work", "12", "http://desk/12", 0, DATE, DATE, 0), None),
        ((None, KEY, "7", DATE, "Dear Ada", 0), None),
        (("table", "request", "request", 3, "CREATE TABLE request"), None),
        ((), None),
        ((None, KEY, "K7-0001A-0", "accepted", None, None, DATE, "1", 1, "{}", None), None),
        ((None, KEY, "K7-0001A-0", "accepted", None, None, DATE, "1", 1, "not json", None), None),
    ],
)
def test_rows_are_told_apart(values, kind):
    row = identify(5, padded(*values))
    assert (row is None) if kind is None else isinstance(row, kind)
    assert row is None or row.position == 5


@pytest.mark.parametrize(
    ("kind", "table"), [(RequestRow, request), (EntryRow, outbox), (JobRow, print_job), (TaskRow, staff_task)]
)
def test_the_fields_are_the_columns(kind: type[AnyRow], table):
    assert kind.__struct_fields__ == tuple(column.name for column in table.columns)
    assert max(len(table.columns) for table in metadata.sorted_tables) < COLUMNS


def test_of_two_versions_the_later_state_is_kept():
    late = (*ENTRY[:4], "done", *ENTRY[5:])
    for rows in ([ENTRY, late], [late, ENTRY]):
        found = sort_rows((5, padded(*row)) for row in rows)
        assert [row.state for row in found.entries.values()] == ["done"]


def test_every_row_of_a_sound_file_is_found(opener, compose, folder, key, tmp_path):
    store = opener().store
    for _ in range(5):
        store.accept(compose).result(WAIT_S)
    store.close()
    shutil.copy(folder / FILE, tmp_path / FILE)

    found = sort_rows(read_rows(build_frame(tmp_path / "frame", key, tmp_path / FILE, {})))

    assert (len(found.requests), len(found.entries), len(found.jobs), len(found.tasks)) == (5, 5, 5, 0)


def test_pages_under_another_key_are_no_rows(opener, compose, folder, tmp_path):
    store = opener().store
    store.accept(compose).result(WAIT_S)
    store.close()

    found = sort_rows(read_rows(build_frame(tmp_path / "frame", bytes(32), folder / FILE, {})))
    assert [found.requests, found.entries, found.jobs, found.tasks] == [{}, {}, {}, {}]
