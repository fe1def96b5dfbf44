"""What the sync process does without."""

from __future__ import annotations

import subprocess
import sys

LOADED = """
import sys
import sync.__main__
from sync.lean import leave_out_the_unused
leave_out_the_unused()
import httpcore, sync.desks.gateway
print(*sys.modules)
"""

GIVEN_BACK = """
import os
from sync.lean import give_back_the_unused
def pages(): return int(open("/proc/self/statm").read().split()[1])
unused = [bytes(4000) for _ in range(5000)]
used = bytes(4000)  # lies above them: glibc gives back by itself what lies at the end
del unused
before = pages()
give_back_the_unused()
print((before - pages()) * os.sysconf("SC_PAGE_SIZE"))
"""


def test_the_command_line_of_httpx_is_not_loaded() -> None:
    told = subprocess.run([sys.executable, "-c", LOADED], check=True, stdout=subprocess.PIPE, text=True, timeout=50)
    loaded = told.stdout.split()
    assert {"httpx", "httpcore", "sync.agent"} <= set(loaded)
    assert not {"rich", "pygments", "click.core"} & set(loaded)


def test_no_connector_is_loaded_that_was_not_chosen() -> None:
    code = "import sys, sync.__main__; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True, timeout=50)
    assert "sync.connecting" in told.stdout.split()
    assert not {"httpx", "aiosmtplib", "click"} & set(told.stdout.split())


def test_what_lies_unused_is_given_back() -> None:
    told = subprocess.run([sys.executable, "-c", GIVEN_BACK], check=True, stdout=subprocess.PIPE, text=True, timeout=50)
    assert int(told.stdout) > 10_000_000
