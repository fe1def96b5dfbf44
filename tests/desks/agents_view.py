"""The desk as its agents see it: a browser's session on its web pages."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import httpx

from sync.desks.embedded import Announced


class AgentsView:
    """A logged-in agent. Use as a context manager."""

    def __init__(self, announced: Announced, *, name: str | None = None) -> None:
        """`name` is another login than the usual one, with its password beside that one's."""
        self._announced = announced
        self._name = name or announced.agent
        self._client = httpx.Client(base_url=announced.url, follow_redirects=True, timeout=20, trust_env=False)

    def __enter__(self) -> AgentsView:
        page = self._client.get("/login/").raise_for_status().text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token is not None
        password_file = self._announced.agent_password_file.with_name(f"{self._name}-password")
        landed = self._client.post(
            "/login/",
            data={
                "csrfmiddlewaretoken": token[1],
                "username": self._name,
                "password": password_file.read_text().strip(),
                "next": "",
            },
            headers={"Referer": f"{self._announced.url}/login/"},
        )
        assert "/login" not in landed.url.path, "the agent's password was not taken"
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    @property
    def session_cookie(self) -> str:
        """The value of the session's cookie, for another browser."""
        return self._client.cookies["frontdoor_desk_session"]

    def may_open(self, path: str) -> bool:
        """Whether the desk shows this agent the page."""
        shown = self._client.get(path)
        return shown.status_code == 200 and shown.url.path == path

    def page(self, path: str) -> str:
        """The HTML of a page."""
        return self._client.get(path).raise_for_status().text

    def search(self, words: str = "", **filtering: Any) -> list[dict[str, Any]]:
        """The tickets that the agent's list shows for `words`, as its own script gets them; one of them per ticket."""
        query = {"filtering": filtering, "sorting": "created", "sortreverse": False, "search_string": words}
        packed = base64.b64encode(json.dumps(query).encode()).decode()
        page = self._client.get(
            f"/datatables_ticket_list/{packed}",
            params={"draw": 1, "start": 0, "length": 1000, "order[0][column]": 0, "order[0][dir]": "asc"},
        ).raise_for_status()
        rows: list[dict[str, Any]] = page.json()["data"]
        return rows

    def post(self, path: str, *, form: str, **fields: str) -> None:
        """Send `fields` to `path`, as the form on the page `form` would."""
        page = self.page(form)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token is not None
        self._client.post(
            path, data={"csrfmiddlewaretoken": token[1], **fields}, headers={"Referer": self._announced.url}
        ).raise_for_status()
