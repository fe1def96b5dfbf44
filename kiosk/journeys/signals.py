"""What is heard and seen of a visit without words: from happenings to sounds and the light. No Qt here.

Nothing here waits, nothing is personal, and a kiosk without light and speaker is a whole kiosk.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from uuid import UUID

from kiosk.domain.device import DeviceEvent, DeviceState
from kiosk.domain.device_history import NEEDED, DeviceCondition
from kiosk.domain.printing import PrintState
from kiosk.domain.reader import CardRead, CardUnreadable, CodeScanned, ReaderEvent
from kiosk.domain.signals import (
    SIGNALS,
    Happening,
    HeadsetChanged,
    SignalEvent,
    SignalLight,
    Speaker,
    standing_sign,
)
from kiosk.journeys.printing import PrintView
from kiosk.logs import log_event

_WANTING = frozenset({DeviceState.BLOCKED, DeviceState.ABSENT})


class SignalDesk:
    """Every method returns at once, on any thread."""

    def __init__(self, *, on_sign_of_life: Callable[[], None]) -> None:
        """`on_sign_of_life` is called when a card, a code or a headset shows that somebody is there."""
        self._on_sign_of_life = on_sign_of_life
        self._light: SignalLight | None = None
        self._speaker: Speaker | None = None
        self._out_of_service = False
        self._wanting: set[str] = set()
        """Devices that wait for somebody of staff."""
        self._held: set[UUID] = set()
        """Jobs whose waiting was signalled: a printer may say so again and again."""
        self._lock = threading.Lock()

    def attach(self, *, light: SignalLight | None, speaker: Speaker | None) -> None:
        """The devices to use, where there are any; the light shows at once how things stand."""
        with self._lock:
            self._light, self._speaker = light, speaker
        self._stand()

    def accepted(self) -> None:
        """A request is kept."""
        self._happened(Happening.ACCEPTED)

    def warned(self) -> None:
        """The visit ends soon, and the screen says so."""
        self._happened(Happening.TIME_RUNS_OUT)

    def on_device_event(self, event: DeviceEvent | ReaderEvent | SignalEvent) -> None:
        """Something was held to a reader, a headset was plugged in, or something else happened to a device."""
        match event:
            case CardRead():
                self._happened(Happening.CARD_READ)
            case CodeScanned():
                self._happened(Happening.CODE_SCANNED)
            case CardUnreadable():
                self._happened(Happening.CARD_UNREADABLE)
            case HeadsetChanged(device, plugged, by_hand):
                log_event("headset_changed", device=device, state="in" if plugged else "out")
                if not by_hand:
                    # A sound card that comes and goes by itself must keep nobody's visit open.
                    return
            case _:
                return
        self._on_sign_of_life()

    def on_condition(self, condition: DeviceCondition) -> None:
        """A device is like this now: the light calls for staff while one of those that people need cannot work."""
        if condition.kind not in NEEDED:
            # For staff to read; nobody is called for it by light.
            return
        with self._lock:
            if condition.state in _WANTING:
                self._wanting.add(condition.device)
            else:
                self._wanting.discard(condition.device)
        self._stand()

    def follow_print(self, view: PrintView) -> None:
        """How a slip stands now."""
        with self._lock:
            held_before = view.job in self._held
            if view.held and not view.finished:
                self._held.add(view.job)
            elif view.finished:
                self._held.discard(view.job)
        match view.state:
            case PrintState.PRINTED | PrintState.PROBABLE:
                self._happened(Happening.PRINTED)
            case PrintState.FAILED | PrintState.UNKNOWN:
                self._happened(Happening.SLIP_NOT_SURE)
            case _ if view.held and not held_before:
                self._happened(Happening.SLIP_HELD)

    def forget_visit(self) -> None:
        """The visit ended: nothing of its slips is remembered."""
        with self._lock:
            self._held.clear()

    def go_out_of_service(self) -> None:
        """From now on, until the program starts anew."""
        with self._lock:
            self._out_of_service = True
        self._stand()

    def _happened(self, happening: Happening) -> None:
        """Let it be heard and seen. Out of service nothing is: nobody is to think that something worked."""
        with self._lock:
            light, speaker, silent = self._light, self._speaker, self._out_of_service
        if silent:
            return
        signal = SIGNALS[happening]
        if signal.cue is not None and speaker is not None:
            speaker.play(signal.cue)
        if light is not None:
            light.show(signal.sign)

    def _stand(self) -> None:
        # With the lock held, so that the last to ask for a sign is the one who knew last.
        with self._lock:
            if self._light is not None:
                self._light.show(standing_sign(out_of_service=self._out_of_service, staff_wanted=bool(self._wanting)))
