"""An independent receipt printer as referee: prints every golden slip on emupos and reads it back.

Run by scripts/emupos with a Python that has emupos and zxing-cpp; not part of the product. Fails when emupos does not
know a command or a code page, when a slip does not come out in one piece, or when its QR code cannot be read.
"""

from __future__ import annotations

import io
import sys
from importlib import resources
from pathlib import Path

import yaml
import zxingcpp
from emupos.config import PrinterProfile
from emupos.events import EventType
from emupos.printer.printer import Printer
from PIL import Image

GOLDEN = Path(__file__).parent.parent / "tests" / "golden"
MODEL = "epson-tm-t20iii"
WIDTHS = {"58": 384, "80": 576}
CODES = ("https://desk.northbridge.example/s/", "K7-")
"""How the codes of golden slips begin: the link to the request, or its reference where there is no date."""

GREEK_PAGES = (14, 15)
"""PC737 and ISO 8859-7: Epson's list has them, but emupos has no Greek letters."""

MARGIN_DOTS = 32
"""White around the picture: a slip has it from the paper."""


def print_slip(slip: bytes, width_dots: int) -> tuple[list[str], list[Image.Image]]:
    """What emupos objects to, and what came out."""
    facts = yaml.safe_load(resources.files("emupos").joinpath("profiles", "printers", f"{MODEL}.yaml").read_text())
    profile = PrinterProfile.model_validate(facts | {"width_dots": width_dots})
    printer = Printer("referee", profile, sensor_open_level="high", job_idle_timeout_ms=1000)
    output = printer.open_connection(1, 0.0) + printer.receive(1, slip, 0.0)
    output += printer.close_connection(1, 0.0)
    complaints = [
        f"{event.type}: {event.data}"
        for event in output.events
        if event.type is EventType.PRINTER_COMMAND_UNKNOWN
        or (event.type is EventType.PRINTER_CODEPAGE_UNSUPPORTED and event.data["number"] not in GREEK_PAGES)
    ]
    return complaints, [Image.open(io.BytesIO(receipt.png)).convert("L") for receipt in output.receipts]


def judge(path: Path) -> list[str]:
    """What is wrong with one golden slip."""
    width_dots = next(dots for width, dots in WIDTHS.items() if width in path.stem.split("-"))
    found, pictures = print_slip(path.read_bytes(), width_dots)
    if len(pictures) != 1:
        return [*found, f"{len(pictures)} pieces of paper"]
    paper = Image.new("L", (pictures[0].width + 2 * MARGIN_DOTS, pictures[0].height + 2 * MARGIN_DOTS), 255)
    paper.paste(pictures[0], (MARGIN_DOTS, MARGIN_DOTS))
    codes = [code.text for code in zxingcpp.read_barcodes(paper)]
    if len(codes) != 1 or not codes[0].startswith(CODES):
        found.append(f"codes {codes}")
    return found


def main() -> int:
    slips = sorted(GOLDEN.rglob("*.bin"))
    wrong = {path.stem: found for path in slips if (found := judge(path))}
    for name, found in wrong.items():
        print(f"{name}: {'; '.join(found)}")
    print(f"emupos printed {len(slips)} golden slips, {len(wrong)} with something wrong")
    return 1 if wrong or not slips else 0


sys.exit(main())
