"""One device in the dock: its controls, made from what the bench offers, and how it is. Told to QML."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.devices.simulators.bench import Action
from kiosk.dock.words import BADGES, icon_of
from kiosk.domain.device import DeviceState
from kiosk.domain.device_history import DeviceCondition
from kiosk.screens.decorators import QmlUncreatable

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1


def label_of(name: str) -> str:
    """`open-cover` as words for a button."""
    return name.replace("-", " ").capitalize()


def parts_of(device: str, actions: Sequence[Action]) -> list[dict[str, object]]:
    """The actions by the part of the device they are done to, in the order of the bench: one row of controls each."""
    rows: dict[str, list[Action]] = {}
    for action in actions:
        rows.setdefault(action.part, []).append(action)
    return [
        {
            "name": part,
            "takes": next((action.takes for action in row if action.takes), ""),
            "actions": [
                {
                    "name": action.name,
                    "label": label_of(action.name),
                    "spoken": f"{' '.join(filter(None, (device, part)))}: {action.what}",
                    "takes": bool(action.takes),
                }
                for action in row
            ],
        }
        for part, row in rows.items()
    ]


@QmlElement
@QmlUncreatable("made in Python")
class DockedDevice(QObject):
    """See the module. Interface thread."""

    changed = Signal()

    def __init__(self, name: str, actions: Sequence[Action], parent: QObject) -> None:
        super().__init__(parent)
        self._name = name
        self._parts = parts_of(name, actions)
        self._state = DeviceState.UNKNOWN
        self._detail = ""
        self._shows = ""
        self._heard = ""
        self._said = ""
        self._failed = False

    def tell_condition(self, condition: DeviceCondition) -> None:
        """The kiosk knows this of it."""
        detail = f"{condition.what} {condition.remedy}".strip()
        if not detail and condition.since is not None:
            detail = f"Since {condition.since.astimezone():%H:%M:%S}"
        if (self._state, self._detail) != (condition.state, detail):
            self._state, self._detail = condition.state, detail
            self.changed.emit()

    def tell_shows(self, words: str) -> None:
        """This is to be seen or heard of it."""
        if words != self._shows:
            self._shows = words
            self.changed.emit()

    def tell_heard(self, words: str) -> None:
        """The kiosk heard this from it."""
        self._heard = words
        self.changed.emit()

    def tell_done(self, words: str, *, failed: bool = False) -> None:
        """This became of what was last done to it."""
        self._said, self._failed = words, failed
        self.changed.emit()

    @Property(str, constant=True)
    def name(self) -> str:
        return self._name

    @Property(str, constant=True)
    def icon(self) -> str:
        return icon_of(self._name)

    @Property(list, constant=True)
    def parts(self) -> list[dict[str, object]]:
        return self._parts

    @Property(str, notify=changed)
    def stateIcon(self) -> str:
        return BADGES[self._state].icon

    @Property(str, notify=changed)
    def stateWord(self) -> str:
        return BADGES[self._state].word

    @Property(str, notify=changed)
    def tone(self) -> str:
        return BADGES[self._state].tone

    @Property(str, notify=changed)
    def detail(self) -> str:
        """Why it is so and what helps, as technicians are told; where there is nothing to tell, since when."""
        return self._detail

    @Property(str, notify=changed)
    def shows(self) -> str:
        """What somebody in front of it sees or hears; empty where there is nothing to tell."""
        return self._shows

    @Property(str, notify=changed)
    def heard(self) -> str:
        """What the kiosk last heard from it; empty before."""
        return self._heard

    @Property(str, notify=changed)
    def said(self) -> str:
        """What became of the last action from here; empty before."""
        return self._said

    @Property(bool, notify=changed)
    def failed(self) -> bool:
        return self._failed
