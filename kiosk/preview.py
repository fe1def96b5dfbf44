"""`kiosk content preview`: the real kiosk in a window on an author's pack, following every save.

A composition root like `demo`: a kiosk in a folder of its own that goes with it, with a printer that prints pictures
and no desk. `kiosk run` cannot come here (import-linter). A child process checks and compiles; the window only ever
reads compiled packs.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from rich.console import Console
from rich.text import Text

from kiosk.app import Kiosk
from kiosk.children import Child
from kiosk.clock import Clock, SystemClock
from kiosk.content.commands import PreviewWish
from kiosk.content.compiled import read_compiled
from kiosk.content.faults import Fault
from kiosk.demo import DemoFolder, fit
from kiosk.domain.catalog import Brand, Pack
from kiosk.errors import ContentError, SettingsError
from kiosk.launch import RunOptions, start_qt
from kiosk.lifecycle import ExitCode
from kiosk.logs import catch_uncaught, keep_qt_quiet, start_logging
from kiosk.pack_swap import Behind, exchange_pack
from kiosk.pack_watcher import PackWatcher
from kiosk.running import parse_size, stay_open
from kiosk.screens.fault_drawer import FaultDrawerModel, count_of
from kiosk.screens.out_of_service import bare_pack
from kiosk.screens.standing import ScrollPlace, Standing
from kiosk.screens.theme import Look, ScreenSize
from kiosk.settings import Settings

ANY_LANGUAGE = "en"
"""The window opens before the pack is read; the pack's own language follows with it."""


class PreviewKiosk(Kiosk):
    """A kiosk whose pack can be exchanged under the feet of whoever looks at it. Its visits never time out."""

    ready = Signal()
    """The first frame stands: packs can be shown from now on."""

    def __init__(
        self, settings: Settings, options: RunOptions, wish: PreviewWish, *, clock: Clock | None = None
    ) -> None:
        super().__init__(settings, None, options, clock=clock)
        self._wish = wish
        self._scrolled: ScrollPlace | None = None
        self.drawer = FaultDrawerModel(self)

    def open(self) -> None:
        """Show the drawer, over a kiosk that has no pack yet."""
        super().open()
        self.window.lay_over("FaultDrawer.qml", {"model": self.drawer})

    def use_pack(self, pack: Pack) -> None:
        """Show `pack`; who looks at it stands where they stood, as far as that is still there."""
        session = self.session
        place, scrolled = Standing(session), ScrollPlace(self.window.window.contentItem())
        language = self._wish.language if self._wish.language in pack.languages else pack.languages[0]
        behind = Behind(self._add_screens, self._wordings, self._clock, self._pool)
        old = exchange_pack(session, behind, pack, language)
        if session.visit is None:
            session.setLanguage(language)
        place.resume(session)
        for model in old:
            model.deleteLater()
        if self._scrolled is None:
            self.window.window.frameSwapped.connect(self._scroll_back)
        self._scrolled = scrolled

    def _load_pack(self) -> Pack:
        return bare_pack()

    def _look(self, size: ScreenSize, brand: Brand) -> Look:
        return Look(size, brand=brand, contrast=self._wish.contrast, text_size=self._wish.text_size)

    @Slot()
    def _after_first_frame(self) -> None:
        super()._after_first_frame()
        # An author reads, writes and comes back: nobody is waiting for this kiosk.
        self.session.stop_ticking()
        self.ready.emit()

    @Slot()
    def _scroll_back(self) -> None:
        self.window.window.frameSwapped.disconnect(self._scroll_back)
        if self._scrolled is not None:
            self._scrolled.resume(self.window.window.contentItem())
            self._scrolled = None


class Preview(QObject):
    """Leads from what the author saves to what the kiosk shows. Interface thread."""

    _checked = Signal(object)

    def __init__(self, kiosk: PreviewKiosk, folder: Path, compiled: Path, console: Console) -> None:
        super().__init__(kiosk)
        self._kiosk = kiosk
        self._compiled = compiled
        self._console = console
        self._shown = ""
        self._faults: tuple[Fault, ...] = ()
        # Emitted on the child's reading thread, taken by a slot on this one: queued by itself.
        self._checked.connect(self._take)
        command = [sys.executable, "-m", "kiosk.content.check_loop", str(folder), str(compiled)]
        self._checker = Child(command, on_line=self._checked.emit, monotonic_s=SystemClock().monotonic_s)
        self._is_following = False
        self._watcher = PackWatcher(folder, self)
        self._watcher.changed.connect(self._check)
        kiosk.ready.connect(self._follow)

    def stop(self) -> None:
        """End the child. Blocks for a few seconds at most."""
        if self._is_following:
            self._checker.stop()

    @Slot()
    def _follow(self) -> None:
        self._is_following = True
        self._checker.start()

    @Slot()
    def _check(self) -> None:
        self._checker.tell("check")

    @Slot(object)
    def _take(self, said: dict[str, Any]) -> None:
        match said:
            case {"event": "checked", "digest": str(digest), "faults": list(faults)}:
                found = tuple(Fault(**fault) for fault in faults)
            case _:
                return
        if found:
            if found != self._faults:
                self._say_faults(found)
        elif digest != self._shown or self._faults:
            self._show(digest)
        self._faults = found
        self._kiosk.drawer.tell(found, covers=not self._shown)

    def _show(self, digest: str) -> None:
        try:
            pack = read_compiled(self._compiled)
        except ContentError as error:
            self._console.print(Text(str(error)))
            return
        if digest != self._shown:
            self._kiosk.use_pack(pack)
            self._shown = digest
        said = f"{pack.id} {pack.version}: {len(pack.services)} services, {', '.join(pack.languages)}."
        self._console.print(Text(f"{self._time()} {said}"))

    def _say_faults(self, faults: tuple[Fault, ...]) -> None:
        kept = "the kiosk shows the pack as it was" if self._shown else "the kiosk opens when they are gone"
        self._console.print(Text(f"{self._time()} {count_of(faults)}; {kept}:"))
        for fault in faults:
            self._console.print(Text(f"  {fault}"), soft_wrap=True)

    def _time(self) -> str:
        return f"{SystemClock().now().astimezone():%H:%M:%S}"


@contextlib.contextmanager
def preview_kiosk(
    wish: PreviewWish, options: RunOptions, folder: DemoFolder, console: Console
) -> Iterator[tuple[PreviewKiosk, Preview]]:
    """A kiosk with its preview, not open yet; everything it writes goes to `folder`."""
    settings = folder.write_settings(None, language=wish.language or ANY_LANGUAGE)
    kiosk = PreviewKiosk(settings, options, wish)
    following = Preview(kiosk, wish.folder, folder.path / "preview.pack", console)
    try:
        yield kiosk, following
    finally:
        following.stop()


def preview(wish: PreviewWish) -> int:
    """Open a preview until its window is closed; the exit code. Raises SettingsError where there is no display."""
    size = parse_size(wish.size)
    if size is None:
        raise SettingsError(f"--size is {wish.size!r}.", remedy="Write WIDTHxHEIGHT, for example 1080x1920.")
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise SettingsError("There is no display.", remedy="Check the pack instead: kiosk content check DIR")
    # The terminal belongs to the faults of the pack; what a kiosk logs all day is of no use to its author.
    start_logging(level=logging.WARNING)
    keep_qt_quiet()
    catch_uncaught(lambda: os._exit(ExitCode.CRASHED))
    console = Console()
    with tempfile.TemporaryDirectory(prefix="frontdoor-preview-") as own:
        folder = DemoFolder(Path(own))
        console.print(Text(f"Preview of {wish.folder}. Close the window to end; nothing is kept or sent."))
        console.print(Text(f"While it is open, slips come out in {folder.slips}."))
        application = start_qt()
        width, height = fit(size, application.primaryScreen().availableSize().height())
        options = RunOptions(width, height, full_screen=False, sync=False)
        with preview_kiosk(wish, options, folder, console) as (kiosk, _following):
            return stay_open(application, kiosk)
