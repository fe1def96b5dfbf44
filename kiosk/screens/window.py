"""The window: engine, fonts, style, translator and the stage, put together in the order that draws first soonest."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QUrl
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.screens.fonts import LATER_LANGUAGES, keep_to_own_fonts, load_first_fonts, load_later_fonts
from kiosk.screens.keyboard import Keyboard, silence_known_warnings
from kiosk.screens.session import SessionState
from kiosk.screens.translator import KioskTranslator

QML_FOLDER = Path(__file__).parent


def prepare_process() -> None:
    """Choose backend, style and input method. Call before the application object is made."""
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    os.environ["QT_QUICK_CONTROLS_STYLE"] = "Basic"
    os.environ["QT_IM_MODULE"] = "qtvirtualkeyboard"
    os.environ["QT_VIRTUALKEYBOARD_STYLE"] = "frontdoor"
    # Without this, a field that gets focus before our panel is there opens a keyboard window of Qt's own.
    os.environ["QT_VIRTUALKEYBOARD_DESKTOP_DISABLE"] = "1"
    keep_to_own_fonts()
    silence_known_warnings()


class WindowSize(msgspec.Struct, frozen=True):
    """Size in pixels, and whether to take the whole screen."""

    width_px: int = 1080
    height_px: int = 1920
    full_screen: bool = False


class KioskWindow(QObject):
    """Engine and window of one session. Needs the application object; keep a reference as long as it is shown."""

    def __init__(self, session: SessionState, *, size: WindowSize | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        size = size or WindowSize()
        load_first_fonts()
        if session.language_code in LATER_LANGUAGES:
            load_later_fonts()
        self.session = session
        self.keyboard = Keyboard(self)
        self._translator = KioskTranslator(session.language_code, self)
        self._engine = QQmlApplicationEngine(self)
        self._engine.addImportPath(str(QML_FOLDER / "imports"))
        session.looks.fitWindow(size.width_px, size.height_px)
        session.on_retranslate(self._retranslate)
        session.on_wipe(self.keyboard.wipe)
        QCoreApplication.installTranslator(self._translator)
        QLocale.setDefault(QLocale(session.language_code))
        SessionState.given = session
        self._engine.setInitialProperties(
            {"width": size.width_px, "height": size.height_px, "fullScreen": size.full_screen}
        )
        self._engine.load(QUrl.fromLocalFile(str(QML_FOLDER / "Window.qml")))
        SessionState.given = None
        if not self._engine.rootObjects():
            raise RuntimeError("Window.qml did not load; Qt's messages say why")
        window = self._engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)  # noqa: S101 - for the type checker; the line above decides
        self.window = window
        window.installEventFilter(session.watch)

    def after_first_frame(self) -> None:
        """Load what the first frame did without: Chinese fonts, the keyboard, the other screens."""
        self.load_letters()
        self.window.setProperty("warm", True)

    def load_letters(self) -> None:
        """Load the Chinese fonts, then show what may be written in them: words laid out before keep a wrong width."""
        load_later_fonts()
        self.window.setProperty("lettered", True)

    def lay_over(self, qml: str, properties: dict[str, object]) -> QQuickItem:
        """Lay the item made from `qml`, a file beside this one, over everything else in the window."""
        component = QQmlComponent(self._engine, QUrl.fromLocalFile(str(QML_FOLDER / qml)))
        item = component.createWithInitialProperties(properties)
        if not isinstance(item, QQuickItem):
            raise RuntimeError(component.errorString())
        item.setParent(self.window)
        item.setParentItem(self.window.contentItem())
        return item

    def close(self) -> None:
        """Take the window down, engine first, so that no binding outlives what it reads."""
        QCoreApplication.removeTranslator(self._translator)
        self.window.removeEventFilter(self.session.watch)
        self.window.close()
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(self._engine, QEvent.Type.DeferredDelete)
        self.keyboard.close()

    def _retranslate(self, language: str) -> None:
        self._translator.use(language)
        QLocale.setDefault(QLocale(language))
        self._engine.setUiLanguage(language)
        self._engine.retranslate()
