"""Accepted: the reference, the slip as it really is, and what happens next."""

from __future__ import annotations

import threading
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QAccessible, QGuiApplication

from kiosk.domain.news import KnownTicket, PublicNote
from kiosk.domain.printing import PrinterFault, PrintState
from kiosk.domain.request import PublicState, Ticket
from kiosk.domain.text import isolate
from kiosk.journeys.printing import PrintView
from kiosk.screens.window import WindowSize
from tests.screens.stage import PORTRAIT, KioskStage
from tests.screens.walk import Walk


def slip(walk: Walk, state: PrintState, fault: PrinterFault | None = None, *, held: bool = False) -> None:
    """News of the slip, told from a printer's thread."""
    job, request, visit = walk.stage.slips.started[-1]
    tell(walk, PrintView(request, job, visit, state, held=held, fault=fault))


def tell(walk: Walk, view: PrintView) -> None:
    """Tell it on another thread, and let it arrive."""
    teller = threading.Thread(target=walk.stage.accepted.tell_print, args=(view,))
    teller.start()
    teller.join(5)
    walk.stage.settle()


def words(walk: Walk) -> str:
    """What the strip of the slip says."""
    strip = walk.item("slip")
    return f"{strip.property('text')} {strip.property('detail')}"


def test_reference_and_code_are_those_that_were_kept(walk: Walk) -> None:
    walk.to_accepted()
    kept = walk.stage.store.kept[0].request
    assert walk.item("reference").property("text") == f"\u2066{kept.reference}\u2069"
    assert walk.item("trackingCode").property("text") == "\u2066418\u00a0205\u2069"
    assert walk.item("qr").property("text") == kept.reference


@pytest.mark.parametrize("language", ["en", "ar", "fa", "el", "zh"])
@pytest.mark.parametrize("size", [PORTRAIT, WindowSize(540, 960)], ids=["large", "half"])
def test_the_white_of_the_code_stays_within_the_border_of_its_card(
    qapp: QGuiApplication, size: WindowSize, language: str
) -> None:
    stage = KioskStage(size=size, language=language)
    stage.go("start")
    walk = Walk(stage)
    walk.to_accepted()
    card, code = walk.item("referenceCard"), walk.item("qr")
    left = code.mapToItem(card, QPointF(0, 0)).x()
    assert left >= 1
    assert left + code.width() <= card.width() - 1
    stage.close()


def test_the_first_step_says_when_and_where_and_the_last_by_when(walk: Walk) -> None:
    walk.to_accepted()
    texts = walk.stage.texts()
    assert any("Today, 10:42" in text and "Main Hall kiosk" in text for text in texts)
    assert "On its way to the Buildings desk" in texts


def test_ears_are_told_which_steps_are_done(walk: Walk) -> None:
    walk.to_accepted()
    said = steps(walk)
    assert said[0].startswith("1. Accepted")
    assert said[0].endswith("Step done")
    assert "Step" not in said[-1]


def test_printing_is_said_from_the_start_and_printed_only_when_confirmed(walk: Walk) -> None:
    walk.to_accepted()
    assert "is printing" in words(walk)
    assert walk.named("printAgain") is None
    slip(walk, PrintState.PRINTING)
    assert "is printing" in words(walk)
    slip(walk, PrintState.PRINTED)
    assert "is printed" in words(walk)


@pytest.mark.parametrize(
    ("state", "fault", "held", "told"),
    [
        (PrintState.QUEUED, PrinterFault.PAPER_OUT, True, "paper has run out"),
        (PrintState.PRINTING, None, True, "does not answer"),
        (PrintState.PROBABLE, None, False, "should be there"),
        (PrintState.UNKNOWN, None, False, "cannot tell"),
        (PrintState.FAILED, PrinterFault.CUTTER_JAM, False, "stuck"),
    ],
)
def test_each_state_of_the_slip_is_told_in_its_words(
    walk: Walk, state: PrintState, fault: PrinterFault | None, held: bool, told: str
) -> None:
    walk.to_accepted()
    slip(walk, state, fault, held=held)
    assert told in words(walk)
    assert (walk.named("printAgain") is None) == held


def test_where_another_kiosk_is_stands_below_what_else_helps(walk: Walk) -> None:
    walk.to_accepted()
    slip(walk, PrintState.QUEUED, PrinterFault.PAPER_OUT, held=True)
    _, below = words(walk).splitlines()
    assert below == f"Another kiosk is here: {isolate('Floor 2, by the lifts')}"


def test_print_again_prints_once_for_each_outcome(walk: Walk) -> None:
    walk.to_accepted()
    slip(walk, PrintState.FAILED, PrinterFault.PAPER_OUT)
    walk.tap("printAgain")
    assert walk.named("printAgain") is None
    assert len(walk.stage.slips.again) == 1
    _job, request, visit = walk.stage.slips.started[-1]
    tell(walk, PrintView(request, uuid4(), visit, PrintState.PRINTED))
    assert "is printed" in words(walk)
    walk.tap("printAgain")
    assert len(walk.stage.slips.again) == 2


def test_print_again_is_offered_anew_when_nothing_came_of_it(walk: Walk) -> None:
    walk.to_accepted()
    slip(walk, PrintState.FAILED, PrinterFault.PAPER_OUT)
    walk.tap("printAgain")
    assert walk.named("printAgain") is None
    slip(walk, PrintState.FAILED, PrinterFault.PAPER_OUT)
    walk.tap("printAgain")
    assert len(walk.stage.slips.again) == 2


def test_a_slip_of_another_visit_is_not_shown(walk: Walk) -> None:
    walk.to_accepted()
    job, request, _visit = walk.stage.slips.started[-1]
    tell(walk, PrintView(request, job, UUID(int=7), PrintState.PRINTED))
    assert "is printing" in words(walk)


def test_the_desks_number_appears_when_it_comes(walk: Walk) -> None:
    walk.to_accepted()
    walk.stage.accepted.tell_ticket(UUID(int=7), Ticket(id="41"))
    walk.stage.accepted.tell_ticket(walk.stage.store.kept[0].request.id, Ticket(id="42"))
    walk.stage.settle()
    assert walk.item("ticket").property("text") == "Its number at the desk: \u206642\u2069"
    assert "Received by the Buildings desk" in walk.stage.texts()


def hear(walk: Walk, state: PublicState, *, ticket: str = "42", clock: bool = True) -> None:
    """The desk says how the request stands, on another thread, at this moment."""
    now = walk.stage.clock.now() if clock else None
    known = KnownTicket(ticket=Ticket(id=ticket), state=state, as_of=now, since=now)
    request = walk.stage.store.kept[0].request.id
    teller = threading.Thread(target=walk.stage.accepted.tell_desk, args=(request, known))
    teller.start()
    teller.join(5)
    walk.stage.settle()


def steps(walk: Walk) -> list[str]:
    """What ears hear of each step."""
    items = [item for item in walk.stage.items() if item.property("told") is not None]
    return [QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name) for item in items]


def test_what_the_desk_says_is_shown_and_grows_old_before_the_eyes(walk: Walk) -> None:
    walk.to_accepted()
    hear(walk, PublicState.IN_WORK)
    assert steps(walk)[2] == "3. In work at the desk. As of a moment ago. Step under way"
    assert walk.item("ticket").property("text") == "Its number at the desk: \u206642\u2069"
    walk.stage.clock.advance(59)
    walk.stage.session.touch()
    walk.stage.session.tick()
    assert "As of a moment ago" in walk.stage.texts()
    walk.stage.clock.advance(1)
    walk.stage.session.tick()
    walk.stage.settle()
    assert "As of 1 minute ago" in walk.stage.texts()
    hear(walk, PublicState.SOLVED, ticket="43")
    assert steps(walk)[2] == "3. The desk has solved it. As of a moment ago. Step done"
    assert len(steps(walk)) == 3
    assert walk.item("ticket").property("text") == "Its number at the desk: \u206643\u2069"


def test_an_age_that_nobody_knows_is_told_as_such(walk: Walk) -> None:
    walk.to_accepted()
    hear(walk, PublicState.IN_WORK, clock=False)
    assert "We cannot say how recent this is" in walk.stage.texts()
    walk.stage.clock.set_wall(walk.stage.clock.now().replace(year=1970))
    hear(walk, PublicState.IN_WORK)
    assert "We cannot say how recent this is" in walk.stage.texts()


def test_what_the_desk_says_is_told_again_in_another_language(walk: Walk) -> None:
    walk.to_accepted()
    hear(walk, PublicState.IN_WORK)
    walk.stage.session.setLanguage("el")
    walk.stage.settle()
    assert any("Σε εξέλιξη στο γραφείο" in text for text in walk.stage.texts())


def test_what_the_desk_said_of_another_visit_is_dropped_and_forgotten(walk: Walk) -> None:
    walk.to_accepted()
    request = walk.stage.accepted.followed
    assert request == walk.stage.store.kept[0].request.id
    note = PublicNote(id="1", at=None, text="Dear Ada")
    known = KnownTicket(ticket=Ticket(id="7"), state=PublicState.SOLVED, as_of=None, since=None, notes=(note,))
    walk.stage.accepted.tell_desk(UUID(int=7), known)
    walk.stage.settle()
    assert "The desk has solved it" not in walk.stage.texts()
    walk.stage.accepted.tell_desk(request, known)
    walk.stage.settle()
    assert "The desk has solved it" in walk.stage.texts()
    walk.stage.touch("Finish")
    walk.stage.accepted.tell_desk(request, known)
    walk.stage.settle()
    assert (walk.stage.accepted.followed, walk.stage.accepted.steps, walk.stage.accepted._known) == (None, [], None)


def test_nothing_is_offered_for_the_phone_where_the_code_opens_no_page(walk: Walk) -> None:
    walk.to_accepted()
    assert walk.named("keepOnPhone") is None


def test_something_else_leads_home_with_the_contact_still_known(walk: Walk) -> None:
    walk.to_accepted()
    walk.tap("somethingElse")
    assert walk.stage.screen == "Home"
    walk.stage.go("open_service", "repair")
    assert walk.item("start").property("text") == "Start", "what was sent is not a draft any more"


def test_back_leads_home_never_into_what_was_sent(walk: Walk) -> None:
    walk.to_accepted()
    walk.stage.touch("Back")
    assert walk.stage.screen == "Home"


def test_a_slip_waiting_for_paper_does_not_hold_the_idle_clock_for_ever(walk: Walk) -> None:
    walk.to_accepted()
    slip(walk, PrintState.PRINTING)
    walk.stage.clock.advance(25)
    walk.stage.session.tick()
    slip(walk, PrintState.PRINTING, PrinterFault.PAPER_OUT, held=True)
    walk.stage.clock.advance(61)
    walk.stage.session.tick()
    walk.stage.settle()
    assert walk.stage.screen == "Warning"


def test_after_the_visit_no_reference_is_left(walk: Walk) -> None:
    walk.to_accepted()
    walk.stage.touch("Finish")
    slip_view = PrintView(*(walk.stage.slips.started[-1][i] for i in (1, 0, 2)), PrintState.PRINTED)
    tell(walk, slip_view)
    walk.stage.go("start")
    assert not any("K7-" in text or "418" in text for text in walk.stage.texts())
    model = walk.stage.accepted
    assert (model.reference, model.trackingCode, model.qr) == ("", "", "")


def test_the_clock_that_is_not_trusted_is_not_shown(walk: Walk) -> None:
    walk.stage.clock.set_wall(walk.stage.clock.now().replace(year=1970))
    walk.to_accepted()
    assert not any("Today" in text or "1970" in text for text in walk.stage.texts())


def test_the_reference_is_spelled_for_ears(walk: Walk) -> None:
    walk.to_accepted()
    reference = walk.stage.store.kept[0].request.reference
    assert walk.stage.accepted.spelled.startswith(" ".join(reference))


def test_a_visit_that_printed_enough_is_told_so_and_keeps_its_code(walk: Walk) -> None:
    walk.to_accepted()
    slip(walk, PrintState.PRINTED)
    walk.stage.slips.spent = True
    walk.tap("printAgain")
    assert "No more receipts can be printed just now." in words(walk)
    assert walk.named("printAgain") is None
    assert walk.stage.slips.again == []
