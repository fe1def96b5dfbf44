"""From a receipt to the bytes of a slip: each block in the printer's letters where it has them, drawn where not."""

from __future__ import annotations

from kiosk.domain.printing import PrinterProfile, Slip
from kiosk.domain.receipt import Receipt
from kiosk.receipts.blocks import Block, Code, Gap
from kiosk.receipts.compose import SlipWording, compose_slip
from kiosk.receipts.drawing import draw_block
from kiosk.receipts.encoder import SlipEncoder
from kiosk.receipts.fonts import require_fonts
from kiosk.receipts.native import set_in_columns
from kiosk.receipts.qr import draw_modules, module_dots
from kiosk.receipts.raster import to_rows
from kiosk.receipts.strips import Strip, cut_strips


def render_slip(receipt: Receipt, profile: PrinterProfile, wording: SlipWording) -> Slip:
    """The bytes that print `receipt`. `wording` is of the receipt's language and time zone.

    Any thread; needs a QGuiApplication. The first call imports python-escpos (a third of a second). Raises
    `FontMissing` where a line must be drawn and the font of the receipt's language is not there; names in the
    letters of others are then marked, not missed.
    """
    require_fonts(receipt.language)
    encoder = SlipEncoder(profile)
    for block in compose_slip(receipt, wording):
        _write(block, profile, encoder)
    return encoder.finish()


def _write(block: Block, profile: PrinterProfile, encoder: SlipEncoder) -> None:
    if isinstance(block, Gap):
        encoder.feed(round(block.mm * profile.dots_per_mm))
        return
    if isinstance(block, Code) and profile.native_qr:
        modules = draw_modules(block.text) or ()
        encoder.qr(block.text, module_dots(len(modules), profile))
        return
    lines = set_in_columns(block, profile, encoder.page)
    if lines is not None:
        for line in lines:
            encoder.text(line)
        return
    drawing = draw_block(block, profile)
    for piece in cut_strips(to_rows(drawing, profile.width_dots), strip_dots=profile.strip_dots):
        if isinstance(piece, Strip):
            encoder.raster(piece)
        else:
            encoder.feed(piece.dots)
