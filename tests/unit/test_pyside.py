"""PySide keeps the references it is given; 6.12.0 on Python 3.11 loses one at each emission and aborts."""

from __future__ import annotations

import sys

from PySide6.QtCore import Property, QObject, Signal, Slot

EMISSIONS = 500
"""6.12.0 aborts after about 600; a loss of one at each emission shows long before."""

OTHERS = 50
"""What else in the process may take or give back references meanwhile."""


class Counter(QObject):
    """Takes and gives values of every kind that was lost."""

    told = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.told.connect(self.take)

    @Slot(object, bool)
    def take(self, value: object, flag: bool) -> None:
        """Count what came."""
        self.count += flag and value is None

    @Property(bool)
    def ready(self) -> bool:
        """Always."""
        return True


def test_none_and_true_keep_their_references() -> None:
    counter = Counter()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(EMISSIONS):
        counter.told.emit(None, True)
        counter.property("ready")
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert counter.count == EMISSIONS
    assert after[0] > before[0] - OTHERS
    assert after[1] > before[1] - OTHERS
