"""Who may log in at the embedded desk and which queues they open: agents every one but the confidential one."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

AGENT = "agent"
"""User name of the login made at the first start."""

CONFIDENTIAL_AGENT = "confidential-agent"
"""User name of the one login that also opens the confidential queue."""

CONFIDENTIAL = "Confidential"
"""Title of the queue for complaints and other restricted matters: a kiosk's own default."""

_AGENTS = "Agents"


def ensure_access(data: Path) -> None:
    """Make the logins, their passwords as files in `data`, and the confidential queue, as far as they are missing; and
    let agents into every other queue, also those that are made from now on."""
    from django.contrib.auth.models import Group
    from django.db.models.signals import post_save
    from helpdesk.models import Queue

    agents, _ = Group.objects.get_or_create(name=_AGENTS)
    confidential, _ = Queue.objects.get_or_create(slug=CONFIDENTIAL.lower(), defaults={"title": CONFIDENTIAL})

    def open_to_agents(instance: Any, **_: Any) -> None:
        if instance.slug != confidential.slug:
            agents.permissions.add(_permission_of(instance))

    for queue in Queue.objects.all():
        open_to_agents(queue)
    # Held here, as Django itself holds on to no receiver.
    post_save.connect(open_to_agents, sender=Queue, weak=False)

    _ensure_login(data, AGENT, last_name="Agent").groups.add(agents)
    few = _ensure_login(data, CONFIDENTIAL_AGENT, last_name="Confidential")
    few.groups.add(agents)
    few.user_permissions.add(_permission_of(confidential))


def _permission_of(queue: Any) -> Any:
    from django.contrib.auth.models import Permission

    return Permission.objects.get(codename=queue.permission_name.removeprefix("helpdesk."))


def _ensure_login(data: Path, name: str, *, last_name: str) -> Any:
    from django.contrib.auth import get_user_model

    from frontdoor_gateway.secret_files import write_secret

    users = get_user_model().objects
    known = users.filter(username=name).first()
    if known is not None:
        return known
    password = secrets.token_urlsafe(12)
    write_secret(data / f"{name}-password", password)
    return users.create_user(
        name, f"{name}@desk.invalid", password, is_staff=True, first_name="Desk", last_name=last_name
    )
