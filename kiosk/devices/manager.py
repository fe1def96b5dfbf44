"""The one owner of the devices: opens them, knows how each is and why, and tells when something is plugged in.

Drivers keep their lines open by themselves, for ever, each on its own thread; what they say of their health comes
together here. The manager's own thread (`devices`) looks for the reason of an absence, logs once down and once up, and
hands every change to whoever keeps the history, so that a driver's thread never waits for a disk or for /proc.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

from kiosk.clock import Clock
from kiosk.devices.absences import Absence
from kiosk.devices.configuration import ConfiguredDevice
from kiosk.devices.device_watch import DeviceWatch, is_line_fault
from kiosk.devices.drivers.cue_speaker import CueSpeaker
from kiosk.devices.drivers.signal_light import LampLight
from kiosk.devices.explaining import explain_absence
from kiosk.devices.hotplug import UDEV_CONTROL, watch_plugs
from kiosk.devices.opening import open_printer
from kiosk.devices.profiles import PROFILES
from kiosk.devices.reader_opening import open_reader
from kiosk.devices.signal_opening import (
    SignalDevice,
    SimulatedLight,
    SimulatedSignal,
    SimulatedSpeaker,
    open_signal,
)
from kiosk.devices.standing_faults import StandingFaults
from kiosk.devices.transports.base import Waker, wait_for
from kiosk.domain.device import DeviceEvent, DeviceHealth, Printer
from kiosk.domain.device_history import DeviceCondition, DeviceKind
from kiosk.domain.reader import Reader, ReaderEvent
from kiosk.domain.signals import SignalEvent, SignalLight, Speaker
from kiosk.domain.standing_fault import StandingFault
from kiosk.errors import FrontdoorError
from kiosk.logs import log_event

AnyEvent: TypeAlias = DeviceEvent | ReaderEvent | SignalEvent
AnyDevice: TypeAlias = Printer | Reader | SignalDevice | SimulatedSignal

LOOK_AGAIN_S = 15.0
"""Between looks at why a device is still absent: somebody may have plugged it in and lack only the right to open it."""

CLOSE_S = 2.0
"""For the manager's thread to end: it waits for nothing but its waker."""


class DeviceManager:
    """See the module. Methods return at once, on any thread, but for `close`."""

    def __init__(
        self,
        devices: Iterable[ConfiguredDevice],
        *,
        clock: Clock,
        on_event: Callable[[AnyEvent], None],
        on_change: Callable[[DeviceCondition], None] = lambda _condition: None,
        on_fault: Callable[[StandingFault], Future[None]] | None = None,
        faults_left: Iterable[StandingFault] = (),
        on_closed: Callable[[], None] = lambda: None,
        questions_only: bool = False,
        udev_control: Path = UDEV_CONTROL,
        explain: Callable[[ConfiguredDevice], Absence] = explain_absence,
    ) -> None:
        """Open `devices`; every one of them may be missing. Events come on the thread of the device they are about,
        changes of condition and faults for staff on the manager's; `faults_left` are those that an earlier run told
        and did not see end. A fault that `on_fault` could not keep is told again at the next look. `on_closed` is the
        last call, on the thread that closes. With `questions_only` nothing is sent but questions for status. Raises
        DeviceUrlError, which settings that were checked never do."""
        self._clock = clock
        self._on_event = on_event
        self._on_change = on_change
        self._on_fault = on_fault
        self._on_closed = on_closed
        self._questions_only = questions_only
        self._udev_control = udev_control
        self._explain = explain
        self._watches = {setup.name: DeviceWatch(setup, clock) for setup in devices}
        self._conditions = {name: watch.condition for name, watch in self._watches.items()}
        self._faults = StandingFaults(self._watches.keys(), clock, left=faults_left)
        self._lock = threading.Lock()
        self._heard: deque[tuple[str, DeviceHealth]] = deque()
        self._refused: deque[StandingFault] = deque()
        """Told, but not kept."""
        self._waker = Waker()
        self._closing = False
        self._devices: dict[str, AnyDevice] = {}
        self.printer: Printer | None = None
        self.light: SignalLight | None = None
        self.speaker: Speaker | None = None
        with ExitStack() as opened:
            for watch in self._watches.values():
                opened.callback(self._open(watch.setup).close)
            self._closing_all = opened.pop_all()
        self._thread = threading.Thread(target=self._run, name="devices", daemon=True)
        self._thread.start()

    @property
    def devices(self) -> dict[str, AnyDevice]:
        """Every device by its name, in the order of the settings."""
        return dict(self._devices)

    def health(self) -> tuple[DeviceCondition, ...]:
        """How every device is now."""
        with self._lock:
            return tuple(self._conditions.values())

    def close(self) -> None:
        """Close every device, the last opened first, at most two seconds each, and end the thread."""
        self._closing = True
        self._closing_all.close()
        self._waker.wake()
        self._thread.join(CLOSE_S)
        self._on_closed()

    def _open(self, setup: ConfiguredDevice) -> AnyDevice:
        def listen(event: AnyEvent) -> None:
            if isinstance(event, DeviceHealth):
                self._heard.append((setup.name, event))
                self._waker.wake()
            self._on_event(event)

        device: AnyDevice
        match setup.kind:
            case DeviceKind.PRINTER:
                device = open_printer(
                    setup.url,
                    PROFILES[setup.profile],
                    listener=listen,
                    clock=self._clock,
                    questions_only=self._questions_only,
                )
                self.printer = device
            case DeviceKind.READER:
                device = open_reader(setup.url, listener=listen, clock=self._clock, name=setup.name)
            case DeviceKind.LIGHT | DeviceKind.SPEAKER | DeviceKind.HEADSET:
                device = open_signal(
                    setup.url,
                    listener=listen,
                    clock=self._clock,
                    name=setup.name,
                    volume_percent=setup.volume_percent,
                    questions_only=self._questions_only,
                )
                match device:
                    case LampLight() | SimulatedLight():
                        self.light = device
                    case CueSpeaker() | SimulatedSpeaker():
                        self.speaker = device
        self._devices[setup.name] = device
        return device

    # -- the thread ---------------------------------------------------------------------------------------

    def _run(self) -> None:
        plugs = watch_plugs(self._udev_control)
        if plugs is None:
            log_event("hotplug_missing")
        descriptor = plugs.fileno() if plugs is not None else None
        look_s = self._clock.monotonic_s() + LOOK_AGAIN_S
        while not self._closing:
            while self._heard:
                self._hear(*self._heard.popleft())
            now_s = self._clock.monotonic_s()
            if now_s >= look_s:
                look_s = now_s + LOOK_AGAIN_S
                self._look_again()
            for fault in self._faults.settle():
                self._tell_staff(fault)
            wait_for(self._waker, min(LOOK_AGAIN_S, self._faults.due_in_s()), descriptor)
            if plugs is not None and plugs.take():
                self._plugged_in()

    def _hear(self, name: str, health: DeviceHealth) -> None:
        watch = self._watches[name]
        absence = self._explain(watch.setup) if is_line_fault(health) else None
        self._tell(watch, watch.hear(health, absence))

    def _look_again(self) -> None:
        """What keeps a device away may have changed without its driver noticing: it cannot open it either way."""
        for watch in self._watches.values():
            if watch.is_unreachable:
                self._tell(watch, watch.explain(self._explain(watch.setup)))
        for _refused in range(len(self._refused)):
            fault = self._refused.popleft()
            if self._faults.is_last_word(fault):
                self._tell_staff(fault)

    def _tell_staff(self, fault: StandingFault) -> None:
        if self._on_fault is None:
            return

        def look(kept: Future[None]) -> None:
            # What is none of the environment's faults is whoever's that made the future.
            if isinstance(kept.exception(), FrontdoorError):
                self._refused.append(fault)

        self._on_fault(fault).add_done_callback(look)

    def _plugged_in(self) -> None:
        for device in self._devices.values():
            device.look_again()

    def _tell(self, watch: DeviceWatch, changed: DeviceCondition | None) -> None:
        with self._lock:
            self._conditions[watch.setup.name] = watch.condition
        self._faults.hear(watch.condition)
        if changed is not None:
            self._on_change(changed)
