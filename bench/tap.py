"""From a tap to the frame it changes: the kiosk against Debian's Chromium on an equivalent page.

Home, Catalog with 500 services, Service, Form and back, by presses from outside (XTEST) on one virtual display
without a GPU, at the default and at the largest text size. "Change" is from the release until the heading of the
next screen stands in the picture; "press" is from the press until the pressed thing looks pressed. The picture is
watched from outside, the same way for both. The kiosk also tells from within when it had drawn the frame.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from display import Display
from harness import ROOT, Row, arguments, percentile, report
from pointer import Pointer
from start import ACCENT, CHROMIUM

SERVICES = 500
WALKS_A_ROUND = 4
"""Walks of four taps each, in turn with the other program."""

HEADING = (130, 330)
"""Where every screen has its heading, in pixels from the top."""

PRESSED_BOX_PX = 60
"""So far above and below the finger the pressed thing is watched."""

HOLD_S = 0.12
"""How long a finger rests: a quick tap of a person."""

SETTLE_S = 0.45
"""Between taps: longer than the navigator ignores them, and than any motion."""

WARM_S = 6.0
"""Until both have loaded what they load late, as on any day but the first minute."""

FRAME_MS = 1000 / 60


@dataclass
class Times:
    """Milliseconds of one program at one text size."""

    press: list[float] = field(default_factory=list)
    change: list[float] = field(default_factory=list)
    press_inside: list[float] = field(default_factory=list)
    change_inside: list[float] = field(default_factory=list)


class Contender:
    """A program on a display of its own that is tapped and watched."""

    def __init__(self, command: list[str], env: dict[str, str], folder: Path) -> None:
        self.display = Display(1080, 1920)
        self._log = (folder / "stderr").open("ab")
        self.process = subprocess.Popen(
            command, env={**os.environ, "DISPLAY": self.display.name, **env},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True,
        )  # fmt: skip
        self.pointer = Pointer(self.display.name)

    def tap(self, x: int, y: int, times: Times) -> None:
        """One tap that leads to another screen, with its times noted."""
        self.pointer.move(x, y)
        time.sleep(SETTLE_S)
        around = (max(0, y - PRESSED_BOX_PX), min(self.display.height, y + PRESSED_BOX_PX))
        before = self.display.look(*around)
        self.pointer.press()
        pressed_s = self.display.wait_for_change(before, *around, timeout_s=5)
        time.sleep(max(0.0, HOLD_S - pressed_s))
        before = self.display.look(*HEADING)
        self.pointer.release()
        changed_s = self.display.wait_for_change(before, *HEADING, timeout_s=5)
        times.press.append(pressed_s * 1000)
        times.change.append(changed_s * 1000)

    def close(self) -> None:
        """End the program, then its display."""
        self.pointer.__exit__(None, None, None)
        self.process.terminate()
        self.process.wait(20)
        self._log.close()
        self.display.__exit__(None, None, None)


class KioskOnTest(Contender):
    """The kiosk, whose probe tells where to tap."""

    WAY = ("card.service_request", "service.", "start", "home")

    def __init__(self, folder: Path, settings: Path, *, largest: bool, sync: bool = False) -> None:
        probed = [sys.executable, str(ROOT / "bench" / "probed_kiosk.py"), str(settings), *(["--sync"] if sync else [])]
        super().__init__(probed, {"PYTHONPATH": str(ROOT)}, folder)
        self._said: SimpleQueue[dict[str, object]] = SimpleQueue()
        threading.Thread(target=self._hear, daemon=True).start()
        self.display.wait_for(ACCENT, share=0.01, timeout_s=60)
        time.sleep(WARM_S)
        start = self._ask({"find": "touchToStart"})
        self.pointer.move(*start)
        self.pointer.press()
        self.pointer.release()
        time.sleep(1.0)
        if largest:
            self._tell({"largest": True})
            time.sleep(1.0)

    def walk(self, times: Times) -> None:
        """Home to Form and back home."""
        for name in self.WAY:
            at = self._ask({"find": name})
            self.tap(*at, times)
            times.press_inside.append(self._await("pressed_ms"))
            times.change_inside.append(self._await("changed_ms"))

    def _ask(self, what: dict[str, object]) -> tuple[int, int]:
        self._tell(what)
        while True:
            said = self._said.get(timeout=10)
            if "at" in said:
                break
        if not isinstance(said["at"], list):
            raise LookupError(f"{what} is not on the screen")
        x, y = said["at"]
        return x, y

    def _await(self, key: str) -> float:
        while True:
            said = self._said.get(timeout=5)
            if key in said:
                return float(str(said[key]))

    def _tell(self, what: dict[str, object]) -> None:
        print(json.dumps(what), file=self.process.stdin, flush=True)

    def _hear(self) -> None:
        for line in self.process.stdout or ():
            if line.startswith("{"):
                self._said.put(json.loads(line))


class ChromiumOnTest(Contender):
    """Chromium on the page, whose things to tap stand at fixed places."""

    WAY = ((300, 800), (540, 560), (540, 1674), (300, 60))

    def __init__(self, folder: Path, *, largest: bool) -> None:
        page = (ROOT / "bench" / "tap_page.html").as_uri()
        address = f"{page}?rows={SERVICES}&size={'largest' if largest else 'default'}"
        super().__init__([*CHROMIUM, f"--user-data-dir={folder / 'profile'}", address], {}, folder)
        self.display.wait_for((0xFA, 0xF8, 0xF4), share=0.2, timeout_s=60)
        time.sleep(WARM_S)

    def walk(self, times: Times) -> None:
        """Home to Form and back home."""
        for x, y in self.WAY:
            self.tap(x, y, times)


def big_pack(folder: Path) -> Path:
    """The sample pack with its services repeated until there are 500, as an author would have them: in files."""
    pack = folder / "pack"
    shutil.copytree(ROOT / "assets" / "content", pack)
    originals = sorted((pack / "services").glob("*.yaml"))
    for number in range(SERVICES - len(originals)):
        original = originals[number % len(originals)]
        shutil.copy(original, original.with_stem(f"{original.stem[:34]}-{number:03}"))
    return pack


def kiosk_settings(folder: Path) -> Path:
    """Settings of a kiosk with that pack, no printer and no desk."""
    secrets = folder / "secrets"
    secrets.mkdir(mode=0o700)
    (secrets / "store-key").write_bytes(os.urandom(32))
    (secrets / "store-key").chmod(0o600)
    settings = folder / "kiosk.toml"
    settings.write_text(
        f'[store]\nfolder = "store"\n[secrets]\nfolder = "secrets"\n[content]\nfolder = "{big_pack(folder)}"\n'
        '[printer]\nurl = ""\n[visit]\nidle_s = 3600\n'
    )
    return settings


def measure(folder: Path, settings: Path, rounds: int, *, largest: bool) -> tuple[Times, Times]:
    """Walks of both, in turn."""
    ours, other = Times(), Times()
    profile = Path(tempfile.mkdtemp(dir=folder))
    kiosk = KioskOnTest(profile, settings, largest=largest)
    try:
        chromium = ChromiumOnTest(profile, largest=largest)
        try:
            for _ in range(rounds):
                for program, times in ((kiosk, ours), (chromium, other)):
                    for _ in range(WALKS_A_ROUND):
                        program.walk(times)
        finally:
            chromium.close()
    finally:
        kiosk.close()
    return ours, other


def rows_of(name: str, ours: Times, other: Times) -> list[Row]:
    """What is reported of one text size."""
    return [
        Row(f"{name}: change of screen, p99", "ms", percentile(ours.change, 0.99), percentile(other.change, 0.99), 0.5),
        Row(f"{name}: change of screen, p50", "ms", percentile(ours.change, 0.5), percentile(other.change, 0.5)),
        Row(f"{name}: change of screen, p99 against 100 ms", "ms", percentile(ours.change, 0.99), 100.0, 1.0),
        Row(f"{name}: the same from within, p99", "ms", percentile(ours.change_inside, 0.99), 100.0, 1.0),
        Row(f"{name}: press drawn, p99 against two frames", "ms", percentile(ours.press, 0.99), 2 * FRAME_MS, 1.0),
        Row(f"{name}: the same from within, p99", "ms", percentile(ours.press_inside, 0.99), 2 * FRAME_MS, 1.0),
        Row(f"{name}: press drawn, p50", "ms", percentile(ours.press, 0.5), percentile(other.press, 0.5)),
    ]


def main() -> None:
    """Measure and report."""
    options = arguments(__doc__ or "")
    folder = Path(tempfile.mkdtemp(prefix="frontdoor-bench-"))
    try:
        settings = kiosk_settings(folder)
        rows: list[Row] = []
        for name, largest in (("default text", False), ("largest text", True)):
            rows += rows_of(name, *measure(folder, settings, options.rounds, largest=largest))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report("tap", rows, as_json=options.json)


if __name__ == "__main__":
    main()
