"""A bare httpx loop for `sync.py` to be compared with: posts each line of a file of bodies, one after the other."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import httpx


def main() -> None:
    """Send the `ID BODY` lines of the file to the desk; print the milliseconds of each, from the first answer on."""
    url, token, file = sys.argv[1:]
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    answered: list[float] = []
    with httpx.Client(base_url=url, headers=headers) as client, Path(file).open("rb") as lines:
        for line in lines:
            entry, body = line.rstrip(b"\n").split(b" ", 1)
            answer = client.put(f"/kiosk/v1/entries/{entry.decode()}", content=body)
            answer.raise_for_status()
            json.loads(answer.content)
            answered.append(time.perf_counter())
    print(1000 * (answered[-1] - answered[0]) / (len(answered) - 1))


if __name__ == "__main__":
    # As the sync process does, so that what else runs on the machine hits both alike.
    os.nice(10)
    main()
