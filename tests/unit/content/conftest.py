"""A small pack without faults, to be broken by each test in its own way."""

from __future__ import annotations

import pytest

PACK = """\
id: tiny
version: 1.0
languages: [en, ar]
desk_language: en
desk_place: desk
departments:
  - id: it
    title: {en: IT, ar: تقنية}
    queue: IT Desk
"""

BRAND = """\
organisation: {en: Tiny, ar: صغير}
desk: {en: Tiny Desk, ar: مكتب صغير}
icon: buildings
"""

HOURS = """\
weekly:
  monday: ["08:00-12:00", "13:00-17:00"]
closed_days: [2026-12-25]
"""

PLACES = """\
places:
  - id: desk
    title: {en: Desk, ar: مكتب}
"""

SERVICE = """\
department: it
title: {en: Laptop, ar: حاسوب}
summary: {en: Another one, ar: حاسوب آخر}
icon: laptop
cost:
  amount: 5.00
  currency: EUR
form:
  - title: {en: Which one, ar: أي واحد}
    fields:
      - id: size
        kind: choice
        label: {en: Size, ar: الحجم}
        options:
          - id: big
            label: {en: Big, ar: كبير}
          - id: small
            label: {en: Small, ar: صغير}
      - id: why
        kind: short_text
        label: {en: Why, ar: لماذا}
        only_if:
          - field: size
            is_any_of: [big]
      - id: room
        kind: room
        label: {en: Room, ar: غرفة}
        pattern: "[A-F]-[0-9]{3}"
        example: C-214
      - id: count
        kind: number
        label: {en: How many, ar: كم}
        minimum: 1
        maximum: 9
      - id: day
        kind: date
        label: {en: When, ar: متى}
        earliest_days: 0
        latest_days: 30
steps:
  - title: {en: We send it, ar: نرسله}
"""

ANNOUNCEMENT = """\
severity: outage
title: {en: E-mail is slow, ar: البريد بطيء}
starts: 2026-11-21T08:00+00:00
ends: 2026-11-22T08:00+00:00
"""

ARTICLE = """\
title: {en: Wi-Fi, ar: واي فاي}
department: it
owner: Network team
updated: 2026-10-05
review_by: 2027-10-05
"""

TROUBLESHOOTER = """\
title: {en: It is slow, ar: إنه بطيء}
department: it
start: first
nodes:
  - id: first
    text: {en: Since when, ar: منذ متى}
    choices:
      - label: {en: Today, ar: اليوم}
        to: restart
      - label: {en: Always, ar: دائمًا}
        to: replace
  - id: restart
    text: {en: Restart it, ar: أعد تشغيله}
    detail: {en: Then wait, ar: ثم انتظر}
  - id: replace
    text: {en: Take another one, ar: خذ غيره}
    service: laptop
"""


@pytest.fixture
def files() -> dict[str, str]:
    """The files of a pack without faults, by path."""
    return {
        "pack.yaml": PACK,
        "brand.yaml": BRAND,
        "hours.yaml": HOURS,
        "places.yaml": PLACES,
        "services/laptop.yaml": SERVICE,
        "announcements/slow.yaml": ANNOUNCEMENT,
        "articles/wifi/article.yaml": ARTICLE,
        "articles/wifi/en.md": "Open the settings.\n",
        "articles/wifi/ar.md": "افتح الإعدادات.\n",
        "troubleshooters/slow.yaml": TROUBLESHOOTER,
    }
