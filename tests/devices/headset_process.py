"""A headset jack opened in a process of its own, for the bench that sets up a whole environment around it.

`python -m tests.devices.headset_process URL` prints a word for each event, and ends when its input does.
"""

from __future__ import annotations

import sys

from kiosk.clock import SystemClock
from kiosk.devices.signal_opening import open_signal
from kiosk.domain.signals import HeadsetChanged, SignalHealth
from tests.devices.signal_stand import QUICK


def say(event):
    match event:
        case HeadsetChanged(_, plugged):
            word = "in" if plugged else "out"
        case SignalHealth():
            word = str(event.note)
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    jack = open_signal(sys.argv[1], listener=say, clock=SystemClock(), name="headset", times=QUICK)
    sys.stdin.read()
    jack.close()
