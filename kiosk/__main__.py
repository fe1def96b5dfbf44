"""The `kiosk` command. `kiosk run` starts without loading the rest; every other room brings its own commands."""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kiosk.errors import FrontdoorError
from kiosk.lifecycle import ExitCode

if TYPE_CHECKING:
    import typer


class Group(msgspec.Struct, frozen=True):
    """One command or group of commands, where it lives, and what its room must be told first."""

    module: str
    attribute: str
    prepare: Callable[[], None] = lambda: None


def _tell_content() -> None:
    """How a preview opens its window, and the commands that deliver packs: the content room knows neither."""
    from kiosk.content.commands import PreviewWish, content_app, use_preview
    from kiosk.delivery_commands import add_delivery_commands

    add_delivery_commands(content_app)

    def open_preview(wish: PreviewWish) -> int:
        from kiosk.preview import preview

        return preview(wish)

    use_preview(open_preview)


def _tell_stores() -> None:
    """How `kiosk store` and `kiosk outbox` find the store."""
    from kiosk.settings import STORE_KEY, load_settings
    from kiosk.store.command_place import StorePlace, use_store_place
    from kiosk.upkeep import kept_days

    def place(path: Path | None) -> StorePlace:
        settings = load_settings(path)
        return StorePlace(
            folder=settings.store.folder,
            key=settings.secrets.read(STORE_KEY),
            kiosk_code=settings.kiosk.code,
            kept=kept_days(settings),
            backups=settings.store.backups,
            read_secret=settings.secrets.read,
        )

    use_store_place(place)


def _tell_devices() -> None:
    """How `kiosk devices` knows what is configured, and where a demo listens."""
    from kiosk.device_room import devices_of
    from kiosk.devices.commands import use_demo_socket
    from kiosk.devices.simulators.bench_socket import SOCKET
    from kiosk.devices.targets import use_configuration
    from kiosk.setting_rules import SETTINGS_CHECKS
    from kiosk.settings import load_settings

    def demo_socket() -> Path:
        from kiosk.demo import demo_folder

        return demo_folder() / SOCKET

    use_configuration(lambda: devices_of(load_settings(None, checks=SETTINGS_CHECKS)))
    use_demo_socket(demo_socket)


GROUPS = {
    "content": Group("kiosk.content.commands", "content_app", _tell_content),
    "desk": Group("kiosk.desk_commands", "desk_app"),
    "devices": Group("kiosk.devices.commands", "devices_app", _tell_devices),
    "outbox": Group("kiosk.store.outbox_commands", "outbox_app", _tell_stores),
    "requests": Group("kiosk.store.request_commands", "requests_app", _tell_stores),
    "store": Group("kiosk.store.commands", "store_app", _tell_stores),
}
SINGLE = {
    "run": Group("kiosk.running", "run_command"),
    "demo": Group("kiosk.demo", "demo_command"),
    "check": Group("kiosk.readiness", "check_command"),
}


def main() -> None:
    """Run the command line. Faults of the environment end with their sentence and exit code 1, never a traceback."""
    words = sys.argv[1:]
    if words[:1] == ["run"]:
        # The command that starts at every boot does without the command line library: it costs 80 ms.
        # Nothing that is imported is garbage; `app` lets the collector work again after the first frame.
        gc.disable()
        from kiosk.running import run_from_words

        sys.exit(run_from_words(words[1:]))
    try:
        _commands(words)()
    except FrontdoorError as error:
        print(f"{error.code}: {error.what}", error.remedy, sep="\n", file=sys.stderr)  # noqa: T201 - this is the command line
        sys.exit(ExitCode.FAILED)


def _commands(words: list[str]) -> typer.Typer:
    """The command line with the groups that `words` may mean: the one named, or all of them for help."""
    import typer

    app = typer.Typer(
        name="kiosk",
        help="Frontdoor, a self-service kiosk for a service desk.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    named = words[0] if words and words[0] in GROUPS | SINGLE else None
    for name, group in GROUPS.items():
        if named in (None, name):
            app.add_typer(_load(group), name=name)
    for name, group in SINGLE.items():
        if named in (None, name):
            app.command(name)(_load(group))
    app.callback()(lambda: None)
    return app


def _load(group: Group) -> typer.Typer:
    group.prepare()
    found: typer.Typer = getattr(importlib.import_module(group.module), group.attribute)
    return found


if __name__ == "__main__":
    main()
