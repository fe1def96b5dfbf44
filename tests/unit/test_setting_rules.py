"""What a room would refuse once it is opened is a fault of the settings, named with key and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.desk_settings import PUBLIC_STATES
from kiosk.domain.request import PublicState
from kiosk.errors import SettingsError
from kiosk.setting_rules import SETTINGS_CHECKS
from kiosk.settings import load_settings


@pytest.mark.parametrize(
    ("table", "key", "value", "names"),
    [
        ("printer", "url", "lpt://04b8:0e15", "serial, tcp"),
        ("printer", "url", "tcp://", "tcp://10.0.0.9:9100"),
        ("printer", "profile", "epson", "epson-80"),
        ("desk", "connector", "zendesk", "helpdesk"),
        ("kiosk", "code", "KI", "read as 1 and 0"),
    ],
)
def test_what_a_room_would_refuse_later_is_refused_with_the_settings(
    tmp_path: Path, table: str, key: str, value: str, names: str
) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(f'[{table}]\n{key} = "{value}"\n')
    with pytest.raises(SettingsError, match=rf"{table}\.{key}") as caught:
        load_settings(path, env={}, checks=SETTINGS_CHECKS)
    assert names in caught.value.what


@pytest.mark.parametrize("url", ["", "tcp://10.0.0.9", "serial:///dev/kiosk/printer?baud=9600", "sim://printer"])
def test_a_printer_that_can_be_opened_is_not_refused(url: str) -> None:
    assert SETTINGS_CHECKS["printer.url"](url) == ""


def test_a_reader_that_cannot_be_is_refused_with_a_right_one() -> None:
    assert SETTINGS_CHECKS["readers.urls"]("pcsc://?reader=ACME") == ""
    assert "pcsc://" in SETTINGS_CHECKS["readers.urls"]("pcsc:///dev/reader")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('kinds = ["incidents"]', "there is no such kind of request. Known are service_request, incident"),
        ('priorities = ["high", "urgent"]', "there is no such priority. Known are low, medium, high, critical"),
    ],
)
def test_a_rule_names_what_there_is(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(f'[[desk.rules]]\nqueue = "A"\n\n[[desk.rules]]\nqueue = "B"\n{line}\n')
    with pytest.raises(SettingsError, match=r"desk\.rules\[2\]") as caught:
        load_settings(path, env={}, checks=SETTINGS_CHECKS)
    assert says in caught.value.what


def test_settings_know_every_public_state() -> None:
    """The settings may not import them."""
    assert tuple(PublicState) == PUBLIC_STATES
