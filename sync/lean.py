"""Keeps the sync process small: what its libraries look for and it never uses, and what a start leaves behind. For
`sync.__main__` alone."""

from __future__ import annotations

import ctypes
import sys
from types import ModuleType
from typing import cast

LEFT_OUT = ("click", "sniffio")
"""`click`: httpx offers a command line wherever it finds this, and loads rich and pygments for it: 5 MB and 0.1 s.
`sniffio`: httpcore asks it at every call which event loop this is, and where it is missing looks through the whole
path for it each time (0.4 ms of a delivery). Without it httpcore takes asyncio for granted, which is what runs here."""


def leave_out_the_unused() -> None:
    """Let each import of `LEFT_OUT` fail at once, as if it were not installed. Call it before httpx is imported."""
    for name in LEFT_OUT:
        # The import system's own way of saying so: https://docs.python.org/3/reference/import.html#the-module-cache
        sys.modules[name] = cast("ModuleType", None)


def give_back_the_unused() -> None:
    """Return the memory to the system that reading the modules took (4 MB): glibc would keep it, malloc_trim(3)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:  # another C library may have none
        trim(0)
