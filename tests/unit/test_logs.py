"""Logs: one line an event, and nothing in it that a customer typed."""

from __future__ import annotations

import ast
import io
import logging
import re
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import logs
from kiosk.errors import SettingsError, StoreFull
from kiosk.logs import EVENTS, FIELDS, catch_uncaught, keep_qt_quiet, log_event, start_logging

ROOT = Path(__file__).parents[2]
SECRETS = ("Mina Karam", "mina@example.org", "+30 210 123 4567", "C-214 behind the door")


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is logged; afterwards logging is as it was."""
    root, kiosk = logging.getLogger(), logging.getLogger("kiosk")
    before = (root.handlers[:], root.level, kiosk.level, logging.raiseExceptions)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    stream = io.StringIO()
    with warnings.catch_warnings():
        start_logging(stream)
        yield stream
        logging.captureWarnings(False)
    root.handlers[:], logging.raiseExceptions = before[0], before[3]
    root.setLevel(before[1])
    kiosk.setLevel(before[2])


def test_an_event_is_one_line_of_keys_and_values(lines: io.StringIO) -> None:
    log_event("delivery_postponed", logging.WARNING, entry=UUID(int=1), attempt=3, reason="timeout", seconds=1.25)
    stamp, level, rest = lines.getvalue().rstrip("\n").split(" ", 2)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp)
    assert level == "warning"
    assert rest.startswith("event=delivery_postponed ")
    assert set(rest.split()[1:]) == {
        "entry=00000000-0000-0000-0000-000000000001",
        "attempt=3",
        "reason=timeout",
        "seconds=1.250",
    }


def test_the_version_of_a_pack_is_told_with_its_digest(lines: io.StringIO) -> None:
    log_event("content_shown", version="2026.11.2+0a1b2c3d")
    assert lines.getvalue().endswith(" event=content_shown version=2026.11.2+0a1b2c3d\n")


@pytest.mark.parametrize("field", sorted(FIELDS))
@pytest.mark.parametrize("secret", SECRETS)
def test_no_field_takes_what_a_customer_typed(lines: io.StringIO, field: str, secret: str) -> None:
    event = next(name for name, fields in EVENTS.items() if field in fields)
    fields: dict[str, Any] = {field: secret}
    log_event(event, logging.INFO, **fields)
    assert secret not in lines.getvalue()
    assert f"{field}=?" in lines.getvalue()


@given(event=st.sampled_from(sorted(EVENTS)), field=st.sampled_from(sorted(FIELDS)), value=st.text())
def test_whatever_the_value_an_event_stays_one_line_of_known_shape(event: str, field: str, value: str) -> None:
    record = logging.LogRecord("kiosk", logging.INFO, "f.py", 1, event, (), None)
    vars(record).update({"event": event, f"field_{field}": value})
    line = logs.EventFormatter(for_journal=True).format(record)
    assert re.fullmatch(r'<6>event=[a-z_]+( [a-z_]+=("[^"\n]*"|[^\s"]+))*', line)


def test_undeclared_events_and_fields_are_not_written(lines: io.StringIO) -> None:
    log_event("customer_said", what="Mina Karam")
    log_event("catalogue_missing", name="Mina Karam", language="en")
    assert "Mina" not in lines.getvalue()
    first, second = lines.getvalue().splitlines()
    assert "event=undeclared at=" in first
    assert second.endswith("event=catalogue_missing language=en")


def test_an_exception_is_told_by_type_and_place_never_by_its_text(lines: io.StringIO) -> None:
    try:
        raise ValueError("Mina Karam")
    except ValueError:
        logging.getLogger("some.library").exception("while handling %s", "Mina Karam")
    text = lines.getvalue()
    assert "Mina" not in text
    assert "Traceback" not in text
    assert re.search(
        r'event=foreign logger=some\.library at="?unit/test_logs\.py:\d+"? error=ValueError$', text.strip()
    )


def test_our_own_faults_keep_their_sentence(lines: io.StringIO) -> None:
    try:
        raise StoreFull("No space left for the store.", remedy="Free some.")
    except StoreFull:
        logging.getLogger("kiosk.store").exception("x", extra={"event": "store_write_failed"})
    assert lines.getvalue().rstrip().endswith('code=FD-304 what="No space left for the store." remedy="Free some."')


def test_warnings_of_libraries_become_events(lines: io.StringIO) -> None:
    logging.getLogger("httpx").info("GET https://desk/?name=Mina")
    logging.getLogger("httpx").warning("retrying https://desk/?name=Mina")
    assert len(lines.getvalue().splitlines()) == 1
    assert "event=foreign logger=httpx" in lines.getvalue()
    assert "Mina" not in lines.getvalue()


def test_what_nobody_caught_is_logged_and_ends_the_process_on_every_thread(lines: io.StringIO) -> None:
    crashes: list[str] = []
    catch_uncaught(lambda: crashes.append("crash"))

    def fail() -> None:
        raise RuntimeError("Mina Karam")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join(5)
    try:
        fail()
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert crashes == ["crash", "crash"]
    assert lines.getvalue().count("critical event=crashed") == 2
    assert lines.getvalue().count("error=RuntimeError") == 2
    assert "Mina" not in lines.getvalue()


def test_control_c_is_no_crash(lines: io.StringIO) -> None:
    crashes: list[str] = []
    catch_uncaught(lambda: crashes.append("crash"))
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not crashes
    assert not lines.getvalue()


class _Typed:
    """Something with words of a customer that cannot be finalized."""

    def __repr__(self) -> str:
        return "Mina Karam"

    def __del__(self) -> None:
        raise RuntimeError("Mina Karam")


def test_what_a_finalizer_raises_is_told_by_its_type_and_ends_nothing(
    lines: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    crashes: list[str] = []
    catch_uncaught(lambda: crashes.append("crash"))
    typed = _Typed()
    del typed
    assert "error event=foreign logger=kiosk" in lines.getvalue()
    assert "error=RuntimeError" in lines.getvalue()
    assert "Mina" not in lines.getvalue() + capfd.readouterr().err
    assert not crashes


@pytest.mark.parametrize("in_journal", [False, True])
def test_a_message_of_qts_is_told_by_its_place(monkeypatch: pytest.MonkeyPatch, in_journal: bool) -> None:
    monkeypatch.setenv("QT_MESSAGE_PATTERN", "%{message}")
    monkeypatch.delenv("JOURNAL_STREAM", raising=False)
    if in_journal:
        monkeypatch.setenv("JOURNAL_STREAM", "8:1")
    keep_qt_quiet()
    say = "from PySide6.QtCore import qWarning; qWarning('Zorvath')"
    done = subprocess.run([sys.executable, "-c", say], capture_output=True, text=True, timeout=30, check=True)
    priority = "<4>" if in_journal else ""
    assert done.stderr.startswith(f"{priority}event=qt_message kind=warning logger=default at=")
    assert "Zorvath" not in done.stderr


def test_journald_reads_the_priority_from_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    record = logging.LogRecord("kiosk", logging.ERROR, "f.py", 1, "crashed", (), None)
    record.event = "crashed"
    assert logs.EventFormatter(for_journal=True).format(record) == "<3>event=crashed"


class _Reason(StrEnum):
    TIMEOUT = "timeout"


def test_enums_and_sets_are_written_by_value(lines: io.StringIO) -> None:
    log_event("device_down", device="printer", state=_Reason.TIMEOUT, faults=frozenset({"paper_out", "cover_open"}))
    log_event("device_down", faults=frozenset())
    first, second = lines.getvalue().splitlines()
    assert "state=timeout" in first
    assert "faults=cover_open,paper_out" in first
    assert second.endswith('faults=""')


def test_the_program_logs_only_declared_events_and_fields() -> None:
    undeclared = []
    for path in sorted([*(ROOT / "kiosk").rglob("*.py"), *(ROOT / "sync").rglob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "log_event":
                continue
            if isinstance(event := getattr(node.args[0], "value", None), str):
                fields = {word.arg for word in node.keywords if word.arg} - {"level", "because"}
                if event not in EVENTS or not fields <= EVENTS[event]:
                    undeclared.append(f"{path.relative_to(ROOT)}:{node.lineno}: {event} {sorted(fields)}")
    assert undeclared == []


def test_no_event_is_declared_in_vain() -> None:
    modules = [*(ROOT / "kiosk").rglob("*.py"), *(ROOT / "sync").rglob("*.py")]
    words = [path.read_text(encoding="utf-8") for path in modules if path.name != "logs.py"]
    by_the_logs = {"crashed", "foreign", "undeclared", "qt_message"}
    unused = [event for event in EVENTS if not any(f'"{event}"' in text for text in words)]
    assert sorted(set(unused) - by_the_logs) == []


def test_what_is_wrong_is_told_with_its_code(lines: io.StringIO) -> None:
    log_event("settings_refused", because=SettingsError("kiosk.code is missing.", remedy="Write one."))
    assert lines.getvalue().rstrip().endswith('code=FD-100 what="kiosk.code is missing." remedy="Write one."')


def test_every_field_of_an_event_has_a_shape() -> None:
    assert {field for fields in EVENTS.values() for field in fields} <= set(FIELDS)
