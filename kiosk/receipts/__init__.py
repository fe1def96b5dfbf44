"""Receipts on paper: the document and a printer's profile in, printer bytes or a picture out.

`compose` says what a slip says; `native` and `encoder` write it in the printer's letters, `typeset`, `raster` and
`strips` draw what it has no letters for; `picture` draws all of it for people.
"""

from kiosk.receipts.compose import SlipWording, compose_slip
from kiosk.receipts.fonts import FontMissing, check_fonts
from kiosk.receipts.picture import draw_picture
from kiosk.receipts.render import render_slip

__all__ = ["FontMissing", "SlipWording", "check_fonts", "compose_slip", "draw_picture", "render_slip"]
