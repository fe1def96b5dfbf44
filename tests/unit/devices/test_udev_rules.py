from __future__ import annotations

import re
import shutil
import subprocess
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests.unit.devices.udev_rules import read_rules

RULES = Path(__file__).resolve().parents[3] / "assets" / "udev" / "90-frontdoor.rules"


def apply(event):
    """What the rules make of a device: properties in, properties and assignments out."""
    known, made = dict(event), {"SYMLINK": []}
    rules, skip = read_rules(RULES.read_text()), None
    for rule in rules:
        if skip is not None:
            if not any(part.key == "LABEL" and part.value == skip for part in rule):
                continue
            skip = None
        if not all(_matches(part, known) for part in rule if part.matches):
            continue
        for part in rule:
            if part.matches or part.key in ("LABEL", "IMPORT"):
                continue
            value = re.sub(r"\$env\{(\w+)\}", lambda found: known.get(f"ENV{{{found[1]}}}", ""), part.value)
            if part.key == "GOTO":
                skip = value
            elif part.key == "SYMLINK":
                made["SYMLINK"] += value.split()
            else:
                name = f"{part.key}{{{part.of}}}" if part.of else part.key
                known[name] = made[name] = value
    return made


def _matches(part, known):
    value = known.get(f"{part.key}{{{part.of}}}" if part.of else part.key, "")
    hit = any(fnmatchcase(value, pattern) for pattern in part.value.split("|"))
    if part.key == "TEST":
        hit = True
    return hit == (part.operator == "==")


def usb_device(vendor, **env):
    return {
        "ACTION": "add", "SUBSYSTEM": "usb", "ENV{DEVTYPE}": "usb_device", "ATTR{idVendor}": vendor,
    } | {f"ENV{{{name}}}": value for name, value in env.items()}  # fmt: skip


def test_every_line_can_be_read():
    assert len(read_rules(RULES.read_text())) > 15


@pytest.mark.parametrize(
    "line",
    [
        'SUBSYSTEM=="usb" GROUP="lp"',
        'SUBSYSTEM="usb"',
        'GROUP=="lp"',
        'ENV=="1"',
        'SUBSYSTEMS!="usb", GROUP="lp"',
        'GOTO="nowhere"',
        "MODE=0660",
        'IMPORT{builtin}="magic"',
        'COLOUR="red"',
    ],
)
def test_a_wrong_line_is_found(line):
    with pytest.raises(ValueError, match=r"line 1|GOTO"):
        read_rules(line)


def test_udevadm_agrees():
    udevadm = shutil.which("udevadm")
    known = udevadm and "verify" in subprocess.run([udevadm, "--help"], capture_output=True, text=True).stdout
    if not known:
        # Before systemd 254 it cannot: there the reader above is what there is.
        return
    done = subprocess.run([udevadm, "verify", "--no-style", str(RULES)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr + done.stdout


def test_a_printer_may_be_opened_by_its_group_and_never_sleeps():
    made = apply(usb_device("04b8", ID_USB_INTERFACES=":070102:"))
    assert (made["GROUP"], made["MODE"], made["ATTR{power/control}"]) == ("lp", "0660", "on")


def test_a_scanner_of_a_printer_maker_is_left_alone():
    assert "GROUP" not in apply(usb_device("04b8", ID_USB_INTERFACES=":ffffff:"))


def test_an_adapter_is_for_no_modem_and_no_braille_display():
    made = apply(usb_device("0403", BRLTTY_BRAILLE_DRIVER="hd", SYSTEMD_WANTS="brltty-device@x.service"))
    assert made["ENV{SYSTEMD_WANTS}"] == ""
    assert made["ENV{ID_MM_DEVICE_IGNORE}"] == "1"


def test_other_usb_devices_are_left_alone():
    assert apply(usb_device("046d", SYSTEMD_WANTS="x")) == {"SYMLINK": []}


def test_lines_get_names_by_their_socket():
    tty = {"ACTION": "add", "SUBSYSTEM": "tty", "SUBSYSTEMS": "usb", "ENV{ID_PATH_TAG}": "pci-0000_00_14_0-usb-0_2"}
    made = apply(tty)
    assert made["SYMLINK"] == ["kiosk/serial-pci-0000_00_14_0-usb-0_2"]
    assert (made["GROUP"], made["ENV{ID_MM_PORT_IGNORE}"]) == ("dialout", "1")
    assert apply(tty | {"SUBSYSTEMS": "pnp"}) == {"SYMLINK": []}


def test_a_usb_printer_gets_the_name_of_the_example_settings():
    made = apply({"ACTION": "add", "SUBSYSTEM": "usbmisc", "KERNEL": "lp0", "ENV{ID_PATH_TAG}": "pci-1"})
    assert made["SYMLINK"] == ["kiosk/printer", "kiosk/printer-pci-1"]


def test_nobody_else_hears_a_reader_that_types():
    reader = {
        "ACTION": "add", "SUBSYSTEM": "input", "KERNEL": "event3", "ENV{ID_INPUT_KEYBOARD}": "1",
        "ATTRS{idVendor}": "ffff", "ENV{ID_PATH_TAG}": "pci-2",
    }  # fmt: skip
    made = apply(reader)
    assert made["ENV{LIBINPUT_IGNORE_DEVICE}"] == "1"
    assert made["SYMLINK"] == ["kiosk/reader-pci-2"]
    assert apply(reader | {"ATTRS{idVendor}": "046d"}) == {"SYMLINK": []}, "a keyboard stays a keyboard"


@pytest.mark.parametrize("name", ["kiosk:white:status", "board:green:indicator", "kiosk-light"])
def test_a_signal_light_may_be_switched_by_its_group(name):
    made = apply({"ACTION": "add", "SUBSYSTEM": "leds", "KERNEL": name})
    assert made["RUN"].startswith("/bin/chmod g+w ")
    runs = [part.value for rule in read_rules(RULES.read_text()) for part in rule if part.key == "RUN"]
    assert all(run.endswith("$sys$devpath/brightness $sys$devpath/trigger") for run in runs)
    assert any(run.startswith("/bin/chgrp input ") for run in runs)


@pytest.mark.parametrize("name", ["input3::capslock", "phy0-led", "mmc0::"])
def test_other_lamps_are_left_alone(name):
    assert apply({"ACTION": "add", "SUBSYSTEM": "leds", "KERNEL": name}) == {"SYMLINK": []}


def test_nothing_is_done_to_a_device_that_leaves():
    assert apply(usb_device("04b8") | {"ACTION": "remove"}) == {"SYMLINK": []}
