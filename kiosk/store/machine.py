"""Which machine this is and which of its starts, and what one run of a program is called there.

A disk that was cloned wakes up beside other network cards. Each has a permanent address of its own (`address` and
`addr_assign_type` in https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-class-net). Cards on USB are left out,
because people move them about, and so is what has no device behind it: bridges, tunnels, the inside of containers.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

CARDS = Path("/sys/class/net")

BOOT = Path("/proc/sys/kernel/random/boot_id")
"""A UUID that the kernel draws when it starts: proc_sys_kernel(5)."""

_PERMANENT = "0"


def network_cards(folder: Path = CARDS) -> frozenset[str]:
    """Digests of the permanent addresses of the built-in cards; empty where none is known (yet)."""
    return frozenset(digest for card in folder.glob("*") if (digest := _digest(card)))


def is_other_machine(known: frozenset[str], here: frozenset[str]) -> bool:
    """Whether not one card that was here before is here now. A driver that loads late proves nothing."""
    return bool(known and here and known.isdisjoint(here))


def name_run(program: str, *, boot: Path = BOOT) -> str:
    """What this run of `program` is called, here and nowhere else: the owner of its leases."""
    try:
        start = boot.read_text("ascii").strip()[:8]
    except OSError:
        start = ""
    return f"{start}/{program}-{os.getpid()}-{secrets.token_hex(4)}"


def is_other_start(one: str, other: str) -> bool:
    """Whether the machine was started anew between two runs. Not known of runs that do not tell their start."""
    starts = [name.partition("/")[0] if "/" in name else "" for name in (one, other)]
    return all(starts) and starts[0] != starts[1]


def _digest(card: Path) -> str:
    try:
        device = (card / "device").resolve(strict=True)
        if "/usb" in str(device) or (card / "addr_assign_type").read_text().strip() != _PERMANENT:
            return ""
        return hashlib.sha256((card / "address").read_bytes().strip()).hexdigest()[:16]
    except OSError:
        return ""
