"""The kiosk of `kiosk demo`: the real one, with the dock beside it once its first frame stands."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Slot

from kiosk.app import Kiosk
from kiosk.clock import Clock
from kiosk.devices.manager import AnyEvent
from kiosk.devices.simulators.bench import SimulatorBench
from kiosk.dock.model import DockModel
from kiosk.dock.window import DockWindow
from kiosk.domain.device_history import DeviceCondition
from kiosk.launch import RunOptions
from kiosk.settings import Settings


class Drawer(StrEnum):
    """How the dock is at the start."""

    OPEN = "open"
    CLOSED = "closed"
    """Its handle alone."""
    NONE = "none"


class DockedKiosk(Kiosk):
    """See the module."""

    def __init__(
        self,
        settings: Settings,
        settings_path: Path | None,
        options: RunOptions,
        *,
        drawer: Drawer = Drawer.OPEN,
        clock: Clock | None = None,
    ) -> None:
        super().__init__(settings, settings_path, options, clock=clock)
        self.drawer = drawer
        self.dock_model = DockModel(
            bench=self.bench, health=self._health, clock=self._clock, opened=drawer is Drawer.OPEN, parent=self
        )
        self.dock: DockWindow | None = None

    def bench(self) -> SimulatorBench | None:
        """What can be done to the simulated devices; None until they are open. Any thread."""
        return None if self.devices is None else SimulatorBench(self.devices.devices)

    def close(self) -> None:
        self.dock_model.close()
        if self.dock is not None:
            self.dock.close()
        super().close()

    @Slot()
    def _after_first_frame(self) -> None:
        super()._after_first_frame()
        if self.drawer is not Drawer.NONE:
            self.dock_model.start()
            self.dock = DockWindow(
                self.dock_model, beside=self.window.window, wordings=self._wordings, clock=self._clock, parent=self
            )

    def _health(self) -> tuple[DeviceCondition, ...]:
        return () if self.devices is None else self.devices.health()

    def _on_device_event(self, event: AnyEvent) -> None:
        super()._on_device_event(event)
        self.dock_model.hear(event)
