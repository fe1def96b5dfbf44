"""Renders screens offscreen by language, theme, text size and layout, and lays them out on contact sheets."""

from __future__ import annotations

import argparse
import math
import multiprocessing
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

from kiosk.content.check import build_pack
from kiosk.screens.window import prepare_process
from tests.screens.states import STATES
from tests.screens.viewing import in_views
from tests.screens.views import PAIRWISE, View, every_view

PROCESSES = 2
"""Pictures are drawn by the processor alone: more than there are cores would only wait for each other."""

COLUMNS = 10
SHEET_CELL_PX = 240
"""Width of a picture on the sheet of one state."""

WHOLE_SHEET_PX = 36_000_000
"""Pixels that the contact sheet of a run may have at most, so that a viewer can still open it."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a process draws at once: one state in all its views."""

    state: str
    views: tuple[View, ...]
    folder: Path
    content: Path | None


@dataclass(frozen=True, slots=True)
class Row:
    """What became of it: pictures in the order of the views, and seconds."""

    state: str
    pictures: tuple[Path, ...]
    seconds: float


def draw(task: Task) -> Row:
    """Draw one state and its own sheet."""
    begun = time.perf_counter()
    pack = build_pack(task.content) if task.content else None
    drawn = {}
    for view, stage in in_views(task.state, task.views, pack):
        drawn[view] = task.folder / f"{task.state}-{view.name}.png"
        stage.picture().save(str(drawn[view]))
    pictures = tuple(drawn[view] for view in task.views if view in drawn)
    if pictures:
        contact_sheet({task.state: pictures}, task.folder / "sheets" / f"{task.state}.png", SHEET_CELL_PX, COLUMNS)
    return Row(task.state, pictures, time.perf_counter() - begun)


def contact_sheet(rows: dict[str, Sequence[Path]], path: Path, cell_px: int, columns: int) -> None:
    """All pictures, a row (or several) for each state, with the name of the state above."""
    cell_height, gap, head = cell_px * 16 // 9, max(2, cell_px // 24), max(12, cell_px // 8)
    heights = [head + math.ceil(len(pictures) / columns) * (cell_height + gap) for pictures in rows.values()]
    sheet = QImage(columns * (cell_px + gap), sum(heights), QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    font = QFont(QGuiApplication.font())
    font.setPixelSize(head * 7 // 10)
    painter.setFont(font)
    top = 0
    for (state, pictures), height in zip(rows.items(), heights, strict=True):
        painter.drawText(QRect(gap, top, sheet.width(), head), Qt.AlignmentFlag.AlignVCenter, state)
        for number, picture in enumerate(pictures):
            row, column = divmod(number, columns)
            image = QImage(str(picture)).scaled(
                cell_px, cell_height, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            painter.drawImage(column * (cell_px + gap), top + head + row * (cell_height + gap), image)
        top += height
    painter.end()
    sheet.save(str(path))


def whole_sheet(rows: dict[str, Sequence[Path]], path: Path) -> None:
    """The contact sheet of the run: small enough to be opened, whatever the number of pictures."""
    number = sum(len(pictures) for pictures in rows.values())
    cell_px = min(SHEET_CELL_PX, int(math.sqrt(WHOLE_SHEET_PX / (number * 16 / 9 * 1.2))))
    contact_sheet(rows, path, cell_px, 2 * COLUMNS)


def start_application() -> None:
    """What each process needs before it draws."""
    prepare_process()
    QGuiApplication(sys.argv[:1])


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument(
        "--only", action="append", choices=sorted(STATES), metavar="STATE", help="this state only; may be repeated"
    )
    parser.add_argument("--all", action="store_true", help=f"all {len(every_view())} views instead of {len(PAIRWISE)}")
    parser.add_argument("--views", type=int, help="only the first so many views")

    parser.add_argument(
        "--content", type=Path, help="a content pack to show instead of the tests'; only states that fit any pack"
    )
    return parser.parse_args()


def main() -> int:
    options = parse()
    (options.folder / "sheets").mkdir(parents=True, exist_ok=True)
    views = (every_view() if options.all else PAIRWISE)[: options.views]
    states = options.only or [name for name, state in STATES.items() if state.any_pack or not options.content]
    rows: dict[str, Sequence[Path]] = dict.fromkeys(states, ())
    failed = 0
    # Spawned, not forked: a process with Qt in it cannot be forked.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context, initializer=start_application) as pool:
        tasks: dict[Future[Row], str] = {
            pool.submit(draw, Task(state, views, options.folder, options.content)): state for state in states
        }
        for done, future in enumerate(as_completed(tasks), 1):
            try:
                row = future.result()
            except Exception as error:
                failed += 1
                print(f"{done:3}/{len(states)}  {tasks[future]:28} FAILED: {type(error).__name__}: {error}", flush=True)
            else:
                rows[row.state] = row.pictures
                print(
                    f"{done:3}/{len(states)}  {row.state:28} {len(row.pictures):3} in {row.seconds:.1f} s", flush=True
                )
    start_application()
    whole_sheet({state: pictures for state, pictures in rows.items() if pictures}, options.folder / "contact-sheet.png")
    print(options.folder / "contact-sheet.png")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
