"""The real kiosk with a probe in it: tells where things are drawn, and when it had drawn what a touch changed.

Started by `tap.py` and, with `--sync`, by `sync.py`: the kiosk's own sync process then delivers meanwhile. In, one a
line: `{"find": PREFIX}`, answered by `{"at": [x, y]}` (null if nothing of that name can be touched), and
`{"largest": true}`, for the largest text. Out, as it happens: `{"pressed_ms": …}` and `{"changed_ms": …}`.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

# Before this folder, where `sync.py` would stand in the way of the package of that name.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEvent, QObject, QRectF, Signal, Slot
from PySide6.QtQuick import QQuickItem

from kiosk.app import Kiosk
from kiosk.launch import RunOptions, start_qt
from kiosk.running import stay_open
from kiosk.settings import load_settings

EDGE_PX = 40
"""What shows less of itself than this is not touched."""


class Probe(QObject):
    """Hears every press and release, and the frame that follows. Interface thread."""

    asked = Signal(str)

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(kiosk)
        self._kiosk = kiosk
        self._pressed_s = self._released_s = 0.0
        self._changed = False
        self.asked.connect(self._answer)

    def begin(self) -> None:
        """Once the window is there."""
        self._kiosk.window.window.installEventFilter(self)
        self._kiosk.window.window.frameSwapped.connect(self._drawn)
        self._kiosk.session.navigator.rearranged.connect(self._rearranged)
        threading.Thread(target=self._listen, daemon=True).start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Times of press and release as they come out of Qt's queue."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed_s = time.perf_counter()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._released_s = time.perf_counter()
        return False

    @Slot()
    def _drawn(self) -> None:
        now_s = time.perf_counter()
        if self._pressed_s:
            _say({"pressed_ms": (now_s - self._pressed_s) * 1000})
            self._pressed_s = 0.0
        if self._changed:
            _say({"changed_ms": (now_s - self._released_s) * 1000})
            self._changed = False

    @Slot(int, str)
    def _rearranged(self, keep: int, top: str) -> None:
        self._changed = True

    def _listen(self) -> None:
        for line in sys.stdin:
            self.asked.emit(line)

    @Slot(str)
    def _answer(self, line: str) -> None:
        match json.loads(line):
            case {"find": prefix}:
                _say({"at": self._middle_of(prefix)})
            case {"largest": _}:
                self._kiosk.session.looks.setTextSize(3)

    def _middle_of(self, prefix: str) -> tuple[int, int] | None:
        """Where a finger meets the first drawn item whose name begins with `prefix`."""
        window = self._kiosk.window.window
        todo = [(window.contentItem(), QRectF(0, 0, window.width(), window.height()))]
        while todo:
            item, seen = todo.pop()
            if not item.isVisible() or item.opacity() == 0:
                continue
            box = item.mapRectToScene(item.boundingRect())
            if item.clip():
                seen = seen.intersected(box)
            shown = box.intersected(seen)
            if item.objectName().startswith(prefix) and shown.height() >= EDGE_PX and shown.width() >= EDGE_PX:
                return round(shown.center().x()), round(shown.center().y())
            todo += [(child, seen) for child in reversed(_drawn_order(item))]
        return None


def _drawn_order(item: QQuickItem) -> list[QQuickItem]:
    """Children from the top of the glass to the bottom, so that the first found is the one seen first."""
    return sorted(item.childItems(), key=lambda child: (child.z(), child.y()))


def _say(what: dict[str, object]) -> None:
    print(json.dumps(what), flush=True)


def main() -> None:
    """Run until told to stop by a signal."""
    settings_path = Path(sys.argv[1])
    sys.setswitchinterval(0.0005)
    application = start_qt()
    kiosk = Kiosk(load_settings(settings_path), settings_path, RunOptions(sync="--sync" in sys.argv))
    probe = Probe(kiosk)
    opened = kiosk.open

    def open_and_probe() -> None:
        opened()
        probe.begin()

    kiosk.open = open_and_probe
    sys.exit(stay_open(application, kiosk))


if __name__ == "__main__":
    main()
