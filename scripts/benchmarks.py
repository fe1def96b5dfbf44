"""Runs the benches that stand in bench/ and writes docs/benchmarks.md from their JSON objects; of those not run, the
page keeps what it said."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Written by `scripts/bench`. Medians of interleaved rounds; a ratio is ours by the other, and a goal is the highest ratio
allowed.
"""
LIMIT_S = 1200
"""A bench that takes longer hangs."""


def run_bench(path: Path, rounds: int | None) -> dict[str, Any]:
    """The JSON object of one bench. Raises SystemExit when it prints none."""
    print(f"{path.name} …", file=sys.stderr, flush=True)
    command = [sys.executable, str(path), "--json", *(["--rounds", str(rounds)] if rounds else [])]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=LIMIT_S, check=False)
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise SystemExit(f"{path.name} ended with {done.returncode} and printed no result.") from None
    return found


def section(result: dict[str, Any], commit: str) -> str:
    """One bench as Markdown."""
    lines = [f"## {result['name']}", "", f"{result['machine']}, {datetime.now(UTC):%Y-%m-%d} at {commit}", ""]
    lines += ["| what | ours | other | ratio | goal | |", "|---|---|---|---|---|---|"]
    for row in result["rows"]:
        unit = row.get("unit", "")
        verdict = "" if row["goal"] is None else "met" if row["ok"] else "**missed**"
        cells = [_cell(row["ours"], unit), _cell(row["other"], unit), _cell(row["ratio"]), _cell(row["goal"])]
        lines.append(f"| {row['what']} | {' | '.join(cells)} | {verdict} |")
    return "\n".join(lines) + "\n"


def sections(text: str) -> dict[str, str]:
    """What a page says of each bench, by name."""
    found = (part.rstrip() + "\n" for part in re.split(r"^(?=## )", text, flags=re.MULTILINE) if part.startswith("## "))
    return {part.split("\n", 1)[0].removeprefix("## "): part for part in found}


def _cell(number: float | None, unit: str = "") -> str:
    return "" if number is None else f"{number:.2f} {unit}".rstrip()


def main() -> int:
    # What stands beside the benches, or is started by one, reports nothing itself.
    texts = {path: path.read_text("utf-8") for path in sorted((ROOT / "bench").glob("*.py"))}
    benches = {path.stem: path for path, text in texts.items() if "__main__" in text and "report(" in text}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="BENCH", help=f"of {', '.join(benches)}; all if none is named")
    parser.add_argument("--rounds", type=int, help="rounds of each bench instead of its own number")
    given = parser.parse_args()
    unknown = set(given.names) - benches.keys()
    if unknown:
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    told = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    results = [run_bench(benches[name], given.rounds) for name in given.names or benches]
    kept = sections(PAGE.read_text("utf-8")) if PAGE.exists() else {}
    kept |= {result["name"]: section(result, told.stdout.decode().strip()) for result in results}
    PAGE.write_text("\n".join([HEAD, *(kept[name] for name in sorted(kept))]), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} written")
    return 0 if all(result["ok"] for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
