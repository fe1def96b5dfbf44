"""What the program tells its operators: single lines of `key=value` on stderr, for journald. No Qt here.

Nothing personal can get in. An event has a name and fields from the catalogue below, and each field takes only
values of its own shape (a number, an id, a code); anything else is written as `?`. Of records by other libraries only
their origin is written, and of exceptions the type and the places, never the text, because both may quote what a
customer typed. A `FrontdoorError` says nothing personal by contract, so its sentence is kept.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from kiosk.errors import FrontdoorError

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}")
_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CODES = re.compile(r"([a-z_]+(,[a-z_]+)*)?")

FIELDS: Mapping[str, re.Pattern[str]] = {
    "attempt": _NUMBER,
    "at": re.compile(r"[\w.<>/-]+:[0-9]+( < [\w.<>/-]+:[0-9]+)*"),
    "bytes": _NUMBER,
    "code": re.compile(r"FD-[0-9]{3}"),
    "count": _NUMBER,
    "device": _CODE,
    "entry": _ID,
    "error": _CODE,
    "exit_code": _NUMBER,
    "faults": _CODES,
    "folder": _CODE,
    "font": _CODE,
    "icon": _CODE,
    "job": _ID,
    "kind": _CODE,
    "language": re.compile(r"[a-z]{2,3}"),
    "logger": _CODE,
    "milliseconds": _NUMBER,
    "program": _CODE,
    "reason": _CODE,
    "reference": re.compile(r"[0-9A-Z]{2}-[0-9A-Z]{5}-[0-9A-Z]"),
    "request": _ID,
    "seconds": _NUMBER,
    "service": _CODE,
    "signal": _CODE,
    "state": _CODE,
    "ticket": re.compile(r"[A-Za-z0-9_-]{1,40}"),
    "version": re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,79}"),
    "visit": _ID,
}
"""The shape of each field's values."""

EVENTS: Mapping[str, frozenset[str]] = {
    name: frozenset(fields.split())
    for name, fields in {
        # the process
        "started": "program version",
        "stopping": "signal reason",
        "stopped": "exit_code",
        "crashed": "error at code",
        "restarted_after_crash": "count",
        "safe_mode_entered": "count",
        "settings_refused": "code",
        "child_started": "program",
        "child_ended": "program exit_code seconds",
        "clock_implausible": "",
        "catalogue_missing": "language",
        "font_missing": "font",
        "icon_missing": "icon",
        # content and store
        "content_refused": "code count reason version",
        "content_installed": "version count",
        "content_shown": "version",
        "content_not_reached": "code reason",
        "content_not_kept": "code reason",
        "articles_kept": "count",
        "articles_not_offered": "reason",
        "articles_not_reached": "reason",
        "articles_not_shown": "code",
        "articles_set_aside": "code",
        "articles_forgotten": "",
        "news_read": "count",
        "news_not_read": "reason",
        "news_begun_anew": "reason",
        "store_refused": "code",
        "store_damaged": "",
        "store_replaced": "",
        "store_set_aside": "folder",
        "store_write_failed": "",
        "store_purged": "count",
        "backup_not_purged": "",
        "store_rekeyed": "",
        "purge_late": "",
        "store_connection_broken": "error",
        "generations_unreadable": "",
        "prints_recovered": "count",
        # visits and requests
        "late_result_dropped": "",
        "request_accepted": "request reference service milliseconds",
        "request_not_accepted": "visit code",
        "assistance_called": "request reference",
        "call_not_kept": "error",
        "limit_reached": "reason",
        # devices
        "device_down": "device state faults",
        "device_up": "device state seconds",
        "hotplug_missing": "",
        "headset_changed": "device state",
        "slip_not_made": "job",
        "print_started": "job bytes",
        "print_held": "job reason",
        "print_finished": "job state reason seconds",
        # the desk
        "desk_changed": "state reason",
        "delivery_started": "entry attempt",
        "delivered": "entry attempt ticket milliseconds",
        "delivery_postponed": "entry attempt reason seconds",
        "delivery_given_up": "entry attempt reason",
        "leases_released": "count",
        # what others say
        "qt_message": "kind logger at",
        "foreign": "logger at error",
        "undeclared": "at",
    }.items()
}
"""Every event, with the fields it may have. A test compares it with what the program logs."""

_PRIORITIES = ((logging.ERROR, 3), (logging.WARNING, 4), (logging.INFO, 6), (logging.DEBUG, 7))
"""syslog priorities that journald reads from a line's start, sd-daemon(3)."""

_log = logging.getLogger("kiosk")


def log_event(
    event: str, /, level: int = logging.INFO, *, because: FrontdoorError | None = None, **fields: object
) -> None:
    """Tell the operators of `event`, and with `because` what is wrong. Any thread; never raises.

    What the catalogue does not allow is not written.
    """
    given = {f"field_{name}": value for name, value in fields.items()}
    _log.log(level, event, exc_info=because, extra={"event": event} | given)


class EventFormatter(logging.Formatter):
    """One record as one line, with nothing in it that the catalogue does not allow."""

    def __init__(self, *, for_journal: bool) -> None:
        super().__init__()
        self._for_journal = for_journal

    def format(self, record: logging.LogRecord) -> str:
        event, fields = _event_of(record)
        said = _said_by(record.exc_info[1]) if record.exc_info else ""
        words = [f"event={event}", *(f"{name}={_quote(text)}" for name, text in fields.items())]
        line = " ".join([*words, said]).rstrip()
        if self._for_journal:
            return f"<{next((number for level, number in _PRIORITIES if record.levelno >= level), 7)}>{line}"
        moment = datetime.fromtimestamp(record.created, UTC)
        return f"{moment:%Y-%m-%dT%H:%M:%S}Z {record.levelname.lower()} {line}"


def _event_of(record: logging.LogRecord) -> tuple[str, dict[str, str]]:
    """The event's name and its fields as text; records from elsewhere become `foreign`."""
    event = getattr(record, "event", None)
    if not isinstance(event, str):
        fields: dict[str, object] = {"logger": record.name, "at": f"{record.filename}:{record.lineno}"}
        event = "foreign"
    elif event not in EVENTS:
        fields = {"at": f"{record.filename}:{record.lineno}"}
        event = "undeclared"
    else:
        given = {
            name.removeprefix("field_"): value for name, value in vars(record).items() if name.startswith("field_")
        }
        fields = {name: value for name, value in given.items() if name in EVENTS[event]}
    if record.exc_info and record.exc_info[1] is not None:
        fields |= {"error": type(record.exc_info[1]).__name__, "at": _places(record.exc_info[1].__traceback__)}
    return event, {name: _shaped(name, value) for name, value in fields.items() if value is not None}


def _shaped(name: str, value: object) -> str:
    text = ",".join(sorted(map(str, value))) if isinstance(value, frozenset) else str(value)
    if isinstance(value, float):
        text = f"{value:.3f}"
    return text if FIELDS[name].fullmatch(text) else "?"


def _quote(text: str) -> str:
    return json.dumps(text) if not text or " " in text else text


def _said_by(error: BaseException | None) -> str:
    if not isinstance(error, FrontdoorError):
        return ""
    said = f"code={error.code} what={json.dumps(error.what)}"
    return f"{said} remedy={json.dumps(error.remedy)}" if error.remedy else said


def _places(traceback: TracebackType | None) -> str:
    """`file:line` of the calls that led to an exception, innermost first, at most eight."""
    places = []
    while traceback is not None:
        path = Path(traceback.tb_frame.f_code.co_filename)
        places.append(f"{path.parent.name}/{path.name}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return " < ".join(reversed(places[-8:])) or "nowhere:0"


def start_logging(stream: TextIO | None = None, *, level: int = logging.INFO) -> None:
    """Send every record of this process, also other libraries' warnings, to `stream` (stderr) as events."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(EventFormatter(for_journal=stream is None and "JOURNAL_STREAM" in os.environ))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    _log.setLevel(level)
    logging.captureWarnings(True)
    # A broken pipe on stderr is no reason to print a traceback with the record in it.
    logging.raiseExceptions = False


def catch_uncaught(crash: Callable[[], None]) -> None:
    """From now on, log what nobody caught, on any thread, and call `crash`, which ends the process in good order.

    Qt sends exceptions of slots here too (sys.excepthook) and would go on with its loop otherwise.
    """

    def uncaught(error: BaseException | None, traceback: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt | SystemExit) or error is None:
            return
        _log.critical("crashed", exc_info=(type(error), error, traceback), extra={"event": "crashed"})
        crash()

    sys.excepthook = lambda _type, error, traceback: uncaught(error, traceback)
    threading.excepthook = lambda args: uncaught(args.exc_value, args.exc_traceback)
    # What a finalizer raises ends nothing, but Python would print it with the object's representation.
    sys.unraisablehook = lambda args: _log.error("unraisable", exc_info=args.exc_value)


QT_PATTERN = (
    "%{if-debug}<7>%{endif}%{if-info}<6>%{endif}%{if-warning}<4>%{endif}%{if-critical}<3>%{endif}%{if-fatal}<2>%{endif}"
    "event=qt_message kind=%{type} logger=%{category} at=%{file}:%{line}"
)
"""How Qt writes its own messages, qSetMessagePattern(): kind and place, never `%{message}`, which may quote a field."""


def keep_qt_quiet() -> None:
    """Let Qt tell of its messages what `QT_PATTERN` has. Call before Qt says anything.

    A pattern, not a handler: one in Python would run on Qt's loader threads while the interface thread waits for them.
    """
    in_journal = "JOURNAL_STREAM" in os.environ
    os.environ["QT_MESSAGE_PATTERN"] = QT_PATTERN if in_journal else QT_PATTERN[QT_PATTERN.index("event=") :]
