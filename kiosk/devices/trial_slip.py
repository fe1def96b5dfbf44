"""A short slip for trying printers: plain ASCII, so that it needs neither code pages nor the receipts room."""

from __future__ import annotations

from kiosk.domain.printing import PrinterProfile, Slip


def make_test_slip(profile: PrinterProfile) -> Slip:
    """A headline, a ruler over the whole width, and a cut (or a long feed where the model has no cutter)."""
    ruler = "".join(str(column % 10) for column in range(1, profile.columns + 1))
    double = b"\x1d!\x11" + b"Frontdoor" + b"\x1d!\x00\n"
    lines = f"Test slip for profile {profile.name}\n{ruler}\n".encode("ascii")
    feed = b"\x1bJ" + bytes((min(255, profile.feed_before_cut_dots),))
    ending = feed + (b"\x1dV\x00" if profile.cuts else b"")
    return Slip((b"\x1b@" + b"\x1ba\x01" + double + b"\x1ba\x00", lines, ending))
