"""Why a lamp, a sound card or a headset jack cannot be had; see `absences`. Opens nothing but directories."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.devices.absences import Absence, explain_file, explain_rights
from kiosk.devices.transports.headset_line import locate_jack
from kiosk.devices.transports.sysfs_lamp import LEDS
from kiosk.devices.usb_nodes import DEV, SYS
from kiosk.domain.device_history import Reachability
from kiosk.errors import DeviceAbsent


def explain_lamp(name: str, *, leds: Path = LEDS) -> Absence:
    """Why the lamp of this name in `leds` cannot be switched."""
    folder = leds / name
    if not folder.is_dir():
        there = ", ".join(sorted(each.name for each in leds.glob("*"))) or "none"
        return Absence(Reachability.NOT_PLUGGED_IN, f"There is no {folder}.", f"The lamps there are: {there}.")
    for attribute in ("brightness", "trigger"):
        file = folder / attribute
        if file.exists() and not os.access(file, os.W_OK):
            about = file.stat()
            return explain_rights(str(file), group_id=about.st_gid, mode=about.st_mode)
    return Absence(
        Reachability.NO_ANSWER,
        f"{folder} is there and cannot be switched.",
        "Check its cable and its kernel driver.",
    )


def explain_sound_card(pcm: str, *, dev: Path = DEV) -> Absence:
    """Why ALSA gives no sound card of the name `pcm`."""
    nodes = sorted((dev / "snd").glob("pcm*p"))
    if not nodes:
        return Absence(
            Reachability.NOT_PLUGGED_IN,
            "This machine has no sound card.",
            "Plug it in, or set [signals] sound to nothing.",
        )
    for node in nodes:
        if not os.access(node, os.R_OK | os.W_OK):
            about = node.stat()
            return explain_rights(str(node), group_id=about.st_gid, mode=about.st_mode)
    for node in nodes:
        found = explain_file(str(node))
        if found.reason is Reachability.HELD:
            return found
    return Absence(
        Reachability.NO_ANSWER,
        f"ALSA gives no sound card “{pcm}”.",
        "`aplay -L` lists names; correct [signals] sound.",
    )


def explain_jack(part: str, *, sys: Path = SYS, dev: Path = DEV) -> Absence:
    """Why there is no headset jack with `part` in its name."""
    try:
        path = locate_jack(part, sys=sys, dev=dev)
    except DeviceAbsent as error:
        return Absence(Reachability.NOT_PLUGGED_IN, error.what, error.remedy)
    if not os.access(path, os.R_OK) and Path(path).exists():
        about = Path(path).stat()
        return explain_rights(path, group_id=about.st_gid, mode=about.st_mode)
    return explain_file(path)
