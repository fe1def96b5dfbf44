"""Which machine this is, as far as its network cards tell: a disk that was cloned wakes up beside other ones.

Each card has a permanent address of its own (`address` and `addr_assign_type` in
https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-class-net). Cards on USB are left out, because people move
them about, and so is what has no device behind it: bridges, tunnels, the inside of containers.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

CARDS = Path("/sys/class/net")

_PERMANENT = "0"


def network_cards(folder: Path = CARDS) -> frozenset[str]:
    """Digests of the permanent addresses of the built-in cards; empty where none is known (yet)."""
    return frozenset(digest for card in folder.glob("*") if (digest := _digest(card)))


def is_other_machine(known: frozenset[str], here: frozenset[str]) -> bool:
    """Whether not one card that was here before is here now. A driver that loads late proves nothing."""
    return bool(known and here and known.isdisjoint(here))


def _digest(card: Path) -> str:
    try:
        device = (card / "device").resolve(strict=True)
        if "/usb" in str(device) or (card / "addr_assign_type").read_text().strip() != _PERMANENT:
            return ""
        return hashlib.sha256((card / "address").read_bytes().strip()).hexdigest()[:16]
    except OSError:
        return ""
