"""From the receipt document to the blocks of a slip, in reading order. No Qt here, no bytes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from kiosk.domain.receipt import Receipt
from kiosk.domain.reference import group_tracking_code
from kiosk.domain.text import PDI, RLI, is_right_to_left, isolate, isolate_code
from kiosk.receipts.blocks import Align, Block, Code, Gap, Line, Pair, Rule, Size, Step
from kiosk.receipts.cleaning import (
    fit_for_paper,
    has_right_to_left_letters,
    is_blank,
    reads_right_to_left,
)
from kiosk.receipts.qr import fits_on_paper

_DOTS = frozenset("٠۰")
"""Zeros of Arabic and Persian: a middle dot beside the day of the month would read as another."""


class SlipWording(Protocol):
    """The part of `kiosk.i18n.Wording` that slips use; of the receipt's language and time zone."""

    def text(self, msgid: str, /, **values: object) -> str:
        """The sentence in the slip's language."""
        ...

    def day_and_time(self, moment: datetime) -> str:
        """An aware moment as it is written in the slip's language, local to the kiosk."""
        ...

    def number(self, number: int, /) -> str:
        """A whole number with the digits of the place."""
        ...


def compose_slip(receipt: Receipt, wording: SlipWording) -> tuple[Block, ...]:
    """Everything the slip of `receipt` says, from top to bottom. Texts are cleaned; empty ones are left out."""
    mirrored = is_right_to_left(receipt.language)
    return (
        *_head(receipt, wording, mirrored),
        Rule(),
        *_reference(receipt, wording, mirrored),
        Rule(),
        *_facts(receipt, wording, mirrored),
        Rule(),
        *_what_happens(receipt, wording, mirrored),
        *_foot(receipt, wording, mirrored),
    )


def _head(receipt: Receipt, wording: SlipWording, mirrored: bool) -> Iterator[Block]:
    desk, kiosk = fit_for_paper(receipt.desk_name), fit_for_paper(receipt.kiosk_name)
    if not is_blank(desk):
        yield Line(desk, size=Size.TITLE, bold=True, right_to_left=mirrored)
    if receipt.accepted_at is None:
        if not is_blank(kiosk):
            yield Line(kiosk, right_to_left=mirrored)
        undated = wording.text("No date here: the clock of this kiosk is not set.")
        yield Line(fit_for_paper(undated), right_to_left=mirrored)
        return
    date = fit_for_paper(wording.day_and_time(receipt.accepted_at))
    if is_blank(kiosk):
        yield Line(date, right_to_left=mirrored)
    else:
        # Only the kiosk's name is isolated: the date is the slip's own language and orders itself.
        between = "|" if _DOTS & set(date) else "·"
        yield Line(f"{isolate(kiosk)} {between} {date}", right_to_left=mirrored, apart=(kiosk, date))


def _reference(receipt: Receipt, wording: SlipWording, mirrored: bool) -> Iterator[Block]:
    yield Line(fit_for_paper(wording.text("Your reference")), right_to_left=mirrored)
    # Never mirrored: a reference is Latin in every language, and a line of its own keeps it from reordering.
    yield Line(fit_for_paper(receipt.reference), size=Size.HUGE, bold=True)


def _facts(receipt: Receipt, wording: SlipWording, mirrored: bool) -> Iterator[Block]:
    requester, title = fit_for_paper(receipt.requester), fit_for_paper(receipt.title)
    pairs = [
        *([] if is_blank(title) else [(wording.text("Request"), title)]),
        (wording.text("For"), wording.text("Guest") if is_blank(requester) else requester),
        *receipt.details,
    ]
    for label, value in pairs:
        yield Pair(fit_for_paper(label), _isolated(fit_for_paper(value), mirrored), mirrored)
    if receipt.tracking_code:
        code = fit_for_paper(group_tracking_code(receipt.tracking_code))
        yield Pair(fit_for_paper(wording.text("Tracking code")), isolate_code(code), mirrored)


def _isolated(value: str, mirrored: bool) -> str:
    """`value` in the direction of its first letter; of the slip's where a sentence of it begins with a Latin name."""
    return f"{RLI}{value}{PDI}" if mirrored and has_right_to_left_letters(value) else isolate(value)


def _what_happens(receipt: Receipt, wording: SlipWording, mirrored: bool) -> Iterator[Block]:
    steps = [step for step in map(fit_for_paper, receipt.steps) if not is_blank(step)]
    if not steps:
        return
    title = fit_for_paper(wording.text("What happens now"))
    yield Line(title, bold=True, align=Align.START, right_to_left=mirrored)
    for position, step in enumerate(steps, start=1):
        yield Step(f"{wording.number(position)}.", step, mirrored)
    yield Rule()


def _foot(receipt: Receipt, wording: SlipWording, mirrored: bool) -> Iterator[Block]:
    opens_status = receipt.qr_opens_status and fits_on_paper(receipt.qr)
    # A code too dense for a phone helps nobody; the reference always fits.
    code = receipt.qr if fits_on_paper(receipt.qr) else receipt.reference
    if fits_on_paper(code):
        yield Gap(2.5)
        yield Code(code)
        yield Gap(2.5)
        status, number = wording.text("Scan to see where it stands"), wording.text("This code holds your reference")
        yield Line(fit_for_paper(status if opens_status else number), right_to_left=mirrored)
    ask, for_desk = fit_for_paper(receipt.ask), fit_for_paper(receipt.line_for_desk)
    if not is_blank(ask):
        yield Gap(1)
        yield Line(ask, right_to_left=mirrored)
    if not is_blank(for_desk):
        yield Gap(1)
        yield Line(for_desk, size=Size.SMALL, right_to_left=reads_right_to_left(for_desk))
