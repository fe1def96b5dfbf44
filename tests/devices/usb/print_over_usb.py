"""The real driver on `usb://04b8:0e15`, in a process that umockdev's library is loaded into.

Prints a slip for each line on its input; says every event as one line of JSON.
"""

from __future__ import annotations

import json
import sys
from uuid import uuid4

from kiosk.clock import SystemClock
from kiosk.devices.drivers.printer_times import PrinterTimes
from kiosk.devices.opening import open_printer
from kiosk.devices.profiles import PROFILES
from kiosk.domain.device import DeviceEvent, DeviceHealth, PrintFinished, PrintHeld
from kiosk.domain.printing import Slip


def say(event: DeviceEvent) -> None:
    match event:
        case DeviceHealth(_, state):
            heard = {"health": state}
        case PrintHeld(_, fault):
            heard = {"held": fault}
        case PrintFinished(_, state):
            heard = {"outcome": state}
        case _:
            return
    sys.stdout.write(json.dumps(heard) + "\n")
    sys.stdout.flush()


def main() -> None:
    times = PrinterTimes(heartbeat_s=0.2, silence_s=2.0, lost_s=4.0, first_retry_s=0.05, last_retry_s=0.2, ack_s=3.0)
    printer = open_printer("usb://04b8:0e15", PROFILES["epson-80"], listener=say, clock=SystemClock(), times=times)
    for line in sys.stdin:
        text = line.strip().encode()
        printer.print_slip(uuid4(), Slip((b"\x1b@" + text + b"\n", text * 40 + b"\n", b"\x1dVB\x00")))
    printer.close()


main()
