"""Slips on the simulated printer, which was written from the manual and not from our encoder.

Where everything is drawn, its paper must be our picture, dot for dot. Where lines are the printer's own letters, it
must print the words of the slip in their order, and a code that a phone reads.
"""

from __future__ import annotations

import msgspec
import pytest
import zxingcpp
from PIL import Image, ImageChops

from kiosk.devices.profiles import PROFILES
from kiosk.devices.simulators.escpos_reader import CommandReader
from kiosk.devices.simulators.interpreter import Interpreter
from kiosk.devices.simulators.paper import Paper, Piece
from kiosk.domain.printing import PrinterProfile
from kiosk.domain.receipt import Receipt
from kiosk.receipts import draw_picture, render_slip
from kiosk.receipts.blocks import Line, Pair, Step
from kiosk.receipts.cleaning import without_marks
from kiosk.receipts.compose import compose_slip
from kiosk.receipts.native import set_in_columns
from tests.unit.receipts.fixed_wording import FixedWording
from tests.unit.receipts.samples import SLIPS

SIDE_DOTS, TOP_DOTS = 32, 24
"""White around the print in our pictures: 4 and 3 mm at 8 dots/mm."""

INK_BELOW = 150
"""Grey levels of the picture that are ink on paper."""

DOTS_APART = 0.001
"""Share of the dots of a slip that may differ: a grey that rounds the other way on another processor."""


def on_paper(receipt: Receipt, profile: PrinterProfile) -> Piece:
    """What the simulated printer makes of the slip; nothing in it may be unknown to that printer."""
    paper = Paper(profile.width_dots, head_to_cutter_dots=0)
    printer, reader = Interpreter(paper), CommandReader()
    slip = render_slip(receipt, profile, FixedWording(receipt.language))
    received = bytearray(b"".join(slip.fragments))
    while (command := reader.take(received)) is not None:
        if command.name == "ESC @":
            printer.initialize()
        elif command.name != "GS V":
            printer.execute(command)
    assert not received
    assert not printer.unknown
    return paper.cut()


@pytest.mark.parametrize("name", SLIPS)
def test_paper_is_the_picture_where_all_is_drawn(name: str) -> None:
    receipt, model = SLIPS[name]
    profile = msgspec.structs.replace(PROFILES[model], code_pages={}, native_qr=False)
    image = draw_picture(receipt, profile, FixedWording(receipt.language))
    drawn = Image.frombytes("L", (image.bytesPerLine(), image.height()), bytes(image.constBits()))
    height = image.height() - TOP_DOTS
    wanted = drawn.crop((SIDE_DOTS, TOP_DOTS, SIDE_DOTS + profile.width_dots, TOP_DOTS + height))
    wanted = wanted.point(lambda grey: 0 if grey < INK_BELOW else 255)
    printed = on_paper(receipt, profile).picture.crop((0, 0, profile.width_dots, height))
    apart = sum(ImageChops.difference(printed, wanted).histogram()[128:])
    assert apart <= DOTS_APART * profile.width_dots * height
    assert printed.histogram()[0] > 20_000, "there is ink to compare"


@pytest.mark.parametrize("name", SLIPS)
def test_code_on_the_paper_is_read(name: str) -> None:
    receipt, model = SLIPS[name]
    [code] = zxingcpp.read_barcodes(on_paper(receipt, PROFILES[model]).picture)
    assert code.text == receipt.qr


@pytest.mark.parametrize("name", SLIPS)
def test_words_in_the_printers_letters_are_the_words_of_the_slip(name: str) -> None:
    receipt, model = SLIPS[name]
    profile = PROFILES[model]
    wanted = []
    for block in compose_slip(receipt, FixedWording(receipt.language)):
        if isinstance(block, Line | Pair | Step) and set_in_columns(block, profile, None) is not None:
            match block:
                case Line(text):
                    wanted.append(text)
                case Pair(label, value):
                    wanted.append(label + value)
                case Step(number, text):
                    wanted.append(number + text)
    printed = [line for line in on_paper(receipt, profile).text.splitlines() if "─" not in line]
    assert _letters("".join(printed)) == _letters(without_marks("".join(wanted)))


def _letters(text: str) -> str:
    """Without spaces, and without the dot between kiosk and date, which narrow paper replaces by a new line."""
    return "".join(text.replace(" · ", " ").split())
