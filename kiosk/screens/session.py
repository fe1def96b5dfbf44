"""The one object QML sees first: who is here, in which language, on which screen, and how it all ends."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Property, QByteArray, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlSingleton, QQmlEngine

from kiosk.domain.catalog import Pack
from kiosk.domain.flow import Move, Screen
from kiosk.domain.text import is_right_to_left, pick
from kiosk.domain.visit import VisitState
from kiosk.i18n import Wording
from kiosk.journeys.place import Wordings
from kiosk.journeys.visit import VisitKeeper
from kiosk.screens.bridge import Bridge
from kiosk.screens.decorators import QmlNamedElement
from kiosk.screens.fonts import can_write
from kiosk.screens.glass import Glass
from kiosk.screens.icons import Icons
from kiosk.screens.mark import Mark, size_of
from kiosk.screens.model import ScreenModel
from kiosk.screens.navigator import Navigator
from kiosk.screens.theme import Look

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1

QML_ITEMS = (Mark,)
"""Items made in Python that the frame draws; importing them is what makes them known to QML."""

TICK_MS = 250
"""How often the visit's clock is looked at: the countdown in whole seconds never lags visibly."""

LANGUAGE_NAMES = {"en": "English", "ar": "العربية", "fa": "فارسی", "el": "Ελληνικά", "zh": "中文"}
"""Each language by its own name."""


@QmlNamedElement("Session")
@QmlSingleton
class SessionState(QObject):
    """State shared by all screens. QML knows the one instance as `Session`. Interface thread."""

    languageChanged = Signal()
    packChanged = Signal()
    ticked = Signal()
    visitEnded = Signal()

    def __init__(
        self,
        *,
        pack: Pack,
        look: Look,
        keeper: VisitKeeper,
        wordings: Wordings,
        default_language: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.pack = pack
        self.keeper = keeper
        self._wordings = wordings
        self._default_language = self._language = self._one_offered(default_language)
        self._wording = wordings(self._language)
        self._models: dict[Screen, ScreenModel] = {}
        self._retranslate: Callable[[str], None] = lambda _language: None
        self._wipe_keyboard: Callable[[], None] = lambda: None
        self._look = look
        look.setParent(self)
        self._icons = Icons(self)
        self.bridge = Bridge(self)
        self._navigator = Navigator(self)
        self._navigator.listen(self)
        self._glass = Glass(alive=keeper.touch, use_keys=look.use_keys, parent=self)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    given: SessionState | None = None
    """The session of the engine being loaded: the factory below gets nothing but the engine."""

    @staticmethod
    def create(_engine: QQmlEngine) -> SessionState:
        """Called by each engine once, for its own `Session`."""
        session = SessionState.given
        if session is None:
            raise RuntimeError("an engine asks for a session and none was given")
        QQmlEngine.setObjectOwnership(session, QQmlEngine.ObjectOwnership.CppOwnership)
        return session

    @property
    def visit(self) -> UUID | None:
        """The open visit; None when nobody is here."""
        return self.keeper.visit

    @property
    def offered(self) -> tuple[str, ...]:
        """The pack's languages but for those whose font is not installed: better one less than boxes for letters."""
        return tuple(filter(can_write, self.pack.languages)) or self.pack.languages

    @property
    def wording(self) -> Wording:
        """How the visit's language says things."""
        return self._wording

    @property
    def language_code(self) -> str:
        """The visit's language."""
        return self._language

    @property
    def looks(self) -> Look:
        """The looks, typed for Python."""
        return self._look

    @property
    def moves(self) -> Navigator:
        """The navigator, typed for Python."""
        return self._navigator

    @property
    def watch(self) -> Glass:
        """What watches the glass, typed for Python: an event filter for the window."""
        return self._glass

    def texts(self, texts: dict[str, str]) -> str:
        """The text of the pack in the visit's language."""
        return pick(texts, self._language)

    def add_model(self, screen: Screen, model: ScreenModel) -> None:
        """`model` stands behind `screen` from now on; the session owns it."""
        model.setParent(self)
        self._models[screen] = model

    def models(self) -> dict[Screen, ScreenModel]:
        """The model behind each screen."""
        return dict(self._models)

    def use_pack(self, pack: Pack, default_language: str) -> None:
        """Show `pack` from now on, to the next person in `default_language`. The models still know the one before."""
        self.pack = pack
        self._default_language = self._one_offered(default_language)
        self._look.use_brand(pack.brand)
        if self._language not in self.offered:
            self._use_language(self._default_language)
        self.packChanged.emit()
        self.languageChanged.emit()

    def on_retranslate(self, retranslate: Callable[[str], None]) -> None:
        """Call `retranslate` with the language whenever it changes; the window does its part there."""
        self._retranslate = retranslate

    def on_wipe(self, wipe_keyboard: Callable[[], None]) -> None:
        """Call `wipe_keyboard` at the end of each visit."""
        self._wipe_keyboard = wipe_keyboard

    def start_ticking(self) -> None:
        """Let the visit's clock run by itself."""
        self._timer.start()

    def stop_ticking(self) -> None:
        """The window is going away."""
        self._timer.stop()

    def entering(self, screen: Screen, argument: str) -> None:
        """Begin or end the visit where the way calls for it, and let the screen's model get ready."""
        if screen in (Screen.ATTRACT, Screen.OUT_OF_SERVICE):
            self.end_visit()
        elif self.keeper.visit is None:
            self.keeper.begin()
        if self.keeper.visit is not None:
            self.keeper.note_screen(screen.value)
        model = self._models.get(screen)
        if model is not None:
            model.enter(argument)

    def leaving(self, screen: Screen) -> None:
        """Tell the model behind `screen`."""
        model = self._models.get(screen)
        if model is not None:
            model.left()

    def stepping_back(self, screen: Screen) -> bool:
        """Ask the model behind `screen` whether Back stays within it."""
        model = self._models.get(screen)
        return model is not None and model.step_back()

    def end_visit(self) -> None:
        """Forget everything personal (promise 5). Harmless when nobody is here."""
        self.keeper.end()
        self.bridge.drop_all()
        for model in self._models.values():
            model.wipe()
        self._look.reset()
        self._use_language(self._default_language)
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.clear()
        method = QGuiApplication.inputMethod()
        method.reset()
        method.hide()
        self._wipe_keyboard()
        self.visitEnded.emit()

    @Slot()
    def touch(self) -> None:
        """Somebody showed to be there, without the glass: a card, a code, a headset."""
        self.keeper.touch()

    @Slot()
    def tick(self) -> None:
        """Look at the visit's clock: warn, count down, end."""
        if self.keeper.visit is None:
            return
        match self.keeper.tick():
            case VisitState.WARNING if self._navigator.current is not Screen.WARNING:
                self._navigator.make(Move.WARN)
            case VisitState.ENDING:
                self._navigator.make(Move.FINISH)
        self.ticked.emit()

    @Property(Look, constant=True)
    def look(self) -> Look:
        return self._look

    @Property(Glass, constant=True)
    def glass(self) -> Glass:
        return self._glass

    @Property(Icons, constant=True)
    def icons(self) -> Icons:
        return self._icons

    @Property(Navigator, constant=True)
    def navigator(self) -> Navigator:
        return self._navigator

    @Property(str, notify=languageChanged)
    def language(self) -> str:
        return self._language

    @Property(str, notify=languageChanged)
    def languageName(self) -> str:
        return self.nameOf(self._language)

    @Property(str, notify=languageChanged)
    def digits(self) -> str:
        """The ten digits as the visit's language writes them here, from zero."""
        return self._wording.digits

    @Property(str, notify=languageChanged)
    def decimalSign(self) -> str:
        """What stands before the fraction of a number in the visit's language."""
        return self._wording.decimal_sign

    @Property(list, notify=packChanged)
    def languages(self) -> list[str]:
        return list(self.offered)

    @Property(bool, notify=languageChanged)
    def rightToLeft(self) -> bool:
        return is_right_to_left(self._language)

    @Property(str, notify=languageChanged)
    def deskName(self) -> str:
        return pick(self.pack.brand.desk, self._language)

    @Property(str, notify=languageChanged)
    def organisation(self) -> str:
        return pick(self.pack.brand.organisation, self._language)

    @Property(str, notify=packChanged)
    def brandIcon(self) -> str:
        return self.pack.brand.icon

    @Property(bool, notify=packChanged)
    def hasMark(self) -> bool:
        """Whether the organisation has a mark of its own that can be drawn; else it has an icon."""
        return not size_of(self.pack.brand.mark).isEmpty()

    @Property(QByteArray, notify=packChanged)
    def brandMark(self) -> QByteArray:
        return QByteArray(self.pack.brand.mark)

    @Slot(str, result=str)
    def nameOf(self, language: str) -> str:
        """`language` by its own name."""
        return LANGUAGE_NAMES.get(language, language)

    @Slot(str, result=QObject)
    def model(self, screen: str) -> QObject | None:
        """The view-model behind `screen`."""
        return self._models.get(Screen(screen))

    @Slot(str)
    def setLanguage(self, language: str) -> None:
        """Speak `language`, on the screen as it stands; nothing typed is lost."""
        if language in self.offered:
            self._use_language(language)

    def _one_offered(self, language: str) -> str:
        """`language`, or the first that is offered: settings may name one that the pack or its font has not."""
        return language if language in self.offered else self.offered[0]

    def _use_language(self, language: str) -> None:
        if language == self._language:
            return
        self._language = language
        self._wording = self._wordings(language)
        # Direction first, words second, so that no word is laid out twice in the wrong direction.
        self.languageChanged.emit()
        self._retranslate(language)
        for model in self._models.values():
            model.retranslate()
