"""An agent at a real Redmine, for the conformance kit."""

from __future__ import annotations

import asyncio

from tests.desks.redmine_server import Redmine

RESOLVED, CLOSED = 3, 5


class RedmineAgent:
    """Works over the interface that agents' tools use. A merge is an issue closed as the duplicate of another."""

    def __init__(self, desk: Redmine) -> None:
        self._desk = desk

    async def write(self, ticket: str, words: str, *, public: bool) -> None:
        await asyncio.to_thread(lambda: self._desk.change(ticket, notes=words, private_notes=not public))

    async def solve(self, ticket: str) -> None:
        await asyncio.to_thread(lambda: self._desk.change(ticket, status_id=RESOLVED))

    async def merge(self, lost: str, kept: str) -> None:
        relation = {"issue_to_id": int(kept), "relation_type": "duplicates"}
        await asyncio.to_thread(lambda: self._desk.as_admin("POST", f"issues/{lost}/relations.json", relation=relation))
        await asyncio.to_thread(lambda: self._desk.change(lost, status_id=CLOSED))
