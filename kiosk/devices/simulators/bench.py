"""The simulated devices of a running kiosk under one roof: what can be done to them, by name, and what they look like.

For the dock on the screen, in the same process, and for `kiosk devices sim` from another terminal through
`bench_socket`. Methods may be called on any thread, and have taken effect when they return.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from kiosk.devices.opening import SimulatedPrinter
from kiosk.devices.reader_opening import SimulatedReader
from kiosk.devices.signal_opening import SimulatedSignal
from kiosk.devices.simulators.headset import HeadsetSimulator
from kiosk.devices.simulators.lamps import LedSimulator, RelayLampSimulator
from kiosk.devices.simulators.line_reader import CardReaderSimulator, ScannerSimulator
from kiosk.devices.simulators.printer import PrinterSimulator
from kiosk.devices.simulators.sound_recorder import SoundRecorder
from kiosk.devices.simulators.virtual_card import VirtualCard

SAMPLE_CARD = "04A2B3C4"
"""A card of nobody's, in digits that every kind of reader can send."""

SAMPLE_CODE = "K7-0042M-9"
"""A reference, as it stands on a slip."""

LATEST_CUES = 5
"""Of those that were played, the latest last."""

_Do: TypeAlias = Callable[[Any, str], object]


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done to a simulated device."""

    name: str
    what: str
    """In words, for the command line."""
    takes: str = ""
    """What its text is, if it takes one."""
    part: str = ""
    """What of the device it is done to: actions on the same part stand together."""


class BenchError(ValueError):
    """No such device or action, or a text that the action cannot use; the sentence says what there is."""


_PRINTER: dict[Action, _Do] = {
    Action("unplug", "pull the data cable", part="cable"): lambda it, _: it.unplug(),
    Action("plug", "put it in again", part="cable"): lambda it, _: it.plug(),
    Action("open-cover", "open the cover", part="cover"): lambda it, _: it.open_cover(),
    Action("close-cover", "close it", part="cover"): lambda it, _: it.close_cover(),
    Action("paper-out", "run out of paper", "after so many lines", part="paper"): lambda it, text: it.run_out_of_paper(
        after_lines=_count(text)
    ),
    Action("paper-low", "paper is running low", part="paper"): lambda it, _: it.run_low(),
    Action("refill", "put in a new roll", part="paper"): lambda it, _: it.refill(),
    Action("jam", "the cutter jams at the next cut", part="cutter"): lambda it, _: it.jam_cutter(),
    Action("clear-jam", "free the cutter", part="cutter"): lambda it, _: it.clear_jam(),
    Action("overheat", "the head is too hot", part="head"): lambda it, _: it.overheat(True),
    Action("cool", "it has cooled down", part="head"): lambda it, _: it.overheat(False),
    Action("break", "an error that only the switch ends", part="works"): lambda it, _: it.break_down(),
    Action("offline", "somebody takes it off line with its button", part="button"): lambda it, _: it.press_offline(),
    Action("online", "on line again", part="button"): lambda it, _: it.press_offline(False),
    Action("silence", "neither print nor answer", part="answers"): lambda it, _: it.set_silent(True),
    Action("speak", "answer again", part="answers"): lambda it, _: it.set_silent(False),
    Action("off", "switch it off", part="power"): lambda it, _: it.power_off(),
    Action("on", "switch it on", part="power"): lambda it, _: it.power_on(),
}
_LINE: dict[Action, _Do] = {
    Action("unplug", "pull the cable", part="cable"): lambda it, _: it.unplug(),
    Action("plug", "put it in again", part="cable"): lambda it, _: it.replug(),
    Action("noise", "send rubbish", part="line"): lambda it, _: it.noise(),
    Action("silence", "send nothing any more", part="line"): lambda it, _: it.silence(True),
    Action("speak", "send again", part="line"): lambda it, _: it.silence(False),
}
_CARDS: dict[Action, _Do] = {
    Action("insert", "hold a card to it", "the card's number", part="card"): lambda it, text: it.insert_card(
        text or SAMPLE_CARD
    ),
    Action("remove", "take the card away", part="card"): lambda it, _: it.remove_card(),
    Action("half", "take the card away too soon", "the card's number", part="card"): lambda it, text: it.half_frame(
        text or SAMPLE_CARD
    ),
}
_CODES: dict[Action, _Do] = {
    Action("scan", "hold a code to it", "the code's text", part="code"): lambda it, text: it.scan(text or SAMPLE_CODE),
    Action("half", "pull the cable amid a code", "the code's text", part="code"): lambda it, text: it.half_frame(
        text or SAMPLE_CODE
    ),
}

_CABLE: dict[Action, _Do] = {
    Action("unplug", "pull its cable", part="cable"): lambda it, _: it.unplug(),
    Action("plug", "put it in again", part="cable"): lambda it, _: it.plug(),
}
_LAMP: dict[Action, _Do] = _CABLE | {
    Action("press", "switch the lamp by hand, behind the kiosk's back", part="lamp"): lambda it, _: it.switch_by_hand(),
}
_RELAY: dict[Action, _Do] = _LAMP | {
    Action("silence", "neither obey nor answer", part="answers"): lambda it, _: it.silence(True),
    Action("speak", "obey and answer again", part="answers"): lambda it, _: it.silence(False),
}
_CARD: dict[Action, _Do] = _CABLE | {
    Action("hold", "another program takes the sound card", part="card"): lambda it, _: it.hold(True),
    Action("free", "it gives the sound card back", part="card"): lambda it, _: it.hold(False),
}
_JACK: dict[Action, _Do] = {
    Action("insert", "plug a headset in", part="headset"): lambda it, _: it.insert(),
    Action("remove", "pull it out", part="headset"): lambda it, _: it.remove(),
    Action("overrun", "the headset goes in or out, and the kernel loses it", part="headset"): lambda it, _: (
        it.overrun()
    ),
} | _CABLE

_ACTIONS: dict[type, dict[Action, _Do]] = {
    PrinterSimulator: _PRINTER,
    CardReaderSimulator: _CARDS | _LINE,
    VirtualCard: _CARDS | _LINE,
    ScannerSimulator: _CODES | _LINE,
    LedSimulator: _LAMP,
    RelayLampSimulator: _RELAY,
    SoundRecorder: _CARD,
    HeadsetSimulator: _JACK,
}


class SimulatorBench:
    """See the module."""

    def __init__(self, devices: Mapping[str, object]) -> None:
        """`devices` are the kiosk's, by name (`DeviceManager.devices`); real ones are left alone."""
        self._simulators = {
            name: device.simulator
            for name, device in devices.items()
            if isinstance(device, SimulatedPrinter | SimulatedReader | SimulatedSignal)
        }

    @property
    def names(self) -> tuple[str, ...]:
        """Of the simulated devices."""
        return tuple(self._simulators)

    def actions(self, device: str) -> tuple[Action, ...]:
        """What can be done to `device`. Raises BenchError."""
        return tuple(self._table(device))

    def do(self, device: str, action: str, text: str = "") -> None:
        """Do `action` to `device`. Raises BenchError, which says what there is."""
        known = self._table(device)
        found = next((each for each in known if each.name == action), None)
        if found is None:
            raise BenchError(f"{device} knows {', '.join(each.name for each in known)}, not “{action}”.")
        if text and not found.takes:
            raise BenchError(f"{action} takes no text.")
        try:
            known[found](self._simulators[device], text)
        except ValueError as error:
            raise BenchError(f"{device} cannot do that: {error}.") from error

    def shows(self, device: str) -> str:
        """What is to be seen or heard of `device` now, in a word or a few; empty where there is nothing to tell.
        Raises BenchError."""
        self._table(device)
        match self._simulators[device]:
            case LedSimulator(lit=lit) | RelayLampSimulator(lit=lit):
                return "lit" if lit else "dark"
            case SoundRecorder(cues=cues):
                return ", ".join(cues[-LATEST_CUES:])
            case HeadsetSimulator(plugged=plugged):
                return "a headset is in" if plugged else "empty"
        return ""

    def printer(self, device: str = "printer") -> PrinterSimulator | None:
        """The simulated printer, for its slips; None where the printer is a real one."""
        found = self._simulators.get(device)
        return found if isinstance(found, PrinterSimulator) else None

    def _table(self, device: str) -> dict[Action, _Do]:
        simulator = self._simulators.get(device)
        if simulator is None:
            there = ", ".join(self._simulators) or "none"
            raise BenchError(f"There is no simulated device “{device}”. There are: {there}.")
        return _ACTIONS[type(simulator)]


def _count(text: str) -> int:
    if text and not text.isdecimal():
        raise ValueError(f"“{text}” is no number of lines")
    return int(text or 0)
