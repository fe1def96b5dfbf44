"""Child processes beside the interface: kept alive, told, ended; whatever they do, the interface goes on."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk import children
from kiosk.children import NOT_STARTED, Child

WAIT_S = 20
ECHO = """\
import json, sys
print("no JSON", flush=True)
print("[1]", flush=True)
for line in sys.stdin:
    if line == "die\\n":
        sys.exit(9)
    print(json.dumps({"heard": line.strip()}), flush=True)
"""


class Watched:
    """A child with what it said and how it ended."""

    def __init__(self, *command: str) -> None:
        self.said: queue.Queue[dict[str, Any]] = queue.Queue()
        self.ended: queue.Queue[int] = queue.Queue()
        self.child = Child(command, on_line=self.said.put, on_exit=self.ended.put, monotonic_s=lambda: 0.0)
        self.child.start()

    def answer(self, line: str) -> dict[str, Any]:
        """What it says back; told again until it is there to hear it."""
        for _ in range(WAIT_S * 10):
            self.child.tell(line)
            try:
                return self.said.get(timeout=0.1)
            except queue.Empty:
                continue
        raise AssertionError("the child does not answer")


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "FIRST_RESTART_S", 0.01)


@pytest.fixture
def echo() -> Iterator[Watched]:
    watched = Watched(sys.executable, "-c", ECHO)
    yield watched
    watched.child.stop()


def test_a_child_is_told_lines_and_only_objects_are_heard(echo: Watched) -> None:
    assert echo.answer("wake") == {"heard": "wake"}


def test_a_child_that_dies_is_started_again(echo: Watched) -> None:
    echo.answer("one")
    first = echo.child.pid
    echo.child.tell("die")
    assert echo.ended.get(timeout=WAIT_S) == 9
    assert echo.answer("two")["heard"] in {"one", "two"}
    assert echo.child.pid != first


def test_a_child_ends_with_its_parents_end_of_the_pipe(echo: Watched) -> None:
    echo.answer("one")
    echo.child.stop()
    assert echo.child.pid is None
    assert echo.ended.empty(), "a stop is no death"
    echo.child.tell("nobody hears it, and nothing happens")


def test_a_child_that_cannot_be_started_is_tried_again_and_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashes: list[object] = []
    monkeypatch.setattr(threading, "excepthook", crashes.append)
    watched = Watched(str(tmp_path / "not-there"))
    assert [watched.ended.get(timeout=WAIT_S) for _ in range(3)] == [NOT_STARTED] * 3
    watched.child.stop()
    assert crashes == []
