"""`kiosk demo`: a whole kiosk with a simulated printer and a real desk, ready in seconds.

A composition root like `app`: it may know the sync room, because it starts the embedded desk.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kiosk.devices.simulators.bench_socket import SOCKET, BenchSocket
from kiosk.dock.docked_kiosk import DockedKiosk, Drawer
from kiosk.dock.placing import leave_room
from kiosk.errors import SettingsError
from kiosk.launch import RunOptions, start_qt
from kiosk.lifecycle import ExitCode, lock_instance
from kiosk.logs import catch_uncaught, start_logging
from kiosk.running import parse_size, stay_open
from kiosk.settings import DESK_CREDENTIAL, PATH_VARIABLE, Settings, load_settings
from sync.desks.embedded import EmbeddedDesk, desk_python

_SIZE = "1080x1920"
NOWHERE = "http://127.0.0.1:9"
"""Where no desk answers: the discard port, which no machine of today listens on."""

_LIKELY_SCREEN_SHARE = 0.9
"""Of the screen's height that a window may take, so that its title bar and the desktop's bars fit too."""


@dataclass(frozen=True, slots=True)
class DemoFolder:
    """Where a demo keeps its store, its secrets, its slips and its desk."""

    path: Path

    @property
    def slips(self) -> Path:
        return self.path / "slips"

    @property
    def desk(self) -> Path:
        return self.path / "desk"

    @property
    def settings(self) -> Path:
        return self.path / "kiosk.toml"

    def write_settings(self, desk: EmbeddedDesk | None, *, language: str, desk_articles: bool = False) -> Settings:
        """A settings file for this folder and `desk` (None: no desk answers), with its secrets beside it.

        With `desk_articles` the kiosk has the desk's knowledge articles too, and asks for them every minute.
        """
        secrets = self.path / "secrets"
        secrets.mkdir(mode=0o700, parents=True, exist_ok=True)
        token = secrets / DESK_CREDENTIAL
        token.touch(mode=0o600)
        token.write_text(desk.token if desk else "")
        self.settings.write_text(
            f"""\
[kiosk]
code = "K7"
name.en = "Main Hall kiosk"
name.ar = "كشك القاعة الرئيسية"
name.fa = "کیوسک سالن اصلی"
name.el = "Σταθμός κεντρικής αίθουσας"
name.zh = "主大厅自助终端"

[locale]
default_language = "{language}"

[store]
folder = "store"

[content]
compiled = "content.pack"
desk_articles = {str(desk_articles).lower()}
every_minutes = 1

[secrets]
folder = "secrets"

[printer]
url = "sim://printer?slips={self.slips}"

[readers]
urls = ["sim://reader", "sim://scanner"]

[signals]
light = "sim://light"
sound = "sim://speaker"
headset = "sim://headset"

[desk]
url = "{desk.url if desk else NOWHERE}"
""",
            encoding="utf-8",
        )
        settings = load_settings(self.settings, env={})
        settings.secrets.ensure_store_key()
        return settings


def demo_command(
    tour: Annotated[
        Path | None,
        typer.Option(
            "--tour", metavar="DIR", help="Walk whole visits by touch and leave pictures, slips and tour.json."
        ),
    ] = None,
    language: Annotated[str, typer.Option("--language", metavar="L", help="Language the kiosk starts in.")] = "en",
    size: Annotated[str, typer.Option("--size", metavar="WxH", help="Window size in pixels.")] = _SIZE,
    dock: Annotated[
        bool, typer.Option("--dock/--no-dock", help="Begin with the dev dock beside the window, or its handle alone.")
    ] = True,
) -> None:
    """Open the kiosk with simulated devices, the sample pack and a desk of its own.

    Beside the window stands the dev dock: break and mend the devices, see the slips come out. The tour has none.

    Exit code 0: closed, or every visit of the tour became exactly one ticket and one confirmed slip. 1: something
    did not work; the sentence says what.
    """
    pixels = parse_size(size)
    if pixels is None:
        raise SettingsError(f"--size is {size!r}.", remedy="Write WIDTHxHEIGHT, for example 1080x1920.")
    start_logging()
    # A bug in a slot would otherwise be printed and passed over; a tour that goes on after one proves nothing.
    catch_uncaught(lambda: os._exit(ExitCode.CRASHED))
    console = Console(stderr=True)
    if tour is not None:
        from kiosk.tour import make_tour

        # The same pictures with and without a display; QT_QPA_PLATFORM=xcb lets one watch.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        with tempfile.TemporaryDirectory(prefix="frontdoor-tour-") as folder:
            raise typer.Exit(make_tour(tour, DemoFolder(Path(folder)), pixels, language, console))
    raise typer.Exit(_open_window(pixels, language, console, Drawer.OPEN if dock else Drawer.CLOSED))


def _open_window(pixels: tuple[int, int], language: str, console: Console, drawer: Drawer = Drawer.OPEN) -> int:
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise SettingsError("There is no display.", remedy="Make the tour instead: kiosk demo --tour DIR")
    folder = DemoFolder(demo_folder())
    lock = lock_instance(folder.path)
    if lock is None:
        raise SettingsError("Another demo is running.", remedy="Close its window first.")
    with console.status("Starting the service desk"), contextlib.ExitStack() as starting:
        desk = starting.enter_context(EmbeddedDesk(desk_python(), folder.desk))
        settings = folder.write_settings(desk, language=language, desk_articles=True)
        running = starting.pop_all()
    with running:
        console.print(f"The service desk: {desk.url} (log in as {desk.announced.agent},")
        console.print(f"  password in {desk.announced.agent_password_file})")
        shown = f"  its knowledge articles are on the kiosk: kiosk content installed --settings {folder.settings}"
        console.print(shown, soft_wrap=True)
        console.print(f"Slips come out in {folder.slips}. Close the window to end.")
        application = start_qt()
        display = application.primaryScreen().availableSize()
        alone = fit(pixels, display.height())
        beside = leave_room(alone, display.width())
        if beside is None:
            console.print("The display has no room for the dev dock beside the kiosk.")
            drawer = Drawer.NONE
        place = "from" if beside is None else "in the dock beside it, or from"
        console.print(f"Break the devices {place} another terminal: kiosk devices sim")
        width, height = beside or alone
        kiosk = DockedKiosk(settings, folder.settings, RunOptions(width, height, full_screen=False), drawer=drawer)
        with BenchSocket(folder.path / SOCKET, kiosk.bench):
            code = stay_open(application, kiosk)
        lock.release()
        return code


def fit(pixels: tuple[int, int], screen_height: int) -> tuple[int, int]:
    """The size asked for, made smaller in proportion where the screen is lower."""
    width, height = pixels
    share = min(1.0, _LIKELY_SCREEN_SHARE * screen_height / height)
    return round(width * share), round(height * share)


def demo_folder() -> Path:
    """Where the demo of this user keeps its things; private."""
    own = {name: value for name, value in os.environ.items() if name != PATH_VARIABLE}
    folder = load_settings(None, env=own).store.folder.parent / "frontdoor-demo"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
