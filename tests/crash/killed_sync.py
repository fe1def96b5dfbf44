"""`python -m sync`, armed."""

from __future__ import annotations

import sys

from sync.__main__ import main
from tests.crash.crash_points import arm_sync

if __name__ == "__main__":
    arm_sync()
    sys.exit(main())
