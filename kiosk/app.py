"""The composition root: the only place that knows every room, opens them in the right order and wires them together.

First the window with its first screen, then, after the first frame, what takes longer: the other screens, the store,
the printer, the sync process. Until they are there the journeys wait for them; if they cannot be had, the screens say
so. What the first frame does without is imported where it is used.
"""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from kiosk.clock import Clock, SystemClock, plausible
from kiosk.content_room import choose_pack
from kiosk.domain.catalog import Brand, Pack
from kiosk.domain.flow import Screen
from kiosk.domain.visit import VisitTimes
from kiosk.errors import ContentError, FrontdoorError, StoreDamaged
from kiosk.journeys.browse import CatalogView
from kiosk.journeys.futures import unattended
from kiosk.journeys.late_store import LateStore
from kiosk.journeys.visit import VisitKeeper
from kiosk.launch import RunOptions, place_of, wordings_of
from kiosk.lifecycle import CRASHES_TO_SAFE_MODE, ExitCode, StopSignals, service_manager
from kiosk.logs import log_event
from kiosk.settings import STORE_KEY, Settings

if TYPE_CHECKING:
    from kiosk.children import Child
    from kiosk.devices.manager import AnyEvent, DeviceManager
    from kiosk.domain.device import Printer
    from kiosk.domain.printing import PrinterProfile, Slip
    from kiosk.domain.receipt import Receipt
    from kiosk.journeys.printing import PrintDesk, PrintView
    from kiosk.journeys.signals import SignalDesk
    from kiosk.screens.accepted import AcceptedModel
    from kiosk.screens.theme import Look, ScreenSize
    from kiosk.store import Store
    from kiosk.upkeep import Upkeep


POOL_THREADS = 2
"""Slip rendering and look-ups: one may be slow without holding up the other."""

RETRY_MS = 60_000
"""How long a kiosk stays out of service before it tries again: the code can be read, and mending shows soon."""


class Kiosk(QObject):
    """One kiosk, open. Lives on the interface thread; worker threads reach it through its signals alone."""

    fault_found = Signal(object)
    life_seen = Signal()
    prints: PrintDesk
    """Made with the screens that lead to it, after the first frame, as the signals are."""
    signals: SignalDesk

    def __init__(
        self,
        settings: Settings,
        settings_path: Path | None,
        options: RunOptions,
        *,
        clock: Clock | None = None,
        fault: FrontdoorError | None = None,
        crashes: int = 0,
    ) -> None:
        """`crashes` counts those of late (`CrashJournal.begin`); too many mean safe mode, without devices and sync."""
        super().__init__()
        self.settings = settings
        self._settings_path = settings_path
        self._options = options
        self._clock = clock or SystemClock()
        self._fault = fault
        self._crashes = crashes
        self._manager = service_manager()
        self._wordings = wordings_of(settings)
        self._pool = ThreadPoolExecutor(POOL_THREADS, thread_name_prefix="work")
        self._late = LateStore(on_accepted=self._on_accepted, on_damaged=self.fault_found.emit)
        self._store: Store | None = None
        self._upkeep: Upkeep | None = None
        self.devices: DeviceManager | None = None
        self.printer: Printer | None = None
        self.sync: Child | None = None
        self.accepted: AcceptedModel | None = None
        self._opening = threading.Thread(target=self._open_rooms, name="opening", daemon=True)
        self._closing = threading.Event()

    @property
    def store(self) -> Store:
        """The open store. Raises LookupError before it is open."""
        if self._store is None:
            raise LookupError("the store is not open")
        return self._store

    @property
    def is_open(self) -> bool:
        """Whether everything that opens after the first frame has opened, or failed to."""
        return self._opening.ident is not None and not self._opening.is_alive()

    def open(self) -> None:
        """Show the first screen; everything else follows after its frame."""
        from kiosk.screens.first_models import add_greeting, add_out_of_service
        from kiosk.screens.session import SessionState
        from kiosk.screens.theme import ScreenSize
        from kiosk.screens.window import KioskWindow, WindowSize

        pack = self._load_pack()
        settings, catalog = self.settings, CatalogView(pack)
        visit = settings.visit
        keeper = VisitKeeper(
            self._clock,
            VisitTimes(visit.idle_s, visit.warning_s, visit.print_hold_s),
            on_end=lambda visit: self.prints.abandon_visit(visit),
        )
        screen = settings.screen
        size = ScreenSize(screen.width_mm, screen.height_mm) if screen.width_mm and screen.height_mm else ScreenSize()
        self.session = SessionState(
            pack=pack,
            look=self._look(size, pack.brand),
            keeper=keeper,
            wordings=self._wordings,
            default_language=settings.locale.default_language,
            parent=self,
        )
        self._out_of_service = add_out_of_service(self.session, self._wordings, other_kiosk=dict(settings.kiosk.other))
        if self._fault is None:
            add_greeting(self.session, catalog, self._wordings, self._clock)
        else:
            self._show_fault(self._fault)
        # Emitted on other threads, and what they lead to are slots: queued by themselves.
        self.fault_found.connect(self._meet_fault)
        self.life_seen.connect(self.session.touch)
        options = self._options
        self.window = KioskWindow(
            self.session,
            size=WindowSize(options.width_px, options.height_px, options.full_screen and settings.screen.fullscreen),
            parent=self,
        )
        self._stop_signals = StopSignals()
        self._stop_notifier = QSocketNotifier(self._stop_signals.fileno(), QSocketNotifier.Type.Read, self)
        self._stop_notifier.activated.connect(self._stop)
        self.window.window.frameSwapped.connect(self._frame_drawn)

    def close(self) -> None:
        """End the visit and stop everything, the last opened first. Blocks for a few seconds at most."""
        self._manager.stopping()
        self._closing.set()
        self.session.stop_ticking()
        self.session.end_visit()
        if self._opening.is_alive():
            self._opening.join(10)
        if self.sync is not None:
            self.sync.stop()
        if self.devices is not None:
            self.devices.close()
        self._pool.shutdown(wait=True)
        if self._store is not None:
            self._store.close()
        self.window.close()
        self._stop_notifier.setEnabled(False)
        self._stop_signals.close()

    def _look(self, size: ScreenSize, brand: Brand) -> Look:
        from kiosk.screens.theme import Look

        return Look(size, brand=brand)

    def _load_pack(self) -> Pack:
        from kiosk.screens.out_of_service import bare_pack

        if self._fault is not None:
            return bare_pack()
        self._chosen = chosen = choose_pack(self.settings)
        if chosen.pack is None:
            self._fault = ContentError("No content pack can be used.", remedy="Run `kiosk content check`.")
            return bare_pack()
        return chosen.pack

    @Slot()
    def _frame_drawn(self) -> None:
        """The first frame stands; what follows waits until it has left the renderer's hands."""
        self.window.window.frameSwapped.disconnect(self._frame_drawn)
        QTimer.singleShot(0, self._after_first_frame)

    @Slot()
    def _after_first_frame(self) -> None:
        if self._options.exit_after_first_frame:
            QGuiApplication.exit(ExitCode.DONE)
            return
        self._start_signals()
        if self._fault is None:
            self._start_printing()
            self._add_screens()
            self.window.after_first_frame()
            if self.settings.content.url or self.settings.content.desk_articles:
                from kiosk.pack_swap import Behind, PackSwap

                behind = Behind(self._add_screens, self._wordings, self._clock, self._pool)
                self._swap = PackSwap(self.session, behind, self.settings, self._chosen)
        # What is loaded by now stays: the collector, off since the start (`__main__`), need not look at it again.
        gc.freeze()
        gc.enable()
        self._manager.ready()
        self.session.start_ticking()
        if self._manager.watchdog_s is not None:
            self._every(int(self._manager.watchdog_s * 1000), self._manager.feed_watchdog)
        if self._fault is None:
            from kiosk.screens.load_ahead import load_ahead
            from kiosk.upkeep import EVERY_MS

            self._opening.start()
            unattended(self._pool.submit(load_ahead, self._wordings, self.session.pack.languages))
            self._every(EVERY_MS, self._keep_up)

    def _every(self, interval_ms: int, work: Callable[[], None]) -> None:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.timeout.connect(work)
        timer.start()

    def _start_signals(self) -> None:
        from kiosk.journeys.signals import SignalDesk

        self.signals = SignalDesk(on_sign_of_life=self.life_seen.emit)
        self.session.moves.screenChanged.connect(self._signal_warning)
        self.session.visitEnded.connect(self.signals.forget_visit)
        if self._fault is not None:
            self.signals.go_out_of_service()
            self._opening.start()

    def _start_printing(self) -> None:
        from kiosk.journey_room import make_allowances
        from kiosk.journeys.printing import PrintDesk

        self._allowances = make_allowances(self.settings, self._late, self._clock)
        slips, render, tell = self._allowances.slips, self._render, self._follow_print
        self.prints = PrintDesk(journal=self._late, render=render, pool=self._pool, watcher=tell, allowance=slips)

    def _add_screens(self) -> None:
        """Everything that can be reached from the greeting."""
        from kiosk.journey_room import make_journeys
        from kiosk.screens.models import add_request_screens, add_visit_screens

        journeys = make_journeys(
            self.settings,
            self.session.pack,
            late=self._late,
            wordings=self._wordings,
            clock=self._clock,
            allowances=self._allowances,
            slips=self.prints,
        )
        add_visit_screens(self.session, journeys)
        self.accepted = add_request_screens(self.session, journeys)

    def _open_rooms(self) -> None:
        """On a thread of its own: the store, then what writes to it. Out of service the light alone, to say so."""
        if self._fault is not None:
            self._open_light_alone()
            return
        from kiosk.store import open_store
        from kiosk.store.tasks import CRASHED, SAFE_MODE
        from kiosk.upkeep import Upkeep

        if not plausible(self._clock.now()):
            log_event("clock_implausible")
        settings = self.settings
        try:
            key = settings.secrets.read(STORE_KEY)
            opened = open_store(settings.store.folder, key, kiosk_code=settings.kiosk.code, clock=self._clock)
            self._store = store = opened.store
            recovered = store.recover_prints().result()
            paper_is_clean = store.is_paper_clean()
        except FrontdoorError as error:
            log_event("store_refused", logging.ERROR, because=error)
            self._late.failed(error)
            self.fault_found.emit(error)
            self._open_light_alone()
            return
        if recovered:
            log_event("prints_recovered", count=recovered)
        self._late.opened(store)
        if self._closing.is_set():
            return  # whoever closes may have waited long enough: the pool takes nothing any more
        self._upkeep = Upkeep(store, key, settings, self._pool)
        self._keep_up()
        if self._crashes:
            log_event("restarted_after_crash", logging.WARNING, count=self._crashes)
            unattended(store.add_staff_task(CRASHED, "The kiosk crashed and started again. See its log."))
        if self._crashes >= CRASHES_TO_SAFE_MODE:
            log_event("safe_mode_entered", logging.ERROR, count=self._crashes)
            unattended(store.add_staff_task(SAFE_MODE, "Three crashes in five minutes: devices and sync are off."))
            return
        if not self._closing.is_set():
            self._open_devices(store, paper_is_clean)
        if self._options.sync and not self._closing.is_set():
            self._start_sync(store)

    @Slot()
    def _keep_up(self) -> None:
        if self._upkeep is not None:
            self._upkeep.announce(self.session.pack, place_of(self.settings), self._wordings)
            self._upkeep.purge()

    def _open_devices(self, store: Store, paper_is_clean: bool) -> None:
        from kiosk.device_room import open_devices

        settings, on_event = self.settings, self._on_device_event
        self.devices = open_devices(settings, store, self.signals, clock=self._clock, on_event=on_event)
        self.printer = self.devices.printer
        if self.printer is not None:
            self.prints.attach(self.printer, paper_is_clean=paper_is_clean)

    def _open_light_alone(self) -> None:
        from kiosk.device_room import open_light_alone

        if self.settings.signals.light and not self._closing.is_set():
            self.devices = open_light_alone(self.settings, self.signals, clock=self._clock)

    def _start_sync(self, store: Store) -> None:
        from kiosk.sync_child import start_sync

        self.sync = start_sync(
            self._settings_path,
            self._clock,
            known=store.known_ticket,
            follower=lambda: self.accepted,
            on_exit=self._on_sync_exit,
        )

    def _render(self, receipt: Receipt, profile: PrinterProfile) -> Slip:
        from kiosk.receipts import render_slip

        return render_slip(receipt, profile, self._wordings(receipt.language))

    def _on_accepted(self) -> None:
        self.signals.accepted()
        self._wake_sync()

    def _wake_sync(self) -> None:
        if self.sync is not None:
            self.sync.tell("wake")

    def _on_sync_exit(self, code: int) -> None:
        """On its reading thread."""
        log_event("child_ended", program="sync", exit_code=code)
        if self._store is not None and self._store.is_damaged:
            # It would meet the same damage at every start, and nothing would reach the desk any more.
            self.fault_found.emit(StoreDamaged("The sync process met damage.", remedy="The next start sets it aside."))

    def _on_device_event(self, event: AnyEvent) -> None:
        """On the thread of the device it is about."""
        self.prints.on_device_event(event)
        self.signals.on_device_event(event)

    def _follow_print(self, view: PrintView) -> None:
        """On whichever thread knows."""
        self.signals.follow_print(view)
        if self.accepted is not None:
            self.accepted.tell_print(view)

    @Slot()
    def _signal_warning(self) -> None:
        if self.session.moves.current is Screen.WARNING:
            self.signals.warned()

    @Slot(object)
    def _meet_fault(self, error: FrontdoorError) -> None:
        """Something can no longer be had, while the kiosk was open."""
        self.signals.go_out_of_service()
        self._show_fault(error)

    def _show_fault(self, error: FrontdoorError) -> None:
        if isinstance(error, StoreDamaged):
            # The next start sets the file aside and goes on with a new one.
            QGuiApplication.exit(ExitCode.FAILED)
            return
        self._manager.status(f"Out of service: {error.code}")
        self._out_of_service.fail(error)
        if self._manager.address:
            # The service manager starts us anew: what was mended meanwhile (a disk, a key) shows by itself.
            QTimer.singleShot(RETRY_MS, self, lambda: QGuiApplication.exit(ExitCode.FAILED))

    @Slot()
    def _stop(self) -> None:
        for name in self._stop_signals.take():
            log_event("stopping", signal=name)
        QGuiApplication.exit(ExitCode.DONE)
