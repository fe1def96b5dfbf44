"""Renders screens offscreen by language, theme, text size and layout, and lays them out on one contact sheet."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest

from kiosk.content.check import build_pack
from kiosk.domain.catalog import Pack
from kiosk.domain.printing import PrinterFault, PrintState
from kiosk.errors import StoreTooNew
from kiosk.journeys.printing import PrintView
from kiosk.screens.theme import CAP_HEIGHTS_MM, Contrast, ScreenSize
from kiosk.screens.window import WindowSize, prepare_process
from tests.screens.stage import LANDSCAPE, MONDAY, PORTRAIT, SATURDAY, SMALL_LANDSCAPE, KioskStage
from tests.screens.walk import Walk

CELL_PX = 270
"""Width of one picture on the contact sheet."""


@dataclass(frozen=True, slots=True)
class View:
    """How a screen is looked at."""

    language: str = "en"
    contrast: Contrast = Contrast.LIGHT
    text_size: int = 1
    size: WindowSize = PORTRAIT
    reach: bool = False

    @property
    def name(self) -> str:
        layout = f"{self.size.width_px}x{self.size.height_px}{'-reach' if self.reach else ''}"
        return f"{self.language}-{self.contrast}-{self.text_size}-{layout}"


USUAL = (
    View(),
    View("ar"),
    View("ar", Contrast.DARK, 2),
    View("en", Contrast.YELLOW_ON_BLACK, 3),
    View("ar", Contrast.BLACK_ON_WHITE, 3, LANDSCAPE),
    View("en", Contrast.DARK, 1, LANDSCAPE),
    View("ar", Contrast.LIGHT, 0, SMALL_LANDSCAPE),
    View("en", Contrast.LIGHT, 2, SMALL_LANDSCAPE),
    View("en", Contrast.LIGHT, 1, PORTRAIT, True),
)
"""Every value of every dimension at least twice, and the pairs that hurt."""


def every_view() -> Iterator[View]:
    """The full set."""
    for language, contrast, size, layout in product(
        ("en", "ar"), Contrast, range(len(CAP_HEIGHTS_MM)), (PORTRAIT, LANDSCAPE, SMALL_LANDSCAPE)
    ):
        yield View(language, contrast, size, layout)


def _start(stage: KioskStage) -> None:
    stage.go("start")


def _goto(*moves: tuple[str, str]) -> Callable[[KioskStage], None]:
    def way(stage: KioskStage) -> None:
        _start(stage)
        for move, argument in moves:
            stage.go(move, argument)

    return way


def _warn(stage: KioskStage) -> None:
    _start(stage)
    stage.clock.advance(61)
    stage.session.tick()
    stage.clock.advance(11)
    stage.session.tick()


def _called(stage: KioskStage) -> None:
    _goto(("help", ""))(stage)
    stage.session.model("Help").call()


def _keyboard(stage: KioskStage) -> None:
    _goto(("open_service", "laptop"), ("identify", ""))(stage)
    stage.kiosk.after_first_frame()
    QTest.qWait(600)
    field = next(item for item in stage.items() if item.inherits("QQuickTextField"))
    stage.touch_at(stage.centre(field))
    QTest.qWait(600)


def _walk(step: Callable[[Walk], None]) -> Callable[[KioskStage], None]:
    def way(stage: KioskStage) -> None:
        _start(stage)
        step(Walk(stage))

    return way


def _slip(state: PrintState, fault: PrinterFault | None = None, *, held: bool = False) -> Callable[[KioskStage], None]:
    def way(stage: KioskStage) -> None:
        _walk(Walk.to_accepted)(stage)
        job, request, visit = stage.slips.started[-1]
        stage.accepted.tell_print(PrintView(request, job, visit, state, held=held, fault=fault))

    return way


def _faulty_form(walk: Walk) -> None:
    walk.to_form("laptop")
    walk.tap("continue")


def _broken(stage: KioskStage) -> None:
    stage.out_of_service.fail(StoreTooNew("newer"))


STATES: dict[str, Callable[[KioskStage], None]] = {
    "attract": lambda stage: None,
    "home": _start,
    "language": _goto(("choose_language", "")),
    "access": _goto(("choose_access", "")),
    "help": _goto(("help", "")),
    "help_closed": _goto(("help", "")),
    "help_called": _called,
    "warning": _warn,
    "out_of_service": _broken,
    "catalog": _goto(("browse", "")),
    "service": _goto(("open_service", "laptop")),
    "form": _goto(("open_service", "laptop"), ("fill_in", "")),
    "identify": _goto(("open_service", "laptop"), ("identify", "")),
    "form_faulty": _walk(_faulty_form),
    "keyboard": _keyboard,
    "review": _walk(Walk.to_review),
    "accepted": _slip(PrintState.PRINTED),
    "accepted_no_paper": _slip(PrintState.PRINTING, PrinterFault.PAPER_OUT, held=True),
    "accepted_unknown": _slip(PrintState.UNKNOWN),
}


ANY_PACK = ("attract", "home", "language", "access", "help", "help_closed", "help_called", "warning", "catalog")


def render(state: str, view: View, folder: Path, pack: Pack | None = None) -> Path:
    """One picture."""
    small = view.size == SMALL_LANDSCAPE
    stage = KioskStage(
        pack=pack,
        size=view.size,
        screen=ScreenSize(345, 215) if small else None,
        now=SATURDAY if state.endswith("closed") else MONDAY,
        language=view.language if state in ("attract", "out_of_service") else "en",
    )
    try:
        look = stage.session.look
        STATES[state](stage)
        stage.session.setLanguage(view.language)
        look.setTextSize(view.text_size)
        look.setContrast(view.contrast.value)
        look.setReach(view.reach)
        stage.settle()
        path = folder / f"{state}-{view.name}.png"
        stage.picture().save(str(path))
    finally:
        stage.close()
    return path


def contact_sheet(rows: dict[str, list[Path]], folder: Path) -> Path:
    """All pictures, a row for each state."""
    cell_height = CELL_PX * 16 // 9
    columns = max(len(paths) for paths in rows.values())
    sheet = QImage(columns * (CELL_PX + 12), len(rows) * (cell_height + 40), QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    font = QFont(QGuiApplication.font())
    font.setPixelSize(20)
    painter.setFont(font)
    for row, (state, paths) in enumerate(rows.items()):
        top = row * (cell_height + 40)
        painter.drawText(QRect(8, top, 600, 30), Qt.AlignmentFlag.AlignVCenter, state)
        for column, path in enumerate(paths):
            picture = QImage(str(path)).scaled(
                CELL_PX, cell_height, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            painter.drawImage(column * (CELL_PX + 12), top + 34, picture)
    painter.end()
    path = folder / "contact-sheet.png"
    sheet.save(str(path))
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--only", action="append", choices=sorted(STATES), help="this state only; may be repeated")
    parser.add_argument("--all", action="store_true", help="every combination instead of the usual ones")
    parser.add_argument("--views", type=int, help="only the first so many of the usual combinations")
    parser.add_argument(
        "--content", type=Path, help="a content pack to show instead of the tests'; only states that fit any pack"
    )
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    prepare_process()
    application = QGuiApplication(sys.argv[:1])
    views = tuple(every_view()) if options.all else USUAL[: options.views]
    pack = build_pack(options.content) if options.content else None
    states = options.only or (ANY_PACK if pack else STATES)
    rows = {state: [render(state, view, options.folder, pack) for view in views] for state in states}
    print(contact_sheet(rows, options.folder))
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
