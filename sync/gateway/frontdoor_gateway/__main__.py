"""`python -m frontdoor_gateway serve|manage`: the embedded desk, and Django's commands on it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from frontdoor_gateway.embedded.serve import prepare, serve


def main(arguments: list[str] | None = None) -> int:
    """Run a command of the embedded desk. Exit code 0 is an orderly end, 2 a wrong command line."""
    parser = argparse.ArgumentParser(prog="python -m frontdoor_gateway", description="The embedded desk of Frontdoor.")
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="serve the desk on this machine's loopback address")
    serving.add_argument("--port", type=int, default=0, help="0 (the default) takes a free port; it is printed")
    serving.add_argument("--kiosk", default="K7", help="code of the kiosk that gets the token (default K7)")
    serving.add_argument("--stop-at-eof", action="store_true", help="stop when standard input ends")
    managing = commands.add_parser("manage", help="run a Django command on the desk, as `manage.py` would")
    for command in (serving, managing):
        command.add_argument("--data", type=Path, required=True, help="folder of the desk, made if it is new")
        command.add_argument("--language", default="en", help="language the desk works in (default en)")
        command.add_argument("--time-zone", default="UTC", help="the desk's time zone (default UTC)")
    managing.add_argument("rest", nargs=argparse.REMAINDER, help="the command and its options")
    given = parser.parse_args(arguments)
    prepare(given.data, language=given.language, time_zone=given.time_zone)
    if given.command == "serve":
        serve(given.data, port=given.port, kiosk=given.kiosk, stop_at_eof=given.stop_at_eof)
    else:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["manage", *given.rest])
    return 0


if __name__ == "__main__":
    sys.exit(main())
