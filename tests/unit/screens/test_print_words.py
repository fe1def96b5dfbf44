"""What is said of the slip: honest in every state, with a next step wherever it is not there."""

from __future__ import annotations

from itertools import product
from uuid import UUID

import pytest

from kiosk.domain.printing import PrinterFault, PrintState
from kiosk.domain.text import isolate
from kiosk.i18n import Wording
from kiosk.journeys.printing import PrintView
from kiosk.screens.print_words import Tone, can_print_again, print_words

WORDING = Wording("en")
ID = UUID(int=1)
EVERY_VIEW = list(product(PrintState, [None, *PrinterFault], [False, True]))


def view(state: PrintState, fault: PrinterFault | None = None, *, held: bool = False) -> PrintView:
    return PrintView(ID, ID, ID, state, held=held, fault=fault)


@pytest.mark.parametrize(("state", "fault", "held"), EVERY_VIEW)
def test_printed_is_said_only_of_what_the_printer_confirmed(
    state: PrintState, fault: PrinterFault | None, held: bool
) -> None:
    words = print_words(view(state, fault, held=held), WORDING)
    assert ("is printed" in words.what) == (state is PrintState.PRINTED)


@pytest.mark.parametrize(("state", "fault", "held"), EVERY_VIEW)
def test_trouble_always_comes_with_a_next_step(state: PrintState, fault: PrinterFault | None, held: bool) -> None:
    words = print_words(view(state, fault, held=held), WORDING)
    assert words.tone is not Tone.CAUTION or words.next_step


def test_paper_that_has_run_out_is_called_by_its_name_and_the_request_said_to_be_safe() -> None:
    for state, held in ((PrintState.PRINTING, True), (PrintState.FAILED, False)):
        words = print_words(view(state, PrinterFault.PAPER_OUT, held=held), WORDING)
        assert words.what == "The paper has run out."
        assert "safe" in words.next_step


@pytest.mark.parametrize("fault", [fault for fault in PrinterFault if fault is not PrinterFault.PAPER_LOW])
def test_each_fault_of_the_printer_has_words_of_its_own(fault: PrinterFault) -> None:
    others = {print_words(view(PrintState.FAILED, other), WORDING).what for other in PrinterFault if other is not fault}
    if fault is PrinterFault.ERROR:
        others -= {"The printer has a fault."}
    assert print_words(view(PrintState.FAILED, fault), WORDING).what not in others


@pytest.mark.parametrize(("state", "fault", "held"), EVERY_VIEW)
def test_the_other_kiosk_is_named_where_this_one_waits_for_somebody_or_failed(
    state: PrintState, fault: PrinterFault | None, held: bool
) -> None:
    plain = print_words(view(state, fault, held=held), WORDING)
    words = print_words(view(state, fault, held=held), WORDING, other_kiosk="Floor 2")
    waits = held and state in (PrintState.QUEUED, PrintState.PRINTING) and fault is not PrinterFault.OVERHEATED
    named = f"{plain.next_step}\nAnother kiosk is here: {isolate('Floor 2')}"
    assert words.next_step == (named if waits or state is PrintState.FAILED else plain.next_step)


def test_printing_again_is_offered_only_after_an_outcome() -> None:
    offered = {state for state in PrintState if can_print_again(view(state))}
    assert offered == {
        PrintState.PRINTED,
        PrintState.PROBABLE,
        PrintState.UNKNOWN,
        PrintState.FAILED,
        PrintState.ABANDONED,
    }
