"""Whether the interface thread went on: how long another thread of the process saw it stand still.

Counted in beats of that other thread and not in seconds, because a machine that stands still holds both up.
"""

from __future__ import annotations

import sys
import threading
import time

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_S = 0.02

_NETWORK = frozenset(
    {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}
)
"""Audit events of calls that can wait for the network."""


class Pulse(QObject):
    """Beats from the moment it is made. Interface thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.longest_still = 0
        """Beats of the witness during which the interface thread had not a single one."""
        self.calls: list[str] = []
        """What the interface thread asked of the network."""
        self._beats = self._seen = 0
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(int(1000 * BEAT_S))
        timer.timeout.connect(self._feel)
        timer.start()
        threading.Thread(target=self._beat, name="witness", daemon=True).start()
        sys.addaudithook(self._note)

    def _beat(self) -> None:
        while True:
            time.sleep(BEAT_S)
            self._beats += 1

    def _feel(self) -> None:
        self.longest_still = max(self.longest_still, self._beats - self._seen)
        self._seen = self._beats

    def _note(self, event: str, _: tuple[object, ...]) -> None:
        if event in _NETWORK and threading.current_thread() is threading.main_thread():
            self.calls.append(event)
