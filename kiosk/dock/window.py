"""The dock's window: a second one, with an engine of its own, kept beside the kiosk's, of which it takes no pixel."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, QUrl, Slot
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.clock import Clock
from kiosk.dock.model import DockModel
from kiosk.dock.placing import CLOSED_PX, OPEN_PX, WANTED_HEIGHT_PX, Side, place_beside
from kiosk.domain.visit import VisitTimes
from kiosk.journeys.place import Wordings
from kiosk.journeys.visit import VisitKeeper
from kiosk.screens.out_of_service import bare_pack
from kiosk.screens.session import SessionState
from kiosk.screens.theme import Look, ScreenSize

QML_FOLDER = Path(__file__).parent

PX_PER_MM = 2.3
"""The interface measures in millimetres of a glass; this makes its sizes those of a desktop program."""

SMALL_TEXT = 0


class DockWindow(QObject):
    """Keep a reference as long as it is shown. Interface thread."""

    def __init__(
        self, model: DockModel, *, beside: QQuickWindow, wordings: Wordings, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._kiosk = beside
        # A session in which nobody visits: the customer's language, text size and colours do not reach the dock.
        self._session = SessionState(
            pack=bare_pack(("en",)),
            look=Look(ScreenSize(OPEN_PX / PX_PER_MM, OPEN_PX / PX_PER_MM), text_size=SMALL_TEXT),
            keeper=VisitKeeper(clock, VisitTimes(), on_end=lambda _visit: None),
            wordings=wordings,
            default_language="en",
            parent=self,
        )
        self._session.looks.fitWindow(OPEN_PX, OPEN_PX)
        self._engine = QQmlApplicationEngine(self)
        SessionState.given = self._session
        self._engine.setInitialProperties({"model": model})
        self._engine.load(QUrl.fromLocalFile(str(QML_FOLDER / "Dock.qml")))
        SessionState.given = None
        if not self._engine.rootObjects():
            raise RuntimeError("Dock.qml did not load; Qt's messages say why")
        window = self._engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)  # noqa: S101 - for the type checker; the line above decides
        self.window = window
        window.installEventFilter(self._session.watch)
        # It goes down and away with the kiosk's window, and the program ends with that one.
        window.setTransientParent(beside)
        model.placeChanged.connect(self._place)
        for moved in (beside.xChanged, beside.yChanged, beside.widthChanged, beside.heightChanged):
            moved.connect(self._place)
        self._place()
        window.show()
        # Only now it is known what the window manager drew around it.
        self._place()

    def close(self) -> None:
        """Take the window down, engine first, so that no binding outlives what it reads."""
        self._kiosk.disconnect(self)
        self.window.removeEventFilter(self._session.watch)
        self.window.destroy()
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(self._engine, QEvent.Type.DeferredDelete)

    @Slot()
    def _place(self) -> None:
        frame = self.window.frameMargins()
        across, along = frame.left() + frame.right(), frame.top() + frame.bottom()
        wanted = QSize(OPEN_PX, WANTED_HEIGHT_PX) if self._model.property("opened") else QSize(CLOSED_PX, 0)
        display = self._kiosk.screen().availableVirtualGeometry()
        place, side = place_beside(self._kiosk.frameGeometry(), wanted + QSize(across, along), display)
        self._model.tell_side(on_left=side is Side.LEFT)
        self.window.resize(place.width() - across, place.height() - along)
        self.window.setFramePosition(place.topLeft())
