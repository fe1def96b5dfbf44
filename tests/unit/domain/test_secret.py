from __future__ import annotations

import copy
import io
import json
import logging
import pickle
import traceback
from dataclasses import asdict, replace

import msgspec
import pytest

from kiosk.domain.reader import CardKind, CardRead, CodeScanned, Symbology
from kiosk.domain.secret import HIDDEN, Secret
from kiosk.logs import EVENTS, FIELDS, EventFormatter, log_event

NUMBER = "04A1B2C3D4E5F6"
SECRET = Secret(NUMBER)
EVENTS_WITH_SECRETS = [
    CardRead(CardKind.CHIP, SECRET, "reader"),
    CodeScanned(Symbology.QR, SECRET, "scanner"),
]

WAYS = {
    "str": str,
    "repr": repr,
    "ascii": ascii,
    "f-string": lambda value: f"{value} {value!r} {value!s} {value!a}",
    "a format with a width": "{:>40}".format,
    "the old format": lambda value: "%s %r" % (value, value),  # noqa: UP031 - the way that logging itself formats
    "in a list": lambda value: str([value, {value: value}]),
    "as a dictionary": lambda value: str(asdict(CardRead(CardKind.CHIP, value, "reader"))),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_secret_does_not_show_itself(way: str) -> None:
    shown = WAYS[way](SECRET)
    assert NUMBER not in shown
    assert HIDDEN in shown or ascii(HIDDEN).strip("'") in shown


@pytest.mark.parametrize("event", EVENTS_WITH_SECRETS, ids=["card", "code"])
def test_an_event_with_a_secret_does_not_show_it(event: object) -> None:
    assert NUMBER not in f"{event} {event!r}"


def test_only_reveal_gives_it() -> None:
    assert SECRET.reveal() == NUMBER


def test_it_says_nothing_of_its_length() -> None:
    assert f"{Secret('7')}|{Secret('7'):50}" == f"{SECRET}|{SECRET:50}" == f"{HIDDEN}|{HIDDEN}"
    with pytest.raises(TypeError):
        len(SECRET)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_it_cannot_be_pickled(protocol: int) -> None:
    with pytest.raises(TypeError, match="does not leave"):
        pickle.dumps(EVENTS_WITH_SECRETS[0], protocol)


@pytest.mark.parametrize("encode", [json.dumps, msgspec.json.encode, msgspec.msgpack.encode])
def test_it_cannot_be_encoded(encode) -> None:
    with pytest.raises(TypeError):
        encode({"id": SECRET})


def test_a_copy_is_as_secret() -> None:
    for copied in (copy.copy(SECRET), copy.deepcopy([SECRET])[0], replace(EVENTS_WITH_SECRETS[0]).id):
        assert copied.reveal() == NUMBER
        assert NUMBER not in repr(copied)


def test_it_does_not_change() -> None:
    with pytest.raises(AttributeError):
        SECRET.text = "1"
    with pytest.raises(AttributeError):
        del SECRET._Secret__text
    assert not hasattr(SECRET, "__dict__")


def test_equal_texts_are_equal_secrets() -> None:
    assert Secret(NUMBER) == SECRET
    assert len({Secret(NUMBER), SECRET}) == 1
    assert Secret("other") != SECRET
    assert SECRET != NUMBER
    assert Secret("\ud800") == Secret("\ud800")


def test_a_traceback_does_not_show_it() -> None:
    def refuse(secret: Secret) -> None:
        raise ValueError(f"no card {secret}")

    with pytest.raises(ValueError, match="no card") as refusal:
        refuse(SECRET)
    report = "".join(traceback.TracebackException.from_exception(refusal.value, capture_locals=True).format())
    assert "secret" in report
    assert NUMBER not in report


@pytest.fixture
def log():
    """What the program's log has, as text."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(EventFormatter(for_journal=False))
    logger = logging.getLogger("kiosk")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield stream
    logger.removeHandler(handler)
    logger.setLevel(level)


@pytest.mark.parametrize("field", FIELDS)
def test_no_field_of_the_log_takes_it(log, field: str) -> None:
    event = next((name for name, fields in EVENTS.items() if field in fields), None)
    if event is None:
        # A field that no event has is written nowhere.
        assert FIELDS[field].fullmatch(HIDDEN) is None
        return
    log_event(event, **{field: SECRET})
    assert f"{field}=?" in log.getvalue()
    assert NUMBER not in log.getvalue()


def test_a_log_line_by_somebody_else_does_not_show_it(log) -> None:
    logging.getLogger("kiosk").warning("card %s in %r", SECRET, EVENTS_WITH_SECRETS)
    assert "foreign" in log.getvalue()
    assert NUMBER not in log.getvalue()
