"""An agent at a real Request Tracker, for the conformance kit."""

from __future__ import annotations

import asyncio

from tests.desks.rt_server import RequestTracker


class RtAgent:
    """Works over the interface that agents' tools use."""

    def __init__(self, desk: RequestTracker) -> None:
        self._desk = desk

    async def write(self, ticket: str, words: str, *, public: bool) -> None:
        path = f"ticket/{ticket}/{'correspond' if public else 'comment'}"
        await asyncio.to_thread(self._desk.as_root, "POST", path, Content=words, ContentType="text/plain")

    async def solve(self, ticket: str) -> None:
        await asyncio.to_thread(self._desk.as_root, "PUT", f"ticket/{ticket}", Status="resolved")

    async def merge(self, lost: str, kept: str) -> None:
        await asyncio.to_thread(self._desk.as_root, "PUT", f"ticket/{lost}", MergeInto=int(kept))
