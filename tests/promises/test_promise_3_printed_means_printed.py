"""Promise 3: the screen says "printed" only when the printer confirmed it; otherwise it says what is known."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.device import DeviceState
from kiosk.domain.printing import PrinterFault, PrintState
from tests.system.kiosk_folder import LAST_LINE, KioskFolder
from tests.system.whole_kiosk import WholeKiosk, open_kiosk

PRINTED = "Your receipt is printed."
PROBABLE = "Your receipt should be there."
UNKNOWN = "We cannot tell whether your receipt was printed."
SAFE = "Your request is safe."


def whole_slips(whole: WholeKiosk) -> int:
    """How many complete slips came out."""
    return sum(LAST_LINE in slip.text for slip in whole.printer.slips)


def test_printed_is_said_when_the_printer_confirmed_it(whole: WholeKiosk) -> None:
    reference = whole.ask()
    whole.wait(lambda: PRINTED in whole.slip_words, "the word printed")
    whole.wait(lambda: whole.jobs(reference)[0].state is PrintState.PRINTED, "the journal to say so too")
    (slip,) = whole.printer.slips
    assert reference in slip.text


@pytest.mark.parametrize(
    "printer",
    [{"profile": "generic-80"}, {"url": "sim://printer?confirms=no"}],
    ids=["profile-without-confirmation", "printer-without-confirmation"],
)
def test_without_a_confirmation_it_is_only_probable(
    qapp: QGuiApplication, folder: KioskFolder, printer: dict[str, str]
) -> None:
    with open_kiosk(folder, folder.write(printer=printer)) as whole:
        reference = whole.ask()
        whole.wait(lambda: len(whole.printer.slips) == 1, "the slip")
        # The driver waits seconds for a confirmation that was promised and does not come.
        whole.wait_as_time_flies(lambda: PROBABLE in whole.slip_words, "the word probable")
        whole.wait(lambda: whole.jobs(reference)[0].state is PrintState.PROBABLE, "the journal to say so too")
        assert not whole.says(PRINTED)
        assert whole.finger.find("printAgain") is not None


def test_a_cable_pulled_amid_a_slip_leaves_it_unknown_and_prints_nothing_twice(whole: WholeKiosk) -> None:
    whole.printer.plan(whole.printer.unplug, after_lines=3)
    reference = whole.ask()
    whole.wait(lambda: UNKNOWN in whole.slip_words, "the word unknown")
    whole.wait(lambda: whole.jobs(reference)[0].state is PrintState.UNKNOWN, "the journal to say so too")
    assert not whole.says(PRINTED)
    whole.printer.plug()
    # The printer may have held all of it; by itself the kiosk sends nothing more, only what a person asks for.
    whole.wait_as_time_flies(lambda: whole.health is DeviceState.READY, "the printer to be back")
    came_out = whole_slips(whole)
    assert came_out <= 1
    assert [job.state for job in whole.jobs(reference)] == [PrintState.UNKNOWN]
    whole.touch("printAgain")
    whole.wait(lambda: PRINTED in whole.slip_words, "the reprint", 30)
    states = [PrintState.SUPERSEDED, PrintState.PRINTED]
    whole.wait(lambda: [job.state for job in whole.jobs(reference)] == states, "the journal to say so too")
    assert whole_slips(whole) == came_out + 1


def test_paper_out_before_the_slip_is_told_and_the_slip_comes_after_the_refill(whole: WholeKiosk) -> None:
    whole.printer.run_out_of_paper()
    reference = whole.ask()
    whole.wait(lambda: "paper has run out" in whole.slip_words, "the words about paper")
    assert SAFE in whole.prop("slip", "detail")
    assert whole.finger.find("printAgain") is None, "a slip that waits is not to be asked for again"
    assert not whole.says(PRINTED)
    whole.printer.refill()
    whole.wait(lambda: PRINTED in whole.slip_words, "the word printed")
    whole.wait(lambda: [job.state for job in whole.jobs(reference)] == [PrintState.PRINTED], "the journal too")
    assert len(whole.printer.slips) == 1


def test_paper_out_amid_the_slip_is_told_and_the_same_slip_goes_on_after_the_refill(whole: WholeKiosk) -> None:
    whole.printer.run_out_of_paper(after_lines=3)
    reference = whole.ask()
    whole.wait(lambda: "paper has run out" in whole.slip_words, "the words about paper")
    assert not whole.says(PRINTED)
    whole.printer.refill()
    whole.wait(lambda: PRINTED in whole.slip_words, "the word printed")
    whole.wait(lambda: [job.state for job in whole.jobs(reference)] == [PrintState.PRINTED], "the journal too")
    assert len(whole.printer.slips) == 1


def test_a_printer_that_breaks_down_is_told_with_the_next_step(whole: WholeKiosk) -> None:
    whole.printer.plan(whole.printer.break_down, after_lines=3)
    reference = whole.ask()
    whole.wait(lambda: whole.slip_words and "printing" not in whole.slip_words, "the words about the fault")
    assert not whole.says(PRINTED)
    whole.wait(lambda: whole.jobs(reference)[0].state is not PrintState.PRINTING, "the outcome")
    (job,) = whole.jobs(reference)
    words = {
        PrintState.FAILED: "The printer has a fault.",
        PrintState.UNKNOWN: UNKNOWN,
    }
    whole.wait(lambda: words[job.state] in whole.slip_words, "the outcome on the screen")
    assert whole.finger.find("printAgain") is not None


def test_a_printer_that_is_silent_is_never_called_ready(whole: WholeKiosk) -> None:
    whole.printer.set_silent()
    reference = whole.ask()
    whole.clock.skip(5)
    whole.wait(lambda: "does not answer" in whole.slip_words, "the words about silence")
    assert not whole.says(PRINTED)
    assert whole.jobs(reference)[0].state in (PrintState.PRINTING, PrintState.UNKNOWN)


def test_what_the_screen_says_is_what_the_journal_says_in_arabic_too(whole: WholeKiosk) -> None:
    reference = whole.ask("مصباح", language="ar")
    wording = whole.kiosk.session.wording
    printed = wording.text("Your receipt is printed. Please take it.")
    assert printed.isascii() is False
    whole.wait(lambda: whole.slip_words == printed, "the word printed in Arabic")
    whole.wait(lambda: whole.jobs(reference)[0].state is PrintState.PRINTED, "the journal to say so too")
    assert whole.jobs(reference)[0].reason is None


def test_a_slip_that_waits_names_its_fault_in_the_journal_only_with_an_outcome(whole: WholeKiosk) -> None:
    whole.printer.open_cover()
    reference = whole.ask()
    whole.wait(lambda: "cover of the printer is open" in whole.slip_words, "the words about the cover")
    assert whole.jobs(reference)[0].reason is not PrinterFault.COVER_OPEN
    whole.printer.close_cover()
    whole.wait(lambda: PRINTED in whole.slip_words, "the word printed")
