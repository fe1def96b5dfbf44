"""An agent who keeps the desk's knowledge base, on the pages of its administration."""

from __future__ import annotations

import re

from tests.desks.agents_view import AgentsView

CATEGORY = "/admin/helpdesk/kbcategory/"
ITEM = "/admin/helpdesk/kbitem/"


class KnowledgeEditor:
    """Everything goes through the forms that agents see; what is not taken raises AssertionError."""

    def __init__(self, agents: AgentsView) -> None:
        self._agents = agents

    def add_category(self, slug: str, title: str, *, public: bool = True) -> str:
        """Make a category; its number."""
        fields = {"name": title, "title": title, "slug": slug, "description": title}
        return self._add(CATEGORY, title, fields | ({"public": "on"} if public else {}))

    def change_category(self, number: str, slug: str, title: str, *, public: bool) -> None:
        """Save a category."""
        fields = {"name": title, "title": title, "slug": slug, "description": title}
        self._save(f"{CATEGORY}{number}/change/", fields | ({"public": "on"} if public else {}))

    def add_article(self, category: str, title: str, answer: str, *, question: str = "", enabled: bool = True) -> str:
        """Write an article; its number."""
        return self._add(ITEM, title, _article(category, title, answer, question, enabled))

    def change_article(
        self, number: str, category: str, title: str, answer: str, *, question: str = "", enabled: bool = True
    ) -> None:
        """Save an article; the date in its own field stays."""
        page = self._agents.page(f"{ITEM}{number}/change/")
        dates = {name: _value(page, name) for name in ("last_updated_0", "last_updated_1")}
        self._save(f"{ITEM}{number}/change/", _article(category, title, answer, question, enabled) | dates)

    def delete_article(self, number: str) -> None:
        """Throw an article away."""
        self._agents.post(f"{ITEM}{number}/delete/", form=f"{ITEM}{number}/delete/", post="yes")

    def _add(self, where: str, title: str, fields: dict[str, str]) -> str:
        self._save(f"{where}add/", fields)
        # The newest stands first in a list that nobody sorted.
        numbers = re.findall(rf'{where}(\d+)/change/[^"]*">\s*{re.escape(title)}', self._agents.page(where))
        assert numbers, f"{title} was not taken"
        return max(numbers, key=int)

    def _save(self, path: str, fields: dict[str, str]) -> None:
        self._agents.post(path, form=path, **fields)


def _article(category: str, title: str, answer: str, question: str, enabled: bool) -> dict[str, str]:
    fields = {
        "category": category,
        "title": title,
        "question": question or title,
        "answer": answer,
        "votes": "0",
        "recommendations": "0",
        "kbiattachment_set-TOTAL_FORMS": "0",
        "kbiattachment_set-INITIAL_FORMS": "0",
    }
    return fields | ({"enabled": "on"} if enabled else {})


def _value(page: str, name: str) -> str:
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert field is not None, name
    value = re.search(r'value="([^"]*)"', field[0])
    return value[1] if value is not None else ""
