"""Brings the embedded desk up: tables, an agent's login, the kiosk's token, and waitress on loopback."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from frontdoor_gateway.embedded.access import AGENT, ensure_access

THREADS = 4
"""SQLite has one writer; more threads only wait for it."""

BODY_LIMIT = 2 * 1_048_576
"""Bytes that waitress reads of a body before it answers 413 by itself; above the gateway's own limit."""


def prepare(data: Path, *, language: str, time_zone: str) -> None:
    """Point Django at the desk in `data`, which is made if it is new, and load it."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["FRONTDOOR_DESK_DATA"] = str(data.resolve())
    os.environ["FRONTDOOR_DESK_LANGUAGE"] = language
    os.environ["FRONTDOOR_DESK_TIME_ZONE"] = time_zone
    os.environ["DJANGO_SETTINGS_MODULE"] = "frontdoor_gateway.embedded.settings"
    os.umask(0o077)
    import django

    django.setup()


def serve(data: Path, *, port: int, kiosk: str, stop_at_eof: bool) -> None:
    """Serve the prepared desk until SIGTERM, SIGINT or, if asked, the end of standard input.

    Prints one JSON line once requests are taken. Port 0 takes a free one.
    """
    from waitress.server import create_server

    _migrate()
    ensure_access(data)
    _ensure_knowledge()
    _ensure_token(data, kiosk)
    server: Any = create_server(
        _application(), host="127.0.0.1", port=port, threads=THREADS, max_request_body_size=BODY_LIMIT, ident=None
    )
    signal.signal(signal.SIGTERM, _leave)
    if stop_at_eof:
        threading.Thread(target=_leave_at_eof, daemon=True).start()
    _say(
        {
            "ready": True,
            "url": f"http://127.0.0.1:{server.effective_port}",
            "token_file": str(data / "kiosk-token"),
            "agent": AGENT,
            "agent_password_file": str(data / "agent-password"),
        }
    )
    with contextlib.suppress(KeyboardInterrupt, SystemExit):
        server.run()


def _application() -> Any:
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def _ensure_knowledge() -> None:
    """Let the agent write knowledge articles, beginning with a few samples; once, so that deleted ones stay away."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Permission
    from django.db import transaction

    from frontdoor_gateway.embedded.sample_knowledge import add_samples

    agent = get_user_model().objects.filter(username=AGENT).first()
    if agent is None or agent.has_perm("helpdesk.add_kbitem"):
        return
    about = {"content_type__app_label": "helpdesk", "content_type__model__in": ["kbcategory", "kbitem"]}
    with transaction.atomic():
        agent.user_permissions.add(*Permission.objects.filter(**about))
        add_samples(settings.LANGUAGE_CODE)


def _ensure_token(data: Path, kiosk: str) -> None:
    from frontdoor_gateway.secret_files import write_secret
    from frontdoor_gateway.tokens import issue, kiosk_of

    path = data / "kiosk-token"
    known = path.exists() and kiosk_of(f"Bearer {path.read_text()}")
    if not known or known.code != kiosk:
        write_secret(path, issue(kiosk))


def _leave(*_: object) -> None:
    raise SystemExit(0)


def _leave_at_eof() -> None:
    while sys.stdin.buffer.read(4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
