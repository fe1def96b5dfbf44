"""What the Accepted screen says about the slip: what is known, and the next step. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from kiosk.domain.printing import PrinterFault, PrintState
from kiosk.domain.text import isolate
from kiosk.i18n import Wording
from kiosk.journeys.printing import PrintView


class Tone(StrEnum):
    """How a strip is drawn; the icon and the words say the same, so that colour alone never does."""

    BUSY = "busy"
    SUCCESS = "success"
    CAUTION = "caution"


@dataclass(frozen=True, slots=True)
class PrintWords:
    """One strip: a Phosphor icon, a tone, what happened, and what to do (empty when there is nothing to do)."""

    icon: str
    tone: Tone
    what: str
    next_step: str = ""


def print_words(view: PrintView, wording: Wording, *, other_kiosk: str = "") -> PrintWords:
    """The words for a slip as `view` has it, in the language of `wording`; `other_kiosk` says where there is one."""
    match view.state:
        case PrintState.QUEUED | PrintState.PRINTING if view.held:
            next_step = _held(view.fault, wording, other_kiosk)
            return PrintWords("warning", Tone.CAUTION, _fault(view.fault, wording), next_step)
        case PrintState.QUEUED | PrintState.PRINTING:
            return printing_words(wording)
        case PrintState.PRINTED:
            return PrintWords("printer", Tone.SUCCESS, wording.text("Your receipt is printed. Please take it."))
        case PrintState.PROBABLE:
            return PrintWords(
                "printer",
                Tone.SUCCESS,
                wording.text("Your receipt should be there. Please take it."),
                wording.text("If nothing came out, print it again."),
            )
        case PrintState.UNKNOWN:
            return PrintWords(
                "warning",
                Tone.CAUTION,
                wording.text("We cannot tell whether your receipt was printed."),
                wording.text("Please look for it. If there is none, print it again."),
            )
        case PrintState.FAILED:
            next_step = _or_elsewhere(_failed(wording), wording, other_kiosk)
            return PrintWords("warning", Tone.CAUTION, _fault(view.fault, wording), next_step)
        case PrintState.ABANDONED | PrintState.SUPERSEDED | PrintState.WAIVED:
            return PrintWords("warning", Tone.CAUTION, wording.text("Your receipt was not printed."), _failed(wording))
        case _:
            assert_never(view.state)


def printing_words(wording: Wording) -> PrintWords:
    """The words while the printer is at it."""
    return PrintWords("printer", Tone.BUSY, wording.text("Your receipt is printing."))


def slips_spent_words(wording: Wording) -> PrintWords:
    """The words where a visit, or the kiosk within an hour, has printed enough."""
    return PrintWords(
        "warning",
        Tone.CAUTION,
        wording.text("No more receipts can be printed just now."),
        wording.text("Your request is safe. Scan the code, or call someone."),
    )


def can_print_again(view: PrintView) -> bool:
    """Whether another attempt may be offered: only when this one has an outcome, so that nothing is printed twice."""
    return view.finished


def _fault(fault: PrinterFault | None, wording: Wording) -> str:
    match fault:
        case PrinterFault.PAPER_OUT:
            return wording.text("The paper has run out.")
        case PrinterFault.COVER_OPEN:
            return wording.text("The cover of the printer is open.")
        case PrinterFault.CUTTER_JAM:
            return wording.text("The paper is stuck in the printer.")
        case PrinterFault.OVERHEATED:
            return wording.text("The printer is too hot and has to cool down.")
        case PrinterFault.OFFLINE:
            return wording.text("The printer is paused.")
        case None:
            return wording.text("The printer does not answer.")
        case PrinterFault.PAPER_LOW | PrinterFault.ERROR:
            return wording.text("The printer has a fault.")
        case _:
            assert_never(fault)


def _held(fault: PrinterFault | None, wording: Wording, other_kiosk: str) -> str:
    if fault is PrinterFault.OVERHEATED:
        return wording.text("Your request is safe. Printing goes on by itself.")
    return _or_elsewhere(wording.text("Your request is safe. Scan the code, or call someone."), wording, other_kiosk)


def _or_elsewhere(next_step: str, wording: Wording, other_kiosk: str) -> str:
    if not other_kiosk:
        return next_step
    return f"{next_step}\n{wording.text('Another kiosk is here: {place}', place=isolate(other_kiosk))}"


def _failed(wording: Wording) -> str:
    return wording.text("Your request is safe. Print again, or scan the code.")
