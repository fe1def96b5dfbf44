"""Promise 5: when a visit ends, nothing personal is reachable: on screen, in models, keyboard, printer, files, logs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.domain.flow import Move, Screen
from kiosk.domain.printing import PrintState
from kiosk.domain.reference import Reference
from kiosk.typist import Typist
from tests.system.kiosk_folder import LAST_LINE
from tests.system.reachable import strings_within
from tests.system.whole_kiosk import WholeKiosk


@dataclass(frozen=True)
class Visitor:
    """Words that stand nowhere else in the program, all of them on the keyboard of the language."""

    language: str
    name: str
    answer: str
    email: str = "zorvath@qux.example"

    @property
    def words(self) -> tuple[str, ...]:
        return (self.name, self.answer, self.email)


VISITORS = [Visitor("en", "Zorvath", "quexlamp"), Visitor("ar", "ظعروف", "مصقباخ")]


def type_by_key(whole: WholeKiosk, field: str, text: str) -> None:
    """On the keyboard of the screen, so that the input method has it in its hands."""
    whole.touch(f"entry.{field}")
    Typist(whole.finger).type(text)


def visit(whole: WholeKiosk, visitor: Visitor) -> None:
    """Up to Review, with every word typed key by key and also on the clipboard."""
    session = whole.kiosk.session
    whole.touch(f"language.{visitor.language}", leads_to=Screen.HOME)
    whole.touch("popular.note", leads_to=Screen.SERVICE)
    session.looks.setTextSize(2)
    session.looks.setContrast("dark")
    whole.touch("start", leads_to=Screen.FORM)
    type_by_key(whole, "what", visitor.answer)
    QGuiApplication.clipboard().setText(visitor.answer)
    whole.touch("continue", leads_to=Screen.IDENTIFY)
    type_by_key(whole, "name", visitor.name)
    whole.write("email", visitor.email)
    assert found(whole, visitor), "the search finds nothing, so it would prove nothing"


def found(whole: WholeKiosk, visitor: Visitor) -> list[str]:
    """Where words of `visitor` can still be read."""
    texts = [(text.casefold(), where) for text, where in strings_within(whole.kiosk)]
    return [where for word in visitor.words for text, where in texts if word.casefold() in text]


def assert_forgotten(whole: WholeKiosk, visitor: Visitor) -> None:
    whole.arrive(Screen.ATTRACT)
    session = whole.kiosk.session
    assert found(whole, visitor) == []
    assert [path for path in whole.kiosk.window.keyboard.folder.rglob("*") if path.is_file()] == []
    assert QGuiApplication.clipboard().text() == ""
    assert not QGuiApplication.inputMethod().isVisible()
    assert (session.visit, session.keeper.trail) == (None, ())
    assert whole.looks() == ("en", 1, "light")


@pytest.mark.parametrize("visitor", VISITORS, ids=["en", "ar"])
def test_a_form_left_by_finish_leaves_nothing(whole: WholeKiosk, visitor: Visitor) -> None:
    visit(whole, visitor)
    whole.touch("finish")
    assert_forgotten(whole, visitor)
    whole.walk_to_form()
    assert whole.prop("entry.what") == ""
    assert found(whole, visitor) == []


@pytest.mark.parametrize("visitor", VISITORS, ids=["en", "ar"])
def test_a_form_left_alone_is_wiped_when_its_time_is_up(whole: WholeKiosk, visitor: Visitor) -> None:
    visit(whole, visitor)
    whole.clock.skip(61)
    whole.arrive(Screen.WARNING)
    whole.clock.skip(31)
    assert_forgotten(whole, visitor)


def test_an_accepted_request_leaves_nothing_on_the_glass(whole: WholeKiosk) -> None:
    visitor = VISITORS[0]
    visit(whole, visitor)
    whole.touch("continue", leads_to=Screen.REVIEW)
    reference = whole.send()
    code = whole.stored(reference).request.tracking_code
    whole.wait(lambda: "printed" in whole.slip_words, "the slip")
    whole.touch("finish")
    assert_forgotten(whole, visitor)
    said = [text for text, _ in strings_within(whole.kiosk)]
    assert not any(reference in text or code in text for text in said)


def test_a_slip_blocked_when_the_visit_ends_never_comes_out(whole: WholeKiosk) -> None:
    whole.printer.run_out_of_paper(after_lines=3)
    reference = whole.ask()
    whole.wait(lambda: "paper has run out" in whole.slip_words, "the words about paper")
    whole.finish()
    whole.wait_as_time_flies(lambda: whole.jobs(reference)[0].state is PrintState.ABANDONED, "the slip to be given up")
    whole.printer.refill()
    other = whole.ask("A chair")
    whole.wait(lambda: "printed" in whole.slip_words, "the next person's slip")
    assert [slip.text for slip in whole.printer.slips if reference in slip.text and LAST_LINE in slip.text] == []
    complete = [slip for slip in whole.printer.slips if other in slip.text]
    assert len(complete) == 1
    assert reference not in complete[0].text


def test_a_slip_not_begun_when_the_visit_ends_never_comes_out(whole: WholeKiosk) -> None:
    whole.printer.run_out_of_paper()
    reference = whole.ask()
    whole.finish()
    whole.wait_as_time_flies(lambda: whole.jobs(reference)[0].state is PrintState.ABANDONED, "the slip to be given up")
    whole.printer.refill()
    other = whole.ask("A chair")
    whole.wait(lambda: "printed" in whole.slip_words, "the next person's slip")
    assert all(reference not in slip.text for slip in whole.printer.slips)
    assert any(other in slip.text for slip in whole.printer.slips)


def test_finish_at_any_moment_of_printing_gives_the_slip_one_outcome(whole: WholeKiosk) -> None:
    references = []
    for moment in range(6):
        references.append(whole.ask())
        # A little further into the rendering, journaling and printing each time; any outcome is right, if it is one.
        QTest.qWait(3 * moment)
        whole.kiosk.session.moves.make(Move.FINISH)
        whole.arrive(Screen.ATTRACT)

    def ended(reference: Reference) -> bool:
        return whole.jobs(reference)[0].state in {PrintState.ABANDONED, PrintState.PRINTED, PrintState.UNKNOWN}

    for reference in references:
        whole.wait_as_time_flies(partial(ended, reference), "an outcome")
        assert len(whole.jobs(reference)) == 1


def test_a_result_that_comes_after_finish_reaches_nobody(
    whole: WholeKiosk, blocked_store: Callable[[WholeKiosk], AbstractContextManager[None]]
) -> None:
    whole.jump_to_review()
    with blocked_store(whole):
        whole.touch("send")
        whole.touch("finish", leads_to=Screen.ATTRACT)
        whole.touch("touchToStart", leads_to=Screen.HOME)
    whole.wait(lambda: len(whole.kiosk.store.outbox()) == 1, "the request to be kept all the same")
    whole.settle()
    assert whole.screen is Screen.HOME
    (row,) = whole.kiosk.store.outbox()
    assert not any(row.reference in text for text, _ in strings_within(whole.kiosk))
    assert whole.jobs(row.reference)[0].state in (PrintState.QUEUED, PrintState.ABANDONED)
    assert whole.printer.slips == ()
