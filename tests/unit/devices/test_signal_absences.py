from __future__ import annotations

import pytest

from kiosk.devices import signal_absences
from kiosk.devices.configuration import ConfiguredDevice
from kiosk.devices.explaining import explain_absence
from kiosk.devices.signal_absences import explain_jack, explain_lamp, explain_sound_card
from kiosk.domain.device_history import DeviceKind, Reachability


def plug_jack(root, number, name, switches="4"):
    """An input device as sysfs and /dev have it; both folders are under `root`."""
    about = root / "sys" / "class" / "input" / f"event{number}" / "device"
    (about / "capabilities").mkdir(parents=True)
    (about / "capabilities" / "sw").write_text(f"{switches}\n")
    (about / "name").write_text(f"{name}\n")
    node = root / "dev" / "input" / f"event{number}"
    node.parent.mkdir(parents=True, exist_ok=True)
    node.touch()
    return node


def jack(root, part):
    return explain_jack(part, sys=root / "sys", dev=root / "dev")


def test_a_lamp_that_is_not_there_is_told_with_those_that_are(tmp_path):
    (tmp_path / "kiosk:white:status").mkdir()
    absence = explain_lamp("other", leds=tmp_path)
    assert absence.reason is Reachability.NOT_PLUGGED_IN
    assert "kiosk:white:status" in absence.remedy


def test_a_machine_without_lamps_says_so(tmp_path):
    assert "none" in explain_lamp("x", leds=tmp_path / "leds").remedy


def test_a_lamp_that_only_root_may_switch_needs_the_rules(tmp_path, monkeypatch):
    lamp = tmp_path / "x"
    lamp.mkdir()
    (lamp / "brightness").touch(0o644)
    monkeypatch.setattr(signal_absences.os, "access", lambda path, mode: False)
    absence = explain_lamp("x", leds=tmp_path)
    assert absence.reason is Reachability.NOT_ALLOWED
    assert "udev rules" in absence.remedy


def test_a_lamp_that_is_there_does_not_answer(tmp_path):
    (tmp_path / "x").mkdir()
    assert explain_lamp("x", leds=tmp_path).reason is Reachability.NO_ANSWER


def test_a_sound_card_that_is_not_there_is_told(tmp_path):
    assert explain_sound_card("default", dev=tmp_path).reason is Reachability.NOT_PLUGGED_IN


def test_a_sound_card_that_this_user_may_not_open_names_the_group(tmp_path, monkeypatch):
    card = tmp_path / "snd" / "pcmC0D0p"
    card.parent.mkdir()
    card.touch()
    monkeypatch.setattr(signal_absences.os, "access", lambda path, mode: False)
    assert explain_sound_card("default", dev=tmp_path).reason is Reachability.NOT_ALLOWED


def test_a_name_that_alsa_does_not_know_is_told(tmp_path):
    (tmp_path / "snd").mkdir()
    (tmp_path / "snd" / "pcmC0D0p").touch()
    absence = explain_sound_card("nonesuch", dev=tmp_path)
    assert absence.reason is Reachability.NO_ANSWER
    assert "nonesuch" in absence.what


def test_a_jack_of_another_name_is_told_with_those_that_are(tmp_path):
    plug_jack(tmp_path, 3, "HDA Intel PCH Front Headphone")
    plug_jack(tmp_path, 4, "Lid Switch", switches="1")
    absence = jack(tmp_path, "Rear")
    assert absence.reason is Reachability.NOT_PLUGGED_IN
    assert "Front Headphone" in absence.remedy
    assert "Lid" not in absence.remedy


def test_a_machine_without_a_jack_says_so(tmp_path):
    assert jack(tmp_path, "").reason is Reachability.NOT_PLUGGED_IN


def test_a_jack_that_this_user_may_not_open_is_told(tmp_path, monkeypatch):
    plug_jack(tmp_path, 3, "Headphone")
    monkeypatch.setattr(signal_absences.os, "access", lambda path, mode: False)
    assert jack(tmp_path, "headphone").reason is Reachability.NOT_ALLOWED


def test_a_jack_that_is_there_does_not_answer(tmp_path):
    plug_jack(tmp_path, 3, "Headphone")
    assert jack(tmp_path, "").reason is Reachability.NO_ANSWER


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        (DeviceKind.LIGHT, "led://none"),
        (DeviceKind.LIGHT, "serial:///dev/none?protocol=lcus"),
        (DeviceKind.LIGHT, "sim://light"),
        (DeviceKind.SPEAKER, "alsa://"),
        (DeviceKind.SPEAKER, "sim://speaker"),
        (DeviceKind.HEADSET, "jack://?name=None"),
        (DeviceKind.HEADSET, "sim://headset"),
    ],
)
def test_every_url_of_a_signal_can_be_explained(kind, url):
    absence = explain_absence(ConfiguredDevice(str(kind), url, kind))
    assert absence.what
    assert absence.remedy
