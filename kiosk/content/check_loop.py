"""The child process that checks and compiles a pack for a preview: `python -m kiosk.content.check_loop DIR FILE`.

It checks once at its start and then for each line on its standard input, and ends with it. A pack without faults goes
to FILE, whole or not at all. Each check is answered by one JSON object on standard output:
`{"event": "checked", "digest": HEX, "faults": [...]}`. A process of its own, because pydantic and YAML take the
interpreter for seconds, in which nothing on the screen would move.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kiosk.content.check import Checked, Checker
from kiosk.content.compiled import Compiled, write_compiled
from kiosk.content.source import read_source


def answers(folder: Path, compiled: Path, asked: Iterator[str]) -> Iterator[str]:
    """One answer now, and one for each line of `asked`. Raises OSError where `compiled` cannot be written."""
    checker = Checker()
    yield _answer(checker.check(read_source(folder)), compiled)
    for _line in asked:
        yield _answer(checker.check(read_source(folder)), compiled)


def _answer(checked: Checked, compiled: Path) -> str:
    if checked.pack is not None:
        write_compiled(compiled, Compiled(checked.pack, checked.digest))
    faults = [msgspec.structs.asdict(fault) for fault in checked.faults]
    return json.dumps({"event": "checked", "digest": checked.digest.hex(), "faults": faults})


def main() -> None:
    """Answer until nobody asks any more. An interrupt from the keyboard is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    folder, compiled = map(Path, sys.argv[1:3])
    for answer in answers(folder, compiled, iter(sys.stdin.readline, "")):
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
