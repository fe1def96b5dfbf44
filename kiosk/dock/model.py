"""What the dock shows and does, over the same bench as `kiosk devices sim`. Told to QML as `DockModel`."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import Property, QObject, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem

from kiosk.clock import Clock
from kiosk.devices.manager import AnyEvent
from kiosk.devices.simulators.bench import BenchError, SimulatorBench
from kiosk.dock.docked_device import DockedDevice, label_of
from kiosk.dock.words import words_of
from kiosk.domain.device_history import DeviceCondition
from kiosk.screens.bridge import Bridge
from kiosk.screens.decorators import QmlUncreatable

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1

LOOK_MS = 200
"""How often states and slips are looked at, which costs microseconds: sooner than anybody sees a difference."""

SLIPS_SHOWN = 12


@QmlElement
@QmlUncreatable("made in Python")
class DockModel(QObject):
    """See the module. Interface thread, but for `hear`. What is done to a device waits for its simulator, up to
    seconds, on a thread of that device: in order, and no device waits for another."""

    devicesChanged = Signal()
    slipsChanged = Signal()
    placeChanged = Signal()
    _heard = Signal(str, str)

    def __init__(
        self,
        *,
        bench: Callable[[], SimulatorBench | None],
        health: Callable[[], tuple[DeviceCondition, ...]],
        clock: Clock,
        opened: bool = True,
        parent: QObject | None = None,
    ) -> None:
        """`bench` gives None until the devices are open, which is after the kiosk's first frame."""
        super().__init__(parent)
        self._bench_of = bench
        self._health_of = health
        self._clock = clock
        self._opened = opened
        self._on_left = False
        self._bench: SimulatorBench | None = None
        self._devices: dict[str, DockedDevice] = {}
        self._slips: list[dict[str, object]] = []
        self._hands: dict[str, ThreadPoolExecutor] = {}
        self._bridge = Bridge(self)
        self._heard.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look at the devices from now on."""
        self.look()
        self._timer.start()

    def close(self) -> None:
        """Look no more, and wait for nothing. What was begun ends by itself."""
        self._timer.stop()
        for hand in self._hands.values():
            hand.shutdown(wait=False, cancel_futures=True)
        self._bridge.drop_all()

    def hear(self, event: AnyEvent) -> None:
        """The kiosk heard `event`. Any thread."""
        words = words_of(event)
        if words is not None:
            self._heard.emit(*words)

    def tell_side(self, *, on_left: bool) -> None:
        """The dock stands to the left of the kiosk, or to the right."""
        if on_left != self._on_left:
            self._on_left = on_left
            self.placeChanged.emit()

    @Property(list, notify=devicesChanged)
    def devices(self) -> list[DockedDevice]:
        return list(self._devices.values())

    @Property(list, notify=slipsChanged)
    def slips(self) -> list[dict[str, object]]:
        """The last slips that came out, the newest first: `number` and `source`, the picture's address."""
        return self._slips

    @Property(bool, notify=placeChanged)
    def opened(self) -> bool:
        """Whether the drawer is pulled out; otherwise only its handle is there."""
        return self._opened

    @Property(bool, notify=placeChanged)
    def onLeft(self) -> bool:
        return self._on_left

    @Slot(bool)
    def pull(self, out: bool) -> None:
        """Pull the drawer out, or push it in."""
        if out != self._opened:
            self._opened = out
            self.placeChanged.emit()

    @Slot(str, str, str)
    def do(self, device: str, action: str, text: str) -> None:
        """Do `action` to `device`; what became of it is said beside the device."""
        bench, shown = self._bench, self._devices[device]
        if bench is None:
            return
        label = label_of(action)
        shown.tell_done(f"{label} …")

        def otherwise(error: BaseException) -> None:
            match error:
                case BenchError() | OSError():  # OSError: a line that cannot be had, and TimeoutError
                    shown.tell_done(str(error) or f"{label}: the simulator does not react.", failed=True)
                case _:
                    raise error

        if device not in self._hands:
            self._hands[device] = ThreadPoolExecutor(1, thread_name_prefix=f"dock-{device}")
        done = self._hands[device].submit(bench.do, device, action, text)
        self._bridge.await_result(done, lambda _: shown.tell_done(f"{label}: done"), otherwise)

    @Slot(QQuickItem)
    def typePlainly(self, field: QQuickItem) -> None:
        """Let `field` take its keys from a real keyboard alone: the kiosk's own must not come up for the dock."""
        field.setFlag(QQuickItem.Flag.ItemAcceptsInputMethod, False)

    @Slot()
    def look(self) -> None:
        """See how everything is now."""
        if self._bench is None:
            self._bench = self._bench_of()
        if self._bench is None:
            return
        # Asked after the bench, which is there once every device is.
        conditions = self._health_of()
        if not self._devices:
            self._meet_devices(conditions, self._bench)
        for condition in conditions:
            self._devices[condition.device].tell_condition(condition)
        for name in self._bench.names:
            self._devices[name].tell_shows(self._bench.shows(name))
        self._look_for_slips(self._bench)

    def _meet_devices(self, conditions: tuple[DeviceCondition, ...], bench: SimulatorBench) -> None:
        simulated = bench.names
        for name in dict.fromkeys([*(condition.device for condition in conditions), *simulated]):
            self._devices[name] = DockedDevice(name, bench.actions(name) if name in simulated else (), self)
        self.devicesChanged.emit()

    def _look_for_slips(self, bench: SimulatorBench) -> None:
        printer = bench.printer()
        out = printer.slips[-SLIPS_SHOWN:] if printer is not None else ()
        slips: list[dict[str, object]] = [
            {"number": slip.number, "source": QUrl.fromLocalFile(str(slip.png)).toString()}
            for slip in reversed(out)
            if slip.png is not None
        ]
        if slips != self._slips:
            self._slips = slips
            self.slipsChanged.emit()

    @Slot(str, str)
    def _take(self, device: str, words: str) -> None:
        if device in self._devices:
            self._devices[device].tell_heard(f"{self._clock.now().astimezone():%H:%M:%S} {words}")
