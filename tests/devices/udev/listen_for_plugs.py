"""The real `HotPlug` where umockdev is udev: says `listening`, then for each wake-up whether something came."""

from __future__ import annotations

import select
import sys
from pathlib import Path

from kiosk.devices.hotplug import watch_plugs


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    plugs = watch_plugs(control=Path(__file__))
    assert plugs is not None
    say("listening")
    poll = select.poll()
    poll.register(plugs.fileno(), select.POLLIN)
    poll.register(sys.stdin.fileno(), select.POLLIN)
    while sys.stdin.fileno() not in dict(poll.poll()):
        say("came" if plugs.take() else "nothing")


main()
