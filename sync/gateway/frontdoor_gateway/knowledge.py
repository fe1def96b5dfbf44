"""What the desk's own knowledge base shows to everybody, for kiosks: what its public pages show, in one answer.

One answer and not pages: a kiosk takes all of it or none, so it never mixes two states of the knowledge base.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Max
from django.db.models.functions import Length
from django.utils import timezone
from helpdesk import settings as helpdesk_settings
from helpdesk.models import KBItem

MAX_ARTICLES = 300
"""More are no help at a kiosk; the order of the knowledge base's own pages decides which come along."""

MAX_CHARACTERS = 20_000
"""Of title, question and answer together: what a kiosk shows of one article. A longer one is left out whole, because
half an instruction is worse than none."""

MAX_BYTES = 900_000
"""Of the answer: kiosks read a megabyte."""


def tell_knowledge() -> bytes:
    """The public articles as JSON, and how many more there are that do not fit. The same for the same articles."""
    if not helpdesk_settings.HELPDESK_KB_ENABLED:
        return _encoded([], 0)
    public = KBItem.objects.filter(enabled=True, category__public=True)
    short = public.annotate(characters=Length("title") + Length("question") + Length("answer"))
    fitting = short.filter(characters__lte=MAX_CHARACTERS)
    ordered = fitting.select_related("category__queue").order_by(
        "category__title", "category_id", F("order").asc(nulls_last=True), "title", "pk"
    )
    items = list(ordered[:MAX_ARTICLES])
    edited = _edited(item.pk for item in items)
    told: list[dict[str, Any]] = []
    size = 0
    for item in items:
        article = _told(item, edited)
        size += len(json.dumps(article, ensure_ascii=False).encode())
        if size > MAX_BYTES:
            break
        told.append(article)
    return _encoded(told, public.count() - len(told))


def _told(item: KBItem, edited: Mapping[str, datetime]) -> dict[str, Any]:
    category = item.category
    updated = max(filter(None, (_aware(item.last_updated), edited.get(str(item.pk)))))
    return {
        "id": item.pk,
        "title": item.title,
        "question": item.question,
        "answer": item.answer,
        "updated": timezone.localtime(updated).isoformat(),
        "category": {
            "slug": category.slug,
            "title": category.title,
            "queue": category.queue.title if category.queue is not None else "",
        },
    }


def _edited(keys: Iterable[int]) -> dict[str, datetime]:
    """When each article was last saved in the administration: its own date stays as it is unless agents change it."""
    if not apps.is_installed("django.contrib.admin"):
        return {}
    from django.contrib.admin.models import CHANGE, LogEntry

    saved = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(KBItem), action_flag=CHANGE, object_id__in=[str(k) for k in keys]
    )
    last = saved.order_by().values_list("object_id").annotate(last=Max("action_time"))
    return {key: _aware(moment) for key, moment in last}


def _aware(moment: datetime) -> datetime:
    """A desk with `USE_TZ = False` keeps local time."""
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def _encoded(articles: list[dict[str, Any]], left_out: int) -> bytes:
    return json.dumps({"articles": articles, "left_out": left_out}, ensure_ascii=False).encode()
