"""`kiosk run`: from the command's words to a kiosk that is open, and its life under the service manager."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path

import msgspec
from PySide6.QtGui import QGuiApplication

from kiosk import __version__
from kiosk.app import Kiosk
from kiosk.errors import FrontdoorError, SettingsError
from kiosk.launch import RunOptions, start_qt
from kiosk.lifecycle import CrashJournal, ExitCode, lock_instance
from kiosk.logs import catch_uncaught, keep_qt_quiet, log_event, start_logging
from kiosk.setting_rules import SETTINGS_CHECKS
from kiosk.settings import PATH_VARIABLE, load_settings

SWITCH_INTERVAL_S = 0.0005
"""Lets the interface thread in quickly while others compute: 27 ms instead of 150 for a tap (TRAPS.md)."""


def run_from_words(words: list[str]) -> int:
    """`kiosk run` with its options as words. Returns an exit code of `lifecycle.ExitCode`."""
    parser = argparse.ArgumentParser(prog="kiosk run", description="Open the kiosk. Faults are shown on its screen.")
    parser.add_argument("--settings", type=Path, metavar="FILE", help=f"settings file (default: ${PATH_VARIABLE})")
    parser.add_argument("--window", metavar="WxH", help="a window of this size in pixels instead of the full screen")
    parser.add_argument("--exit-after-first-frame", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(words)
    options = RunOptions(exit_after_first_frame=given.exit_after_first_frame)
    if given.window:
        size = parse_size(given.window)
        if size is None:
            parser.error("--window takes WIDTHxHEIGHT, for example 1080x1920")
        options = msgspec.structs.replace(options, width_px=size[0], height_px=size[1], full_screen=False)
    return run(given.settings, options)


def run_command() -> None:
    """Open the kiosk and stay until it is told to stop. Faults are shown on its screen, never on a console."""
    # Stands in the list of commands; `__main__` takes the words of `kiosk run` before the command line library does.
    sys.exit(run_from_words(sys.argv[2:]))


def parse_size(words: str) -> tuple[int, int] | None:
    """`1080x1920` as (width, height) in pixels; None if it is no size of a screen."""
    width, _, height = words.partition("x")
    if not (width.isdecimal() and height.isdecimal() and 300 <= int(width) <= 8000 and 300 <= int(height) <= 8000):
        return None
    return int(width), int(height)


def run(settings_path: Path | None, options: RunOptions) -> int:
    """Open the kiosk and stay until it is told to stop."""
    start_logging()
    keep_qt_quiet()
    log_event("started", program="kiosk", version=__version__)
    catch_uncaught(lambda: os._exit(ExitCode.CRASHED))
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    application = start_qt()
    try:
        settings = load_settings(settings_path, checks=SETTINGS_CHECKS)
    except SettingsError as error:
        log_event("settings_refused", logging.ERROR, because=error)
        return show_fault(application, error, options)
    try:
        lock = lock_instance(settings.store.folder)
    except OSError as error:
        from kiosk.store.faults import fault_of_folder

        fault = fault_of_folder(error, settings.store.folder)
        log_event("store_refused", logging.ERROR, because=fault)
        return show_fault(application, fault, options)
    if lock is None:
        print("Another kiosk is running with the same store.", file=sys.stderr)  # noqa: T201 - for whoever started it by hand
        return ExitCode.ALREADY_RUNNING
    crashes = CrashJournal(settings.store.folder)
    code = stay_open(application, Kiosk(settings, settings_path, options, crashes=crashes.begin()))
    crashes.end()
    lock.release()
    return code


def stay_open(application: QGuiApplication, kiosk: Kiosk) -> int:
    """Open `kiosk` until somebody stops it; the exit code. What goes wrong in opening it is a crash."""
    kiosk.open()
    try:
        code = application.exec()
    finally:
        kiosk.close()
    log_event("stopped", exit_code=code)
    return code


def show_fault(application: QGuiApplication, error: FrontdoorError, options: RunOptions) -> int:
    """Nothing can be opened: say so on the screen, with a code, until somebody stops us. Never a console."""
    return stay_open(application, Kiosk(load_settings(None, env={}), None, options, fault=error))
