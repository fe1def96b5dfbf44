"""A virtual display whose pixels are read from outside, the same way for every program on it."""

from __future__ import annotations

import mmap
import os
import shutil
import struct
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

POLL_S = 0.004
"""How often the picture is looked at: below a frame, and without taking a core from what is measured."""


class Display:
    """Xvfb with its frame buffer in a file (XWD format, X11/XWDFile.h), 24 bits deep, and no window manager."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._folder = Path(tempfile.mkdtemp(prefix="frontdoor-display-"))
        read, write = os.pipe()
        self._process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-fbdir", str(self._folder),
             "-nolisten", "tcp", "-noreset"],
            pass_fds=[write], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as pipe:
            self.name = f":{pipe.readline().strip()}"
        with (self._folder / "Xvfb_screen0").open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        (header_size,) = struct.unpack(">I", self._map[:4])
        # XWDFileHeader fields are big-endian CARD32: 12 is bytes_per_line, 19 is ncolors, each colour 12 bytes.
        fields = struct.unpack(">25I", self._map[:100])
        self._stride = fields[12]
        self._start = header_size + 12 * fields[19]

    def __enter__(self) -> Display:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._map.close()
        self._process.terminate()
        self._process.wait(10)
        shutil.rmtree(self._folder, ignore_errors=True)

    def pixel(self, x: int, y: int) -> tuple[int, int, int]:
        """Red, green and blue at a point."""
        at = self._start + y * self._stride + 4 * x
        blue, green, red = self._map[at : at + 3]
        return red, green, blue

    def share_of(self, colour: tuple[int, int, int], *, step: int = 40) -> float:
        """The share of a grid of points that has exactly `colour`."""
        wanted = bytes(reversed(colour))
        found = total = 0
        for y in range(step // 2, self.height, step):
            row = self._start + y * self._stride
            for x in range(step // 2, self.width, step):
                total += 1
                found += self._map[row + 4 * x : row + 4 * x + 3] == wanted
        return found / total

    def look(self, top: int, bottom: int) -> bytes:
        """Every fourth row of the picture between two heights, to be compared with a later look."""
        rows = range(self._start + top * self._stride, self._start + bottom * self._stride, 4 * self._stride)
        return b"".join(self._map[row : row + 4 * self.width] for row in rows)

    def wait_for_change(self, before: bytes, top: int, bottom: int, *, timeout_s: float) -> float:
        """Seconds until the picture between two heights differs from `before`. Raises TimeoutError."""
        start = time.perf_counter()
        while self.look(top, bottom) == before:
            if time.perf_counter() - start > timeout_s:
                raise TimeoutError(f"the picture did not change within {timeout_s} s")
            time.sleep(POLL_S / 4)
        return time.perf_counter() - start

    def wait_for(self, colour: tuple[int, int, int], *, share: float, timeout_s: float) -> float:
        """Seconds until at least `share` of the picture has `colour`. Raises TimeoutError."""
        start = time.perf_counter()
        while self.share_of(colour) < share:
            if time.perf_counter() - start > timeout_s:
                raise TimeoutError(f"{colour} did not appear within {timeout_s} s")
            time.sleep(POLL_S)
        return time.perf_counter() - start


def tree_pss_kb(root: int) -> int:
    """Proportional set size of a process and all its descendants, in kB (proc(5), smaps_rollup)."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    total, todo = 0, [root]
    while todo:
        pid = todo.pop()
        todo += children.get(pid, [])
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total
