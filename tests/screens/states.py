"""Every state that a screen can be in, and how it comes to be: what `scripts/screens` draws and the audit walks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.domain.catalog import Pack
from kiosk.domain.news import KnownTicket
from kiosk.domain.printing import PrinterFault, PrintState
from kiosk.domain.request import PublicState, Ticket
from kiosk.errors import (
    ContentError,
    FrontdoorError,
    SettingsError,
    StoreError,
    StoreFull,
    StoreKeyMissing,
    StoreReadOnly,
    StoreTooNew,
)
from kiosk.journeys.printing import PrintView
from kiosk.screens.out_of_service import bare_pack
from tests.screens.control_sheet import lay_control_sheet
from tests.screens.every_field import every_field_pack
from tests.screens.five_languages import IranianStage, ShippedStage
from tests.screens.hard_packs import (
    announcements_pack,
    five_hundred_services_pack,
    long_labels_pack,
    mixed_scripts_pack,
    sixty_questions_pack,
)
from tests.screens.sample_pack import sample_pack
from tests.screens.sample_words import LANGUAGES
from tests.screens.stage import LIMITS, MONDAY, SATURDAY, KioskStage
from tests.screens.walk import Walk

Way = Callable[[Walk], object]

KEYS_MS = 400
"""How long the keyboard takes to come up or to change its layout, with room for a busy machine."""


@dataclass(frozen=True, slots=True)
class State:
    """One row of the gallery."""

    way: Way
    """From Attract to the state."""
    pack: Callable[[], Pack] = sample_pack
    now: datetime = MONDAY
    kiosk: type[KioskStage] = ShippedStage
    languages: tuple[str, ...] = LANGUAGES
    """Where it can be seen in some only (pinyin)."""
    turns: bool = False
    """Whether it goes through the languages by itself, so that a kiosk of each default language is looked at."""
    again: Way | None = None
    """What has to be done anew in each view."""
    from_top: bool = True
    """Whether it is seen scrolled to its top in each view."""
    any_pack: bool = False
    """Whether it can be shown with any author's pack."""
    audited: bool = True
    """Whether it is a screen that a customer sees (the sheet of controls is not)."""


def _moves(*moves: tuple[str, str]) -> Way:
    def way(walk: Walk) -> None:
        walk.stage.go("start")
        for move, argument in moves:
            walk.stage.go(move, argument)

    return way


def _walk(*steps: Way) -> Way:
    def way(walk: Walk) -> None:
        walk.stage.go("start")
        for step in steps:
            step(walk)

    return way


def _form(service: str) -> Way:
    return lambda walk: walk.to_form(service)


def _tap(name: str) -> Way:
    return lambda walk: walk.tap(name)


def _warn(walk: Walk) -> None:
    walk.stage.go("start")
    for seconds in (61, 11):
        walk.stage.clock.advance(seconds)
        walk.stage.session.tick()


def _call(walk: Walk) -> None:
    walk.stage.session.model("Help").call()


def _broken_call(walk: Walk) -> None:
    walk.stage.store.error = StoreFull("full")
    _call(walk)


def _hold(walk: Walk) -> None:
    walk.stage.store.hold = True


def _broken_send(walk: Walk) -> None:
    walk.stage.store.error = StoreFull("full")
    walk.tap("send")


def _spend_requests(walk: Walk) -> None:
    for _ in range(LIMITS.requests.per_visit):
        walk.stage.allowances.requests.count(walk.stage.session.visit)


def _spend_calls(walk: Walk) -> None:
    for _ in range(LIMITS.calls.per_visit):
        walk.stage.allowances.calls.count(walk.stage.session.visit)


def _spend_slips(walk: Walk) -> None:
    walk.stage.slips.spent = True


def _settle(walk: Walk) -> None:
    walk.stage.settle()


def _look_for(typed: str) -> Way:
    return lambda walk: walk.stage.session.model("Catalog").type(typed)


def _answer_words(walk: Walk) -> None:
    walk.type("short_text", "A lamp")
    walk.tap("continue")


def _answer_choices(walk: Walk) -> None:
    for name in ("choice.red", "multiple_choice.tea", "yes_no.no"):
        walk.tap(f"option.{name}")


def _answer_days(walk: Walk) -> None:
    for picker, day in (("day.date", "2026-11-30"), ("first.date_range", "2026-11-24")):
        walk.tap(f"{picker}.line")
        walk.tap(f"{picker}.calendar.{day}")
    walk.tap("last.date_range.calendar.2026-11-26")


def _slip(state: PrintState, fault: PrinterFault | None = None, *, held: bool = False) -> Way:
    def way(walk: Walk) -> None:
        job, request, visit = walk.stage.slips.started[-1]
        walk.stage.accepted.tell_print(PrintView(request, job, visit, state, held=held, fault=fault))

    return way


def _ticket(walk: Walk) -> None:
    walk.stage.accepted.tell_ticket(walk.stage.slips.started[-1][1], Ticket(id="4711", url=""))


def _desk_says(state: PublicState, *, minutes: int) -> Way:
    def way(walk: Walk) -> None:
        as_of = walk.stage.clock.now() - timedelta(minutes=minutes)
        known = KnownTicket(ticket=Ticket(id="4711"), state=state, as_of=as_of, since=as_of)
        walk.stage.accepted.tell_desk(walk.stage.slips.started[-1][1], known)

    return way


def _keys(walk: Walk) -> None:
    walk.stage.kiosk.after_first_frame()
    QTest.qWait(2 * KEYS_MS)


def _wait_for_keys(_walk: Walk) -> None:
    QTest.qWait(KEYS_MS)


def _touch_entry(field: str) -> Way:
    return lambda walk: walk.touch_entry(field)


def _pinyin(walk: Walk) -> None:
    QGuiApplication.inputMethod().reset()
    QTest.qWait(KEYS_MS)
    for letter in "nihao":
        walk.stage.touch_at(walk.stage.centre(_key(walk.stage, letter)))
        QTest.qWait(100)


def _key(stage: KioskStage, letter: str) -> QQuickItem:
    for _turn in range(20):
        for item in stage.items():
            if item.property("keyType") is not None and item.property("text") == letter:
                return item
        QTest.qWait(50)
    raise AssertionError(f"no key {letter} came")


def _out_of_service(error: FrontdoorError, pack: Callable[[], Pack] = sample_pack) -> State:
    return State(
        lambda walk: walk.stage.out_of_service.fail(error), pack, again=_turn_to_language, any_pack=pack is sample_pack
    )


def _turn_to_language(walk: Walk) -> None:
    """The page goes through the languages by itself; while it is looked at, it must not."""
    page = walk.stage.page()
    page.findChild(QObject, "turning").setProperty("running", False)
    page.setProperty("turn", LANGUAGES.index(walk.stage.session.language_code))


def _bare_pack() -> Pack:
    return bare_pack(LANGUAGES)


def _accepted(*news: Way) -> State:
    return State(_walk(Walk.to_accepted, *news))


def _everything(*steps: Way, kiosk: type[KioskStage] = ShippedStage) -> State:
    return State(_walk(_form("everything"), *steps), every_field_pack, kiosk=kiosk)


def _typing(field: str, *steps: Way) -> State:
    way = _walk(_keys, _form("everything"), *steps, _touch_entry(field))
    return State(way, every_field_pack, again=_wait_for_keys, from_top=False)


_TO_DAYS = (_answer_words, _answer_choices, _tap("continue"))
_TO_CODES = (*_TO_DAYS, _answer_days, _tap("continue"))

STATES: dict[str, State] = {
    "attract": State(lambda walk: None, turns=True, any_pack=True),
    "attract_announcements": State(lambda walk: None, announcements_pack, turns=True),
    "home": State(_moves(), any_pack=True),
    "home_announcements": State(_moves(), announcements_pack),
    "home_mixed_scripts": State(_moves(), mixed_scripts_pack),
    "language": State(_moves(("choose_language", "")), any_pack=True),
    "access": State(_moves(("choose_access", "")), any_pack=True),
    "help": State(_moves(("help", "")), any_pack=True),
    "help_closed": State(_moves(("help", "")), now=SATURDAY, any_pack=True),
    "help_calling": State(_walk(_hold, lambda walk: walk.stage.go("help"), _call)),
    "help_faulty": State(_walk(lambda walk: walk.stage.go("help"), _broken_call)),
    "help_spent": State(_walk(lambda walk: walk.stage.go("help"), _spend_calls, _call)),
    "help_called": State(_walk(lambda walk: walk.stage.go("help"), _call), any_pack=True),
    "warning": State(_warn, any_pack=True),
    "out_of_service": _out_of_service(StoreTooNew("newer")),
    "out_of_service_key": _out_of_service(StoreKeyMissing("no key")),
    "out_of_service_read_only": _out_of_service(StoreReadOnly("read-only")),
    "out_of_service_full": _out_of_service(StoreFull("full")),
    "out_of_service_store": _out_of_service(StoreError("closed")),
    "out_of_service_settings": _out_of_service(SettingsError("wrong")),
    "out_of_service_no_content": _out_of_service(ContentError("none"), _bare_pack),
    "catalog": State(_moves(("browse", "")), any_pack=True),
    "catalog_problems": State(_moves(("browse", "incident"))),
    "catalog_department": State(
        _walk(
            lambda walk: walk.stage.go("browse"), lambda walk: walk.stage.session.model("Catalog").openDepartment("it")
        )
    ),
    "catalog_500": State(_moves(("browse", "")), five_hundred_services_pack),
    "catalog_found": State(_moves(("browse", "")), again=_look_for("Wi-Fi")),
    "catalog_nothing_found": State(_moves(("browse", "")), again=_look_for("qqqq")),
    "service": State(_moves(("open_service", "laptop"))),
    "service_mixed_scripts": State(_moves(("open_service", "vpn")), mixed_scripts_pack),
    "service_long_labels": State(_moves(("open_service", "long")), long_labels_pack),
    "form": State(_walk(_form("laptop"))),
    "form_faulty": State(_walk(_form("laptop"), _tap("continue"))),
    "form_words": _everything(),
    "form_choices": _everything(_answer_words, _answer_choices),
    "form_days": _everything(*_TO_DAYS, _answer_days),
    "form_calendar": _everything(*_TO_DAYS, _tap("day.date.line")),
    "form_calendar_jalali": _everything(*_TO_DAYS, _tap("day.date.line"), kiosk=IranianStage),
    "form_codes": _everything(*_TO_CODES),
    "form_codes_faulty": _everything(*_TO_CODES, _tap("continue")),
    "form_long_labels": State(_walk(_form("long")), long_labels_pack),
    "form_sixty": State(_walk(_form("sixty")), sixty_questions_pack),
    "keyboard": _typing("short_text"),
    "keyboard_numbers": _typing("number", *_TO_CODES),
    "keyboard_phone": _typing("phone", *_TO_CODES),
    "keyboard_email": _typing("email", *_TO_CODES),
    "keyboard_pinyin": State(
        _walk(_keys, _form("everything"), _touch_entry("short_text")),
        every_field_pack,
        languages=("zh",),
        again=_pinyin,
        from_top=False,
    ),
    "identify": State(_walk(Walk.to_identify)),
    "identify_faulty": State(_walk(Walk.to_identify, _tap("continue"))),
    "review": State(_walk(Walk.to_review)),
    "review_sending": State(_walk(Walk.to_review, _hold, _tap("send"))),
    "review_faulty": State(_walk(Walk.to_review, _broken_send)),
    "review_spent": State(_walk(Walk.to_review, _spend_requests, _tap("send"))),
    "accepted": _accepted(_slip(PrintState.PRINTED)),
    "accepted_spent": _accepted(_slip(PrintState.PRINTED), _settle, _spend_slips, _tap("printAgain")),
    "accepted_ticket": _accepted(_slip(PrintState.PRINTED), _ticket),
    "accepted_in_work": _accepted(_slip(PrintState.PRINTED), _desk_says(PublicState.IN_WORK, minutes=2)),
    "accepted_waiting": _accepted(_slip(PrintState.PRINTED), _desk_says(PublicState.WAITING_FOR_YOU, minutes=11)),
    "accepted_solved": _accepted(_slip(PrintState.PRINTED), _desk_says(PublicState.SOLVED, minutes=0)),
    "accepted_printing": _accepted(_slip(PrintState.PRINTING)),
    "accepted_probable": _accepted(_slip(PrintState.PROBABLE)),
    "accepted_unknown": _accepted(_slip(PrintState.UNKNOWN)),
    "accepted_failed": _accepted(_slip(PrintState.FAILED, PrinterFault.OFFLINE)),
    "accepted_abandoned": _accepted(_slip(PrintState.ABANDONED)),
    "accepted_no_paper": _accepted(_slip(PrintState.PRINTING, PrinterFault.PAPER_OUT, held=True)),
    "accepted_cover_open": _accepted(_slip(PrintState.PRINTING, PrinterFault.COVER_OPEN, held=True)),
    "accepted_cutter_jam": _accepted(_slip(PrintState.PRINTING, PrinterFault.CUTTER_JAM, held=True)),
    "accepted_overheated": _accepted(_slip(PrintState.PRINTING, PrinterFault.OVERHEATED, held=True)),
    "controls": State(lambda walk: lay_control_sheet(walk.stage), audited=False),
}
"""By name; a name begins with its screen's."""
