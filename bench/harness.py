"""What every bench shares: interleaved rounds, ratios against goals, a table for people, JSON for machines."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 7
"""Fewest rounds a median is taken of."""


@dataclass(frozen=True)
class Row:
    """One comparison: medians of ours and of the other, in `unit`; `goal` is the highest ratio allowed, if any."""

    what: str
    unit: str
    ours: float
    other: float | None = None
    goal: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.ours / self.other if self.other else None

    @property
    def ok(self) -> bool:
        return self.goal is None or (self.ratio is not None and self.ratio <= self.goal)


def interleave(rounds: int, *measures: Callable[[], float]) -> list[list[float]]:
    """Run each measure once a round, in turn, so that a busy moment of the machine hits them alike."""
    results: list[list[float]] = [[] for _ in measures]
    for _ in range(rounds):
        for measure, found in zip(measures, results, strict=True):
            found.append(measure())
    return results


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of `values` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def machine() -> str:
    """Which machine this was, in a line."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def arguments(description: str) -> argparse.Namespace:
    """The command line that every bench has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"interleaved rounds (default {ROUNDS})")
    return parser.parse_args()


def report(name: str, rows: Sequence[Row], *, as_json: bool) -> None:
    """Print the rows and end the process: 0 when every goal is met, else 1."""
    ok = all(row.ok for row in rows)
    if as_json:
        listed = [asdict(row) | {"ratio": row.ratio, "ok": row.ok} for row in rows]
        print(json.dumps({"name": name, "machine": machine(), "rows": listed, "ok": ok}))
    else:
        print(f"{name} ({machine()})")
        width = max(len(row.what) for row in rows)
        for row in rows:
            other = "" if row.other is None else f"  other {row.other:9.2f} {row.unit}  ratio {row.ratio:5.2f}"
            goal = "" if row.goal is None else f"  goal {row.goal:.2f} {'met' if row.ok else 'MISSED'}"
            print(f"  {row.what:<{width}}  ours {row.ours:9.2f} {row.unit}{other}{goal}")
    sys.exit(0 if ok else 1)
