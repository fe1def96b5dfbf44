"""Start of the whole kiosk against Debian's Chromium in kiosk mode showing the same first picture.

Both draw on the same virtual display without a GPU; the picture is watched from outside. "First frame" is the time
from the start of the process until the accent-coloured start area stands on the screen. Memory is the proportional
set size of all processes of each, five seconds later; the embedded desk is not part of the kiosk and does not run.
Both are started once before the rounds, so that byte code and disk caches are as on a machine in service.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from display import Display, tree_pss_kb
from harness import ROOT, Row, arguments, interleave, median, report

ACCENT = (0x0B, 0x5C, 0x66)
SHARE = 0.01
"""Of the picture in the accent colour: the start area is more, a stray icon less."""

SETTLE_S = 5.0
"""After this both have loaded what they load late."""

# As Debian ships it, its choice of graphics included: on a display without a GPU that is software, as ours is.
CHROMIUM = [
    "chromium", "--kiosk", "--no-sandbox", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
    "--window-size=1080,1920", "--window-position=0,0",
]  # fmt: skip

HEAVY = ("escpos", "sqlalchemy", "alembic", "babel", "pydantic", "yaml", "serial", "httpx")
"""What may not be imported before the first frame."""


class Contender:
    """One program to start; remembers its memory from the last round."""

    def __init__(self, display: Display, command: Callable[[Path], tuple[list[str], dict[str, str]]]) -> None:
        self._display = display
        self._command = command
        self.pss_mb: list[float] = []

    def first_frame_ms(self) -> float:
        """Start it, wait for its picture, weigh it, end it."""
        folder = Path(tempfile.mkdtemp(prefix="frontdoor-bench-"))
        try:
            command, env = self._command(folder)
            start = time.perf_counter()
            process = subprocess.Popen(
                command, env={**os.environ, "DISPLAY": self._display.name, **env},
                stdout=subprocess.DEVNULL, stderr=(folder / "stderr").open("wb"),
            )  # fmt: skip
            try:
                self._display.wait_for(ACCENT, share=SHARE, timeout_s=60)
                taken = time.perf_counter() - start
                time.sleep(SETTLE_S)
                self.pss_mb.append(tree_pss_kb(process.pid) / 1024)
            finally:
                process.terminate()
                process.wait(15)
            self._wait_until_gone()
            return taken * 1000
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _wait_until_gone(self) -> None:
        deadline = time.perf_counter() + 15
        while self._display.share_of(ACCENT) > 0:
            if time.perf_counter() > deadline:
                raise TimeoutError("the picture stays although its program has ended")
            time.sleep(0.05)


def kiosk(folder: Path) -> tuple[list[str], dict[str, str]]:
    """The kiosk as `kiosk run` starts it, with store, simulated printer and sync process, and no desk to answer."""
    secrets = folder / "secrets"
    secrets.mkdir(mode=0o700)
    for name, value in (("store-key", os.urandom(32)), ("desk-token", b"none")):
        (secrets / name).write_bytes(value)
        (secrets / name).chmod(0o600)
    settings = folder / "kiosk.toml"
    settings.write_text(
        f'[store]\nfolder = "store"\n[secrets]\nfolder = "secrets"\n[content]\ncompiled = "{_compiled()}"\n'
        '[printer]\nurl = "sim://printer"\n[desk]\nurl = "http://127.0.0.1:9"\n'
    )
    # Installed packages have their byte code beside them; a checkout may be told not to write any.
    env = {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(_byte_code()), "PYTHONDONTWRITEBYTECODE": ""}
    return [sys.executable, "-m", "kiosk", "run", "--settings", str(settings)], env


def _byte_code() -> Path:
    return Path(tempfile.gettempdir()) / f"frontdoor-bench-{os.getpid()}-pycache"


def _compiled() -> Path:
    """The sample pack, compiled once as an installation would: a kiosk in service does not compile at each start."""
    out = Path(tempfile.gettempdir()) / f"frontdoor-bench-{os.getpid()}.pack"
    if not out.exists():
        subprocess.run(
            [sys.executable, "-m", "kiosk", "content", "build", str(ROOT / "assets" / "content"), "--out", str(out)],
            check=True, cwd=ROOT, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    return out


def chromium(folder: Path) -> tuple[list[str], dict[str, str]]:
    """Chromium on the page that looks like Attract."""
    page = (ROOT / "bench" / "attract.html").as_uri()
    return [*CHROMIUM, f"--user-data-dir={folder / 'profile'}", page], {}


def heavy_imports_before_first_frame() -> int:
    """How many of HEAVY a kiosk has imported when its first frame is drawn, by Python's own import log."""
    folder = Path(tempfile.mkdtemp(prefix="frontdoor-bench-"))
    try:
        command, env = kiosk(folder)
        found = subprocess.run(
            [command[0], "-X", "importtime", *command[1:], "--exit-after-first-frame"],
            env={**os.environ, **env, "QT_QPA_PLATFORM": "offscreen"}, timeout=60,
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        imported = set(re.findall(r"^import time:.*\|\s+([\w]+)$", found.stderr, re.MULTILINE))
        return len(imported & set(HEAVY))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Measure and report."""
    options = arguments(__doc__ or "")
    with Display(1080, 1920) as display:
        for contender in (Contender(display, kiosk), Contender(display, chromium)):
            contender.first_frame_ms()
        ours, other = Contender(display, kiosk), Contender(display, chromium)
        ours_ms, other_ms = interleave(options.rounds, ours.first_frame_ms, other.first_frame_ms)
    _compiled().unlink()
    shutil.rmtree(_byte_code(), ignore_errors=True)
    rows = [
        Row("first frame", "ms", median(ours_ms), median(other_ms), goal=0.5),
        Row("memory, PSS", "MB", median(ours.pss_mb), median(other.pss_mb), goal=0.5),
        Row("heavy imports before the first frame", "", heavy_imports_before_first_frame(), 1.0, goal=0.0),
    ]
    report("start", rows, as_json=options.json)


if __name__ == "__main__":
    main()
