"""The loop of a process that plays the kernel's side of a device; Debian's Python runs it beside the scripts."""

import sys
import threading

from gi.repository import GLib


def obey_orders(testbed, obey):
    """Print the folder of `testbed`, then answer each line of the input with what `obey` says, until it ends.

    Orders are done in the main loop, amid the calls that umockdev serves there.
    """
    loop = GLib.MainLoop()

    def say(text):
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def answer(line):
        say(obey(line.strip()))
        return GLib.SOURCE_REMOVE

    def listen():
        for line in sys.stdin:
            GLib.idle_add(answer, line)
        GLib.idle_add(loop.quit)

    say(testbed.get_root_dir())
    threading.Thread(target=listen, daemon=True).start()
    loop.run()
